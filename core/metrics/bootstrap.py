"""How far a figure of a test set might be off: the bootstrap over its items."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.metrics.checks import check_confidence

N_RESAMPLES = 1000
SEED = 20_190  # the interval of a set of answers is always the same


def bootstrap_interval(
    figure: Callable[[np.ndarray], float],
    n: int,
    *,
    confidence: float = 0.95,
    n_resamples: int = N_RESAMPLES,
) -> tuple[float, float]:
    """Percentile interval of a figure over resampled items (Efron, 1979).

    Parameters
    ----------
    figure : callable
        From indices of items, int [shape=(n,)], some more than once, to the figure of those
        items. A resample of which it is NaN (no item has a tag, say) is left out.
    n : int
        How many items there are.
    confidence : float
        Coverage, 0.95 by default.
    n_resamples : int
        How often items are drawn.

    Returns
    -------
    low, high : float
        NaN where no resample has a figure.

    Examples
    --------
    >>> right = np.array([1, 1, 1, 0] * 25)
    >>> low, high = bootstrap_interval(lambda items: right[items].mean(), len(right))
    >>> round(low, 2), round(high, 2)
    (0.66, 0.83)
    """
    check_confidence(confidence)
    if n < 1:
        raise ValueError(f"n is {n}; it must be 1 or more.")
    rng = np.random.default_rng(SEED)
    figures = np.array([figure(rng.integers(n, size=n)) for _ in range(n_resamples)])
    figures = figures[np.isfinite(figures)]
    if not len(figures):
        return float("nan"), float("nan")
    low, high = np.quantile(figures, [(1 - confidence) / 2, (1 + confidence) / 2])
    return float(low), float(high)


def bootstrap_means(values: ArrayLike, *, n_resamples: int = N_RESAMPLES) -> NDArray[np.float64]:
    """Means over resampled items (Efron, 1979), of one series or of several on the same items.

    Items are drawn alike for all series, and for every call with as many items: the differences
    between two rows are those of a paired bootstrap.

    Parameters
    ----------
    values : float array [shape=(n_items,)] or [shape=(n_series, n_items)]
        Of items, at least one.
    n_resamples : int
        How often items are drawn.

    Returns
    -------
    means : float array [shape=(n_resamples,)] or [shape=(n_series, n_resamples)]

    Examples
    --------
    >>> means = bootstrap_means([1.0, 1.0, 1.0, 0.0] * 25)
    >>> np.quantile(means, [0.025, 0.975]).round(2).tolist()
    [0.66, 0.83]
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim not in (1, 2) or not array.shape[-1]:
        raise ValueError(f"values have shape {array.shape}; they must be of 1 item or more.")
    n = array.shape[-1]
    rng = np.random.default_rng(SEED)
    drawn = rng.multinomial(n, np.full(n, 1 / n), size=n_resamples)  # how often each item is in it
    return array @ drawn.T / n
