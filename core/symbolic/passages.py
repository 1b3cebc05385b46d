"""A piece as passages of so many notes, and each as one vector of statistics."""

import numpy as np

from core.symbolic.notes import Notes
from core.symbolic.statistics import statistics


def passage_starts(n_notes: int, length: int, hop: int) -> list[int]:
    """First notes of the passages that cover a piece; the last one ends with it.

    Examples
    --------
    >>> passage_starts(1100, length=500, hop=250), passage_starts(80, length=500, hop=250)
    ([0, 250, 500, 600], [0])
    """
    last = max(0, n_notes - length)
    return sorted({*range(0, last + 1, hop), last})


def around(middle: int, length: int, n_notes: int) -> tuple[int, int]:
    """First note and the one after the last of `length` notes around one, within the piece.

    Examples
    --------
    >>> around(50, 20, n_notes=100), around(5, 20, n_notes=100), around(5, 20, n_notes=12)
    ((40, 60), (0, 20), (0, 12))
    """
    first = max(0, min(middle - length // 2, n_notes - length))
    return first, min(first + length, n_notes)


def shares_of(notes: Notes) -> np.ndarray:
    """The statistics of a passage as one vector: their roots, with the signs that they have.

    Roots bring what is rare nearer to what is common, as the Hellinger distance does.

    Returns
    -------
    np.ndarray [shape=(n_values,)]
        float32.
    """
    values = np.concatenate(list(statistics(notes).values()))
    return (np.sign(values) * np.sqrt(np.abs(values))).astype(np.float32)


def value_names(notes: Notes) -> list[tuple[str, int]]:
    """What the values of `shares_of` are of, and how many there are of each."""
    return [(name, len(values)) for name, values in statistics(notes).items()]
