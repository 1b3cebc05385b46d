"""A piece as passages of so many notes, and each as one vector of statistics."""

from collections.abc import Mapping

import numpy as np


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


def roots_of(found: Mapping[str, np.ndarray]) -> np.ndarray:
    """Statistics of a passage as one vector: their roots, with the signs that they have.

    Roots bring what is rare nearer to what is common, as the Hellinger distance does.

    Returns
    -------
    np.ndarray [shape=(n_values,)]
        float32.

    Examples
    --------
    >>> roots_of({"shares": np.array([0.25, 0.0]), "key": np.array([-1.0])}).tolist()
    [0.5, 0.0, -1.0]
    """
    values = np.concatenate(list(found.values()))
    return (np.sign(values) * np.sqrt(np.abs(values))).astype(np.float32)
