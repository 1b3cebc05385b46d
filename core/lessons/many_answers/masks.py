"""What an answer costs where the truth of some songs is unknown."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

UNKNOWN = {"left out": None, "false": 0.0, "half true": 0.5}
"""What can be made of a song of which nobody knows: how true it counts as, None for not at all."""


def losses(
    n_with: int, n_without: int, n_unknown: int, answers: ArrayLike, counts_as: float | None
) -> NDArray[np.float64]:
    """Mean binary cross-entropy in nats of giving all songs one answer, for each of `answers`.

    Parameters
    ----------
    n_with, n_without, n_unknown : int
        Songs that have an emotion, that have it not, and of which nobody knows; one counts.
    answers : float array [shape=(n,)]
        Probabilities, between 0 and 1.
    counts_as : float or None
        One of `UNKNOWN`.

    Examples
    --------
    >>> losses(1, 1, 5, [0.5], None).round(4).tolist()  # ln 2
    [0.6931]
    """
    p = np.asarray(answers, np.float64)
    yes, no = shares(n_with, n_without, n_unknown, counts_as)
    return -(yes * np.log(p) + no * np.log(1 - p))


def best_answer(n_with: int, n_without: int, n_unknown: int, counts_as: float | None) -> float:
    """The one answer for all songs that costs least: the share of those that count as having it.

    Examples
    --------
    >>> [best_answer(30, 10, 60, share) for share in UNKNOWN.values()]
    [0.75, 0.3, 0.6]
    """
    return shares(n_with, n_without, n_unknown, counts_as)[0]


def shares(
    n_with: int, n_without: int, n_unknown: int, counts_as: float | None
) -> tuple[float, float]:
    """What counts as having it and as not, of all that counts."""
    yes = n_with + n_unknown * (counts_as or 0.0)
    no = n_without + (0.0 if counts_as is None else n_unknown * (1 - counts_as))
    return yes / (yes + no), no / (yes + no)
