"""Features of notes: the notes themselves, a piano roll, statistics of passages and of playing."""

from abc import ABC, abstractmethod
from typing import Annotated, ClassVar, Literal

import numpy as np
from pydantic import Field

from core.features.spec import FEATURES, FeatureSpec
from core.symbolic import Notes, piano_roll
from core.symbolic.passages import around, passage_starts, roots_of
from core.symbolic.playing import playing
from core.symbolic.statistics import statistics

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
        """When each note begins."""
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
        """When each frame begins."""
        n_frames = max(1, int(np.ceil(notes.seconds * self.frames_per_second)))
        return np.arange(n_frames) / self.frames_per_second


class PassageStatistics(NotesSpec, ABC, frozen=True):
    """Statistics of passages of so many notes, as square roots (`core.symbolic.passages`).

    Attributes
    ----------
    notes : tuple of int
        Of a passage. Of several lengths, each step has one passage of each, around one middle.
    hop : int
        Notes from one step to the next; a piece shorter than a passage is one.
    """

    notes: tuple[Annotated[int, Field(ge=16, le=10_000)], ...] = Field((500,), min_length=1)
    hop: int = Field(default=250, ge=1, le=10_000)

    @abstractmethod
    def statistics(self, passage: Notes) -> dict[str, np.ndarray]:
        """Those of one passage, by what they are of."""

    def of(self, notes: Notes) -> np.ndarray:
        """[n_values, n_passages]."""
        known: dict[tuple[int, int], np.ndarray] = {}  # long passages at both ends are the same
        steps = []
        for passages in self._passages(len(notes)):
            for ends in passages:
                if ends not in known:
                    known[ends] = roots_of(self.statistics(notes.only(slice(*ends))))
            steps.append(np.concatenate([known[ends] for ends in passages]))
        return np.stack(steps, axis=1)

    def step_times(self, notes: Notes) -> np.ndarray:
        """The middle of each step's shortest passage."""
        shortest = [min(passages, key=np.ptp) for passages in self._passages(len(notes))]
        return np.array([(notes.onset[a] + notes.onset[b - 1]) / 2 for a, b in shortest])

    def _passages(self, n_notes: int) -> list[list[tuple[int, int]]]:
        """Of each step, the first note of each of its passages and the one after its last."""
        shortest = min(self.notes)
        middles = [s + shortest // 2 for s in passage_starts(n_notes, shortest, self.hop)]
        return [[around(middle, n, n_notes) for n in self.notes] for middle in middles]


@FEATURES.register("note_statistics")
class NoteStatistics(PassageStatistics, frozen=True):
    """Which notes follow one another and sound together (`core.symbolic.statistics`).

    Transposed or played at another tempo, a passage has the same but for its register.
    """

    title: ClassVar[str] = "Statistics of notes"
    limits: ClassVar[tuple[str, ...]] = (
        "It knows of a passage only how often what occurs: not which theme, and nothing of the "
        "order beyond a few notes in a row.",
    )

    kind: Literal["note_statistics"] = "note_statistics"

    def statistics(self, passage: Notes) -> dict[str, np.ndarray]:
        """Shares of degrees, intervals, chords and rhythms, and the register."""
        return statistics(passage)


@FEATURES.register("playing_statistics")
class PlayingStatistics(PassageStatistics, frozen=True):
    """How loud and how fast passages are played, and where in the bar (`core.symbolic.playing`)."""

    title: ClassVar[str] = "Statistics of playing"
    limits: ClassVar[tuple[str, ...]] = (
        "Tempo and loudness of a file are those of whoever played or entered it.",
    )

    kind: Literal["playing_statistics"] = "playing_statistics"

    def statistics(self, passage: Notes) -> dict[str, np.ndarray]:
        """Of loudness, of times and of the metre."""
        return playing(passage)
