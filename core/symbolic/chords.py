"""What begins together, what sounds together, and the key."""

from dataclasses import dataclass

import numpy as np

from core.symbolic.notes import Notes

TOGETHER = 0.03  # s; hands that play a chord are that far apart
LONGEST = 4.0  # s of a held note that count for the key
HELD = 48  # notes before a chord that are looked at for what goes on

MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])
MINOR = np.array([6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])
"""How well each pitch class fits a key (Krumhansl and Kessler, 1982)."""


@dataclass(frozen=True, eq=False)
class Chords:
    """Notes by when they begin: those within `TOGETHER` of the one before are one chord.

    Attributes
    ----------
    place : int array [shape=(n_notes,)]
        Which chord each note is of.
    first : int array [shape=(n_chords,)]
        The first note of each.
    onset, low, high, size : arrays [shape=(n_chords,)]
        When it begins (s), its lowest and highest pitch, and how many notes it has.
    """

    place: np.ndarray
    first: np.ndarray
    onset: np.ndarray
    low: np.ndarray
    high: np.ndarray
    size: np.ndarray

    def __len__(self) -> int:
        return len(self.first)


def chords(notes: Notes) -> Chords:
    """Group notes that begin together.

    Examples
    --------
    >>> rows = [(0.0, 1, 60, 80), (0.01, 1, 64, 80), (1.0, 1, 67, 80)]
    >>> found = chords(Notes.of_rows(np.array(rows), np.zeros(1)))
    >>> found.size.tolist(), found.low.tolist(), found.high.tolist()
    ([2, 1], [60, 67], [64, 67])
    """
    begins = np.diff(notes.onset, prepend=-np.inf) > TOGETHER
    place, first = np.cumsum(begins) - 1, np.flatnonzero(begins)
    return Chords(
        place, first, notes.onset[first],
        np.minimum.reduceat(notes.pitch, first), np.maximum.reduceat(notes.pitch, first),
        np.diff(np.append(first, len(notes))),
    )  # fmt: skip


def sounding(notes: Notes, found: Chords) -> np.ndarray:
    """Which pitches sound as each chord begins, bool [shape=(n_chords, 128)].

    Its own notes, and of the `HELD` notes before it those that go on.
    """
    keys = np.zeros((len(found), 128), bool)
    keys[found.place, notes.pitch] = True
    before = found.first[:, np.newaxis] - 1 - np.arange(HELD)  # (n_chords, HELD)
    goes_on = notes.offset[before.clip(0)] > found.onset[:, np.newaxis] + TOGETHER
    chord, which = np.nonzero(goes_on & (before >= 0))
    keys[chord, notes.pitch[before[chord, which]]] = True
    return keys


def key_of(notes: Notes) -> tuple[int, bool, float]:
    """The key that the durations of the pitch classes fit best (Krumhansl and Schmuckler).

    Returns
    -------
    tonic : int
        0 is C, 11 is B.
    minor : bool
    fit : float
        Correlation with the key's profile, −1 to 1; 0 where all pitch classes are alike.

    Examples
    --------
    >>> scale = [(i, 1.0, pitch, 80) for i, pitch in enumerate([62, 64, 66, 67, 69, 71, 73, 74])]
    >>> tonic, minor, fit = key_of(Notes.of_rows(np.array(scale), np.zeros(1)))
    >>> tonic, minor  # D major
    (2, False)
    """
    heard = np.bincount(notes.pitch % 12, np.minimum(notes.duration, LONGEST), minlength=12)
    if np.ptp(heard) == 0:
        return 0, False, 0.0
    profiles = np.stack([np.roll(p, t) for p in (MAJOR, MINOR) for t in range(12)])
    fits = np.asarray(np.corrcoef(np.vstack([heard, profiles])))[0, 1:]
    best = int(fits.argmax())
    return best % 12, best >= 12, float(fits[best])
