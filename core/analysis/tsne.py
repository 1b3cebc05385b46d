"""t-SNE (van der Maaten and Hinton, 2008): a plane on which near neighbours stay near.

Exact, without trees or grids, in NumPy alone: a thousand songs take some seconds, and there is no
library to be compiled where none is published for a machine.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.analysis.pca import fit_pca

MOST_ITEMS = 3000  # a matrix of all pairs then takes 36 MB, and a step some 30 ms
LEAST_ITEMS = 4
N_STEPS = 750
N_NEAREST = 5  # amid which an item stands that was not arranged
EARLY = 250  # steps in which attraction is exaggerated, which sorts clusters first
EXAGGERATION = 12.0
START_SPREAD = 1e-4
LEAST_GAIN = 0.01
HALVINGS = 60  # of the interval that the width of a neighbourhood is looked for in
TINY = float(np.finfo(np.float32).tiny)

Places = NDArray[np.float32]


def most_perplexity(n_items: int) -> int:
    """The largest perplexity that so many items allow: a third of the others.

    Examples
    --------
    >>> most_perplexity(400), most_perplexity(4)
    (133, 1)
    """
    return max(1, (n_items - 1) // 3)


def tsne_steps(
    values: NDArray[np.floating], *, perplexity: float = 30.0, n_steps: int = N_STEPS
) -> Iterator[Places]:
    """The plane after each step; whoever has seen enough stops asking.

    It begins on the first two principal components (Kobak and Berens, 2019), so that the same
    items always give the same picture. Learning rate after Belkina et al. (2019).

    Parameters
    ----------
    values : float array [shape=(n_items, n_values)]
        `LEAST_ITEMS` to `MOST_ITEMS` items, on one scale: standardised, or coordinates of a PCA.
    perplexity : float
        How many neighbours each item has, as it were; 1 to `most_perplexity`.
    n_steps : int

    Yields
    ------
    float32 array [shape=(n_items, 2)]
        The same array each time, which changes with the next step.

    Raises
    ------
    ValueError
        On too few or too many items, or a perplexity that they do not allow.
    """
    values = np.asarray(values, dtype=np.float64)
    n_items = len(values)
    if not LEAST_ITEMS <= n_items <= MOST_ITEMS:
        raise ValueError(
            f"t-SNE takes {LEAST_ITEMS} to {MOST_ITEMS:,} items; these are {n_items:,}."
        )
    if not 1 <= perplexity <= most_perplexity(n_items):
        raise ValueError(
            f"With {n_items:,} items, the perplexity is 1 to {most_perplexity(n_items)}; "
            f"it is {perplexity:g}."
        )
    return _descend(joint_probabilities(values, perplexity), start(values), n_steps)


def among_nearest(
    places: NDArray[np.floating], values: NDArray[np.floating], new: NDArray[np.floating]
) -> NDArray[np.float64]:
    """Where an item that was not arranged may stand: amid the places of its nearest ones.

    t-SNE itself has no place for it; this is the mean of the places of the `N_NEAREST` items that
    lie nearest to it before they were arranged.

    Parameters
    ----------
    places : float array [shape=(n_items, 2)]
    values : float array [shape=(n_items, n_values)]
        What they were arranged by.
    new : float array [shape=(n_values,)]
        NaN gives NaN.

    Examples
    --------
    >>> line = np.arange(20.0)[:, np.newaxis]
    >>> among_nearest(np.hstack([line, -line]), line, np.array([7.1])).tolist()
    [7.0, -7.0]
    """
    if not np.isfinite(new).all():
        return np.full(2, np.nan)
    far = np.linalg.norm(values - new, axis=1)
    return places[np.argsort(far, kind="stable")[:N_NEAREST]].mean(axis=0, dtype=np.float64)


def start(values: NDArray[np.float64]) -> Places:
    """Where items begin: their first two principal components, very small."""
    places = fit_pca(values, standardise=False).project(values)[:, :2]
    if places.shape[1] < 2:
        places = np.column_stack([places, np.zeros(len(places))])
    return (places / places[:, 0].std() * START_SPREAD).astype(np.float32)


def joint_probabilities(values: NDArray[np.float64], perplexity: float) -> NDArray[np.float32]:
    """How probable it is that two items are neighbours, [n_items, n_items], which sums to 1.

    Each item's neighbours are the `3 * perplexity` nearest ones, under a Gaussian as wide as gives
    them the perplexity; both directions are averaged.
    """
    from scipy.spatial.distance import cdist

    n_items = len(values)
    squares = cdist(values, values, "sqeuclidean")
    np.fill_diagonal(squares, np.inf)
    n_near = min(n_items - 1, int(3 * perplexity + 1))
    near = np.argpartition(squares, n_near - 1, axis=1)[:, :n_near]
    rows = np.arange(n_items)[:, np.newaxis]
    probabilities = np.zeros((n_items, n_items), np.float32)
    probabilities[rows, near] = neighbour_probabilities(squares[rows, near], perplexity)
    both = probabilities + probabilities.T
    return both / both.sum()


def neighbour_probabilities(
    squares: NDArray[np.floating], perplexity: float
) -> NDArray[np.float64]:
    """Gaussian probabilities of each row of squared distances, at one perplexity.

    Examples
    --------
    >>> p = neighbour_probabilities(np.array([[1.0, 4.0, 9.0]]), 2.0)
    >>> entropy = -(p * np.log2(p)).sum()
    >>> round(float(p.sum()), 6), round(float(2**entropy), 3)
    (1.0, 2.0)
    """
    squares = squares - squares.min(axis=1, keepdims=True)
    scale = squares.mean(axis=1, keepdims=True)
    squares = squares / np.where(scale > 0, scale, 1.0)
    low, high = np.full((len(squares), 1), -30.0), np.full((len(squares), 1), 30.0)
    for _ in range(HALVINGS):  # of the logarithm of one over twice the variance
        middle = (low + high) / 2
        weights = np.exp(-squares * np.exp(middle))
        p = weights / weights.sum(axis=1, keepdims=True)
        entropy = -(p * np.log(np.maximum(p, TINY))).sum(axis=1, keepdims=True)
        too_wide = entropy > np.log(perplexity)
        low, high = np.where(too_wide, middle, low), np.where(too_wide, high, middle)
    return p


def _descend(p: NDArray[np.float32], places: Places, n_steps: int) -> Iterator[Places]:
    """Gradient descent with momentum and a gain for each coordinate (Jacobs, 1988)."""
    rate = max(len(places) / EXAGGERATION / 4, 50.0)
    moved, gains = np.zeros_like(places), np.ones_like(places)
    for step in range(n_steps):
        early = step < EARLY
        gradient = gradient_at(places, p * EXAGGERATION if early else p)
        onward = gradient * moved < 0
        gains = np.maximum(np.where(onward, gains + 0.2, gains * 0.8), LEAST_GAIN)
        moved = (0.5 if early else 0.8) * moved - np.float32(rate) * gains * gradient
        places += moved
        yield places


def gradient_at(places: Places, p: NDArray[np.float32]) -> Places:
    """Gradient [n_items, 2] of the divergence of `p` from the plane's own neighbourhoods."""
    nearness = _nearness(places)
    forces = (p - nearness / nearness.sum()) * nearness
    return 4 * (forces.sum(axis=1, keepdims=True) * places - forces @ places)


def divergence(places: Places, p: NDArray[np.float32]) -> float:
    """How far the plane's neighbourhoods are from `p` (Kullback-Leibler, in nats); 0 at best."""
    nearness = _nearness(places)
    q = np.maximum(nearness / nearness.sum(), TINY)
    there = p > 0
    return float((p[there] * np.log(p[there] / q[there])).sum(dtype=np.float64))


def _nearness(places: Places) -> NDArray[np.float32]:
    """Student's t with one degree of freedom of every two places, 0 of one with itself."""
    x, y = places.T
    nearness = 1 / (1 + np.subtract.outer(x, x) ** 2 + np.subtract.outer(y, y) ** 2)
    np.fill_diagonal(nearness, 0)
    return nearness
