"""How far classes lie apart: silhouettes, pairs of classes, and spread along each component."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from core.metrics import accuracy_interval

MOST_COMPARED = 4000  # items whose distances are taken; of more, so many are chosen evenly
PART = 512  # items whose distances to all others are in memory at once


@dataclass(frozen=True)
class Pair:
    """How far two classes lie apart.

    Attributes
    ----------
    a, b : str
    n : int
        Items of both.
    silhouette : float
        Mean silhouette of the items of both, of which nobody else is looked at; −1 to 1.
    nearer : float
        Share of items that lie nearer to the mean of their own class than to the other's, 0 to 1,
        where no item counts towards a mean that it is held to. Chance is 0.5.
    low, high : float
        95 % interval of `nearer` (Wilson, 1927).
    """

    a: str
    b: str
    n: int
    silhouette: float
    nearer: float
    low: float
    high: float


def silhouettes(
    values: NDArray[np.floating], labels: Sequence[str] | NDArray[np.str_]
) -> NDArray[np.float64]:
    """How much nearer each item is to its own class than to the next one (Rousseeuw, 1987).

    Parameters
    ----------
    values : float array [shape=(n_items, n_values)]
    labels : sequence of str [n_items]
        Of two classes or more.

    Returns
    -------
    float array [shape=(n_items,)]
        1 deep in its own class, 0 between two, −1 deep in another; 0 where it is alone in its own.

    Raises
    ------
    ValueError
        On fewer than two classes, or as many labels as there are no items.

    Examples
    --------
    >>> silhouettes(np.array([[0.0], [1.0], [9.0]]), ["a", "a", "b"]).round(2).tolist()
    [0.89, 0.88, 0.0]
    """
    values = np.asarray(values, dtype=np.float64)
    classes, own = np.unique(np.asarray(labels), return_inverse=True)
    if len(own) != len(values) or len(classes) < 2:
        raise ValueError(
            f"Silhouettes need a label for each item, of 2 classes or more; these are {len(own)} "
            f"labels of {len(classes)} classes for {len(values)} items."
        )
    member = np.eye(len(classes))[own]  # (n_items, n_classes)
    sums = distance_sums(values, member)
    sizes, rows = member.sum(axis=0), np.arange(len(values))
    alone = sizes[own] < 2
    within = sums[rows, own] / np.where(alone, 1, sizes[own] - 1)
    others = sums / sizes
    others[rows, own] = np.inf
    nearest = others.min(axis=1)
    largest = np.maximum(within, nearest)
    known = ~alone & (largest > 0)
    return np.where(known, (nearest - within) / np.where(known, largest, 1.0), 0.0)


def distance_sums(values: NDArray[np.float64], member: NDArray[np.float64]) -> NDArray[np.float64]:
    """Sums of the distances of each item to all items of each class, [n_items, n_classes]."""
    from scipy.spatial.distance import cdist

    parts = [cdist(values[i : i + PART], values) @ member for i in range(0, len(values), PART)]
    return np.concatenate(parts)


def nearer_own_mean(
    values: NDArray[np.floating], labels: Sequence[str] | NDArray[np.str_]
) -> NDArray[np.bool_]:
    """Which items [n_items] lie nearer to the mean of their own class than to any other's.

    An item is taken out of the mean of its own class before it is held to it. One that is alone in
    its class is not nearer.

    Examples
    --------
    >>> nearer_own_mean(np.array([[0.0], [1.0], [9.0], [2.0]]), ["a", "a", "b", "b"]).tolist()
    [True, True, True, False]
    """
    values = np.asarray(values, dtype=np.float64)
    classes, own = np.unique(np.asarray(labels), return_inverse=True)
    sizes = np.bincount(own)
    means = np.stack([values[own == k].mean(axis=0) for k in range(len(classes))])
    rows = np.arange(len(values))
    distances = np.stack([np.linalg.norm(values - mean, axis=1) for mean in means], axis=1)
    rest = sizes[own] - 1
    own_distances = distances[rows, own] * sizes[own] / np.where(rest > 0, rest, 1)
    own_distances[rest == 0] = np.inf
    distances[rows, own] = np.inf
    return own_distances < distances.min(axis=1)


def resampled_silhouette(
    distances: NDArray[np.floating], first: NDArray[np.bool_], counts: NDArray[np.integer]
) -> float:
    """Mean silhouette of two classes of which item i is there `counts[i]` times.

    Parameters
    ----------
    distances : float array [shape=(n_items, n_items)]
    first : bool array [shape=(n_items,)]
        Who is of the first class; the others are of the second.
    counts : int array [shape=(n_items,)]
        How often each was drawn; of each class two or more in all.
    """
    sizes = np.array([counts[~first].sum(), counts[first].sum()])
    sums = np.stack([distances @ (counts * ~first), distances @ (counts * first)])
    own, rows = first.astype(np.intp), np.arange(len(first))
    within = sums[own, rows] / (sizes[own] - 1)
    beyond = sums[1 - own, rows] / sizes[1 - own]
    largest = np.maximum(within, beyond)
    each = np.where(largest > 0, (beyond - within) / np.where(largest > 0, largest, 1.0), 0.0)
    return float((each * counts).sum() / counts.sum())


def evenly(n: int, most: int = MOST_COMPARED) -> NDArray[np.intp]:
    """Places of at most `most` of `n` items, evenly chosen.

    Examples
    --------
    >>> evenly(7, most=3).tolist(), evenly(3, most=5).tolist()
    ([0, 3, 6], [0, 1, 2])
    """
    return np.linspace(0, n - 1, min(n, most)).round().astype(np.intp)


def pairs_apart(
    values: NDArray[np.floating], labels: Sequence[str] | NDArray[np.str_]
) -> list[Pair]:
    """Every two classes, and how far they lie apart; the farthest first.

    Of classes with fewer than two items nothing is said.
    """
    values, labels = np.asarray(values, dtype=np.float64), np.asarray(labels)
    classes, sizes = np.unique(labels, return_counts=True)
    told = combinations(classes[sizes > 1].tolist(), 2)
    pairs = [_pair(values, labels, a, b) for a, b in told]
    return sorted(pairs, key=lambda pair: -pair.silhouette)


def _pair(values: NDArray[np.float64], labels: NDArray[np.str_], a: str, b: str) -> Pair:
    of_both = np.flatnonzero((labels == a) | (labels == b))
    chosen = of_both[evenly(len(of_both))]
    nearer = nearer_own_mean(values[of_both], labels[of_both])
    low, high = accuracy_interval(int(nearer.sum()), len(nearer))
    silhouette = float(silhouettes(values[chosen], labels[chosen]).mean())
    return Pair(a, b, len(of_both), silhouette, float(nearer.mean()), low, high)


@dataclass(frozen=True, eq=False)
class Spread:
    """How classes are spread along components.

    Attributes
    ----------
    classes : tuple of str
    variance : float array [shape=(n_classes, n_components)]
        Of the items of a class along a component, divided by that of all items; 1 where they are
        spread as far as all are, NaN for a class of one item.
    between : float array [shape=(n_components,)]
        The share of a component's variance that lies between the means of the classes, 0 to 1: 0
        where it tells nothing of the class, 1 where it tells nothing else (eta squared).
    """

    classes: tuple[str, ...]
    variance: NDArray[np.float64]
    between: NDArray[np.float64]


def spread_along(
    coordinates: NDArray[np.floating],
    labels: Sequence[str] | NDArray[np.str_],
    classes: Sequence[str],
) -> Spread:
    """Variance of each class along each component.

    Parameters
    ----------
    coordinates : float array [shape=(n_items, n_components)]
    labels : sequence of str [n_items]
    classes : sequence of str
        In the order of the rows; those that no item has are left out.
    """
    coordinates, labels = np.asarray(coordinates, dtype=np.float64), np.asarray(labels)
    there = tuple(name for name in classes if (labels == name).any())
    total = ((coordinates - coordinates.mean(axis=0)) ** 2).sum(axis=0)
    total = np.where(total > 0, total, np.inf)  # along what does not vary, nobody varies
    variance, within = [], np.zeros(coordinates.shape[1])
    for name in there:
        of_class = coordinates[labels == name]
        squares = ((of_class - of_class.mean(axis=0)) ** 2).sum(axis=0)
        within += squares
        rest = len(of_class) - 1
        variance.append(squares / rest / (total / (len(coordinates) - 1)) if rest else
                        np.full(len(squares), np.nan))  # fmt: skip
    between = np.where(np.isfinite(total), 1 - within / total, 0.0)
    return Spread(there, np.stack(variance), np.clip(between, 0.0, 1.0))
