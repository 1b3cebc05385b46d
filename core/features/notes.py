"""Features of notes: the notes themselves, a piano roll, statistics of passages."""

from abc import ABC, abstractmethod
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from core.features.spec import FEATURES, FeatureSpec
from core.symbolic import Notes, piano_roll
from core.symbolic.passages import passage_starts, shares_of

Row = Literal["pitch", "velocity", "duration", "onset"]


class NotesSpec(FeatureSpec, ABC, frozen=True):
    """A feature of the notes of a piece: [n_rows, n_steps]."""

    sequence: ClassVar[bool] = True

    @abstractmethod
    def of(self, notes: Notes) -> np.ndarray:
        """The feature, float32 [n_rows, n_steps]."""

    @abstractmethod
    def step_times(self, notes: Notes) -> np.ndarray:
        """When each step is, s, [n_steps]: a passage is at its middle."""


@FEATURES.register("notes")
class NoteSequence(NotesSpec, frozen=True):
    """Each note as some numbers, one step a note.

    Attributes
    ----------
    rows : tuple of str
        ``pitch`` and ``velocity`` are 0 to 1 (of 127), ``duration`` 0 to 1 (of `longest`), and
        ``onset`` is in s.
    first : int
        So many notes of a piece at most; 0 is all.
    longest : float
        Durations beyond it, in s, count as 1.
    """

    title: ClassVar[str] = "Notes"

    kind: Literal["notes"] = "notes"
    rows: tuple[Row, ...] = Field(default=("pitch", "velocity", "duration"), min_length=1)
    first: int = Field(default=0, ge=0)
    longest: float = Field(default=4.0, gt=0, le=60)

    def of(self, notes: Notes) -> np.ndarray:
        """[len(rows), n_notes]."""
        heard = notes.first(self.first) if self.first else notes
        columns = {
            "pitch": heard.pitch / 127,
            "velocity": heard.velocity / 127,
            "duration": np.minimum(heard.duration / self.longest, 1),
            "onset": heard.onset,
        }
        return np.stack([columns[row] for row in self.rows]).astype(np.float32)

    def step_times(self, notes: Notes) -> np.ndarray:
        return (notes.first(self.first) if self.first else notes).onset


@FEATURES.register("roll")
class Roll(NotesSpec, frozen=True):
    """Which keys are down, and how hard they were struck, 0 to 1: [128, n_frames]."""

    title: ClassVar[str] = "Piano roll"

    kind: Literal["roll"] = "roll"
    frames_per_second: float = Field(default=16.0, ge=1, le=100)

    @property
    def step_seconds(self) -> float:
        """Time of a frame, s."""
        return 1 / self.frames_per_second

    def of(self, notes: Notes) -> np.ndarray:
        """[128, n_frames], 0 is the lowest pitch."""
        return piano_roll(notes, frames_per_second=self.frames_per_second)

    def step_times(self, notes: Notes) -> np.ndarray:
        n_frames = max(1, int(np.ceil(notes.seconds * self.frames_per_second)))
        return np.arange(n_frames) / self.frames_per_second


@FEATURES.register("note_statistics")
class NoteStatistics(NotesSpec, frozen=True):
    """Statistics of passages of so many notes (`core.symbolic.statistics`), square roots of shares.

    Transposed or played at another tempo, a passage has the same but for its register.

    Attributes
    ----------
    notes, hop : int
        Of a passage, and from one to the next; a shorter piece is one passage.
    """

    title: ClassVar[str] = "Statistics of notes"
    limits: ClassVar[tuple[str, ...]] = (
        "It knows of a passage only how often what occurs: not which theme, and nothing of the "
        "order beyond pairs of neighbours.",
    )

    kind: Literal["note_statistics"] = "note_statistics"
    notes: int = Field(default=500, ge=16, le=10_000)
    hop: int = Field(default=250, ge=1, le=10_000)

    def of(self, notes: Notes) -> np.ndarray:
        """[n_values, n_passages]."""
        return np.stack([shares_of(passage) for passage in self._passages(notes)], axis=1)

    def step_times(self, notes: Notes) -> np.ndarray:
        return np.array(
            [(passage.onset[0] + passage.onset[-1]) / 2 for passage in self._passages(notes)]
        )

    def _passages(self, notes: Notes) -> list[Notes]:
        starts = passage_starts(len(notes), self.notes, self.hop)
        return [notes.only(slice(start, start + self.notes)) for start in starts]
