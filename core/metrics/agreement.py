"""How far two models say the same, whether they are right or not."""

import numpy as np
from numpy.typing import ArrayLike


def cohen_kappa(predicted_a: ArrayLike, predicted_b: ArrayLike) -> float:
    """Agreement beyond what chance would give (Cohen, 1960).

    Parameters
    ----------
    predicted_a, predicted_b : array [shape=(n,)]
        What each says of the same items, as class names or indices.

    Returns
    -------
    kappa : float
        1 where they always say the same, 0 where they do so no more often than chance would have
        it, below 0 where less often. NaN where both say one and the same of every item: nothing
        could tell agreement from chance.

    Examples
    --------
    >>> round(cohen_kappa(["pop", "pop", "jazz", "jazz"], ["pop", "pop", "jazz", "pop"]), 2)
    0.5
    """
    a, b = np.asarray(predicted_a), np.asarray(predicted_b)
    if a.ndim != 1 or a.shape != b.shape or not a.size:
        raise ValueError(f"The answers have shapes {a.shape} and {b.shape}; both must be (n,).")
    classes = np.union1d(a, b)
    shares = [(answers[:, np.newaxis] == classes).mean(axis=0) for answers in (a, b)]
    by_chance = float(shares[0] @ shares[1])
    if by_chance == 1.0:
        return float("nan")
    return float((np.mean(a == b) - by_chance) / (1 - by_chance))
