"""Notes of a piece, as MIDI tells them."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np


@dataclass(frozen=True, eq=False)
class Notes:
    """All notes of a piece by onset, the lower first where several begin at once.

    Attributes
    ----------
    onset, duration : float64 array [shape=(n_notes,)]
        In s; durations are above 0.
    pitch : int64 array [shape=(n_notes,)]
        0 to 127; 60 is middle C, 69 is 440 Hz.
    velocity : int64 array [shape=(n_notes,)]
        How hard the key is struck, 1 to 127.
    bars : float64 array [shape=(n_bars,)]
        Where each bar begins, in s; without a time signature bars have four quarters.
    note : str
        What should be known of how it was read; empty if all is well.
    """

    onset: np.ndarray
    duration: np.ndarray
    pitch: np.ndarray
    velocity: np.ndarray
    bars: np.ndarray
    note: str = ""

    @classmethod
    def of_rows(cls, rows: np.ndarray, bars: np.ndarray, note: str = "") -> Self:
        """Notes in any order: rows [n_notes, 4] of onset, duration, pitch and velocity."""
        rows = rows[np.lexsort((rows[:, 2], rows[:, 0]))]
        return cls(
            rows[:, 0], rows[:, 1], rows[:, 2].astype(np.int64), rows[:, 3].astype(np.int64),
            np.asarray(bars, np.float64), note,
        )  # fmt: skip

    def __len__(self) -> int:
        return len(self.onset)

    @property
    def n_bytes(self) -> int:
        """Memory that they take."""
        arrays = (self.onset, self.duration, self.pitch, self.velocity, self.bars)
        return sum(array.nbytes for array in arrays)

    @property
    def offset(self) -> np.ndarray:
        """When each note ends, s."""
        return self.onset + self.duration

    @property
    def seconds(self) -> float:
        """When the last note ends."""
        return float(self.offset.max(initial=0.0))

    def first(self, n: int) -> "Notes":
        """The first `n` notes; all where there are fewer."""
        return self.only(slice(n))

    def between(self, start: float, end: float) -> "Notes":
        """Notes that begin from `start` to before `end` (s), as if the piece began at `start`."""
        chosen = self.only((self.onset >= start) & (self.onset < end))
        inside = self.bars[(self.bars >= start) & (self.bars < end)]
        return replace(chosen, onset=chosen.onset - start, bars=inside - start)

    def transposed(self, semitones: int) -> "Notes":
        """The same piece so much higher; notes that leave 0 to 127 move back by octaves."""
        moved = self.pitch + semitones
        moved = np.where(moved > 127, moved - 12, np.where(moved < 0, moved + 12, moved))
        return replace(self, pitch=moved)

    def only(self, chosen: np.ndarray | slice) -> "Notes":
        """Those notes of it, by place or by which are true."""
        fields = ("onset", "duration", "pitch", "velocity")
        return replace(self, **{name: getattr(self, name)[chosen] for name in fields})
