"""How far a figure of a test set might be off: the bootstrap over its items."""

from collections.abc import Callable

import numpy as np

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
