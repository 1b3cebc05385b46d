"""What each column of a table says to a network: permutation importance and partial dependence."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
Answer = Callable[[Floats], Floats]
"""From rows [n_rows, n_columns] to what is said of each [n_rows, n_outputs]."""

ENDS = (0.05, 0.95)  # quantiles between which partial dependence is told
Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Importance:
    """How much worse the answers become without what a column tells.

    Attributes
    ----------
    whole : float
        The share of rows that are right as they are, 0 to 1.
    drops : float array [shape=(n_columns, n_repeats)]
        By how much it falls where a column is shuffled.
    """

    whole: float
    drops: NDArray[np.float64]

    @property
    def mean(self) -> NDArray[np.float64]:
        """Over repeats [n_columns]."""
        return self.drops.mean(axis=1)

    @property
    def deviation(self) -> NDArray[np.float64]:
        """Over repeats [n_columns]."""
        return self.drops.std(axis=1)


def permutation_importance(
    answer: Answer,
    values: Floats,
    truths: NDArray[np.integer],
    *,
    n_repeats: int = 5,
    seed: int = 0,
    progress: Progress = lambda n_done, n: None,
) -> Importance:
    """Shuffle one column at a time, and see how many rows fewer are right (Breiman, 2001).

    Columns that tell the same stand in for one another: each of them alone may seem of no use.

    Parameters
    ----------
    answer : callable
    values : float array [shape=(n_rows, n_columns)]
        NaN in gaps, which are shuffled along.
    truths : int array [shape=(n_rows,)]
        The right output of each row.
    n_repeats : int
    seed : int
        The shuffles are those of scikit-learn's `permutation_importance` with this seed.
    progress : callable
        Told after each column how many are done.
    """

    def right(rows: Floats) -> float:
        return float(np.mean(answer(rows).argmax(axis=1) == truths))

    whole, n_columns = right(values), values.shape[1]
    shuffles = np.random.RandomState(seed).randint(np.iinfo(np.int32).max + 1)
    drops = np.empty((n_columns, n_repeats))
    for column in range(n_columns):
        rng, order, rows = np.random.RandomState(shuffles), np.arange(len(values)), values.copy()
        for repeat in range(n_repeats):
            rng.shuffle(order)
            rows[:, column] = rows[order, column]
            drops[column, repeat] = whole - right(rows)
        progress(column + 1, n_columns)
    return Importance(whole, drops)


def filled(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], int]:
    """Values [n_rows, n_columns] with gaps as their column's mean (0 of none), and how many.

    Examples
    --------
    >>> filled(np.array([[1.0, np.nan], [np.nan, np.nan], [3.0, np.nan]]))[0].tolist()
    [[1.0, 0.0], [2.0, 0.0], [3.0, 0.0]]
    """
    gaps = np.isnan(values)
    known = np.where(gaps, 0, values).sum(axis=0) / np.maximum((~gaps).sum(axis=0), 1)
    return np.where(gaps, known, values), int(gaps.sum())


def partial_dependence(answer: Answer, values: Floats, column: int, grid: Floats) -> Floats:
    """The mean answer [n_grid, n_outputs] if all rows had each value of `grid` (Friedman, 2001).

    Rows that no song has are among those (a fast tempo with every other value), so it tells what
    the network does, and not what music is like.
    """
    rows = values.copy()
    found = []
    for value in grid:
        rows[:, column] = value
        found.append(answer(rows).mean(axis=0))
    return np.stack(found)


def grid_of(values: Floats, n_most: int = 24) -> Floats:
    """Where partial dependence is told [n_grid]: a column's values, or evenly between `ENDS`.

    Parameters
    ----------
    values : float array [shape=(n_rows,)]
        Of a column; NaN in gaps.
    n_most : int

    Examples
    --------
    >>> grid_of(np.array([4.0, 3.0, np.nan, 4.0])).tolist(), len(grid_of(np.arange(100.0)))
    ([3.0, 4.0], 24)
    """
    known = values[~np.isnan(values)]
    different = np.unique(known)
    if len(different) <= n_most:
        return different
    low, high = np.quantile(known, ENDS)
    return np.linspace(low, high, n_most)
