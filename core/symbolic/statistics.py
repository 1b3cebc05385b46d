"""Statistics of a passage of notes that stay when it is transposed or played faster.

Shares of pitch classes within the estimated key, of intervals of the highest and the lowest voice
and of pairs of them, of intervals that sound together, of chord sizes, and of lengths and distances
of notes in terms of their median; and the register, the only one that knows how high it is.
"""

import numpy as np

from core.symbolic.chords import Chords, chords, key_of, sounding
from core.symbolic.notes import Notes

STEPS = (-4.5, -2.5, -0.5, 0.5, 2.5, 4.5)  # between leaps, thirds, steps and repetitions, semitones
TIMES = np.arange(-3.25, 3.5, 0.5)  # octaves around the median
RHYTHMS = (-1.5, -0.5, 0.5, 1.5)  # the same, coarsely
LEAST_TIME = 1e-3  # s
MOST_TOGETHER = 8
PART = 50  # notes, long enough to have a key


def statistics(notes: Notes) -> dict[str, np.ndarray]:
    """All statistics of a passage, by what they are of; float64 arrays, mostly shares.

    Parameters
    ----------
    notes : Notes
        At least one.
    """
    found = chords(notes)
    tonic, minor, fit = key_of(notes)
    return (
        _tonal(notes, found, tonic)
        | {"key": np.array([float(minor), fit]), "keys within": _keys_within(notes, tonic)}
        | _line("top", found.high, tonic)
        | _line("bass", found.low, tonic)
        | _together(notes, found)
        | _time(notes, found)
        | _register(notes, found)
    )


def shares(numbers: np.ndarray, n: int, weights: np.ndarray | None = None) -> np.ndarray:
    """Of whole numbers 0 to n − 1, which share each is [n]; zeros where there are none.

    Examples
    --------
    >>> shares(np.array([0, 2, 2, 2]), 3).tolist()
    [0.25, 0.0, 0.75]
    """
    counts = np.bincount(numbers.astype(int), weights, minlength=n)[:n].astype(float)
    return counts / max(counts.sum(), 1e-12)


def _pairs(classes: np.ndarray, n: int) -> np.ndarray:
    """Shares of pairs of neighbours [n · n]."""
    return shares(classes[:-1] * n + classes[1:], n * n)


def _runs(classes: np.ndarray, length: int) -> np.ndarray:
    """Shares of each way in which `length` of three classes can follow one another [3^length]."""
    n = max(0, len(classes) - length + 1)
    numbers = sum(3**i * classes[i : i + n] for i in range(length))
    return shares(np.asarray(numbers), 3**length)


def _tonal(notes: Notes, found: Chords, tonic: int) -> dict[str, np.ndarray]:
    degree = (notes.pitch - tonic) % 12
    return {
        "degrees": shares(degree, 12),
        "degrees held": shares(degree, 12, np.minimum(notes.duration, 4)),
        "degrees of the bass": shares((found.low - tonic) % 12, 12),
        "degrees of the top": shares((found.high - tonic) % 12, 12),
    }


def _keys_within(notes: Notes, tonic: int) -> np.ndarray:
    """Keys of parts of `PART` notes as seen from the passage's: shares of 12 major and 12 minor."""
    starts = range(0, max(1, len(notes) - PART // 2), PART)
    parts = [key_of(notes.only(slice(start, start + PART))) for start in starts]
    return shares(np.array([(key - tonic) % 12 + 12 * minor for key, minor, _ in parts]), 24)


def _line(name: str, line: np.ndarray, tonic: int) -> dict[str, np.ndarray]:
    """A voice: its intervals, pairs of them, and which degree follows which."""
    interval = np.diff(line)
    kinds = np.digitize(interval, STEPS)
    return {
        f"{name} intervals": shares(interval.clip(-13, 13) + 13, 27),
        f"{name} interval pairs": _pairs(kinds, len(STEPS) + 1),
        f"{name} contours": _runs(np.sign(interval) + 1, 4),
        f"{name} degree pairs": _pairs((line - tonic) % 12, 12),
    }


def _together(notes: Notes, found: Chords) -> dict[str, np.ndarray]:
    """What sounds at once."""
    keys = sounding(notes, found)
    chord, pitch = np.nonzero(keys)  # by chord, from the lowest up
    above = pitch - keys.argmax(axis=1)[chord]
    between = np.diff(pitch)[np.diff(chord) == 0]
    return {
        "above the bass": shares(above[above > 0] % 12, 12),
        "pairs above the bass": _chord_types(keys),
        "between neighbours": shares(between.clip(max=16), 17),
        "voices": shares(keys.sum(axis=1).clip(max=MOST_TOGETHER), 9),
        "chord sizes": shares(found.size.clip(max=MOST_TOGETHER), 9),
        "outer voices": _motion(found),
        "outer intervals": shares(((found.high - found.low)[found.size > 1]) % 12, 12),
        "note to note": shares(np.diff(notes.pitch).clip(-13, 13) + 13, 27),
    }


def _chord_types(keys: np.ndarray) -> np.ndarray:
    """Which two pitch classes above the bass sound with it: shares of the 66 pairs of 12."""
    chord, pitch = np.nonzero(keys)
    above = np.zeros((len(keys), 12))
    above[chord, (pitch - keys.argmax(axis=1)[chord]) % 12] = 1
    together = (above.T @ above)[np.triu_indices(12, 1)]
    return together / max(together.sum(), 1.0)


def _motion(found: Chords) -> np.ndarray:
    """How bass and top move together: shares of up, down and still against each other [9]."""
    up, down = np.sign(np.diff(found.high)), np.sign(np.diff(found.low))
    return shares((up + 1) * 3 + down + 1, 9)


def _time(notes: Notes, found: Chords) -> dict[str, np.ndarray]:
    """Lengths and distances in octaves around their medians."""
    gaps = np.diff(found.onset).clip(LEAST_TIME)
    lengths = notes.duration.clip(LEAST_TIME)
    gap = np.log2(gaps / np.median(gaps)) if len(gaps) else np.zeros(0)
    length = np.log2(lengths / np.median(lengths))
    overlap = np.log2(lengths[found.first[:-1]] / gaps) if len(gaps) else np.zeros(0)
    return {
        "distances": shares(np.digitize(gap, TIMES), len(TIMES) + 1),
        "lengths": shares(np.digitize(length, TIMES), len(TIMES) + 1),
        "distance turns": _runs(np.digitize(np.diff(gap), (-0.4, 0.4)), 3),
        "distance pairs": _pairs(np.digitize(gap, RHYTHMS), len(RHYTHMS) + 1),
        "lengths in distances": shares(np.digitize(overlap, TIMES), len(TIMES) + 1),
    }


def _register(notes: Notes, found: Chords) -> dict[str, np.ndarray]:
    """Pitches in octaves from middle C."""
    octaves = [(x - 60) / 12 for x in (notes.pitch, found.high, found.low)]
    spread = [each for x in octaves for each in (x.mean(), x.std())]
    ends = np.percentile(octaves[0], [0, 10, 50, 90, 100])
    return {
        "register": np.concatenate([spread, ends]),
        "octaves": shares(((notes.pitch - 24) // 6).clip(0, 14), 15),
    }
