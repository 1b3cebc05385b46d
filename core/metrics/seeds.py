"""What several seeds say together."""

import numpy as np
from numpy.typing import ArrayLike

from core.metrics.checks import check_confidence


def mean_interval(values: ArrayLike, confidence: float = 0.95) -> dict[str, float]:
    """Mean of a figure over seeds, with Student's t interval (Student, 1908).

    Seeds that draw their own splits share songs between test sides, so the interval is somewhat
    narrower than independent test sets would give.

    Parameters
    ----------
    values : float array [shape=(n,)]
        One figure for each seed, two or more.
    confidence : float
        Coverage, 0.95 by default.

    Returns
    -------
    summary : dict
        ``n``, ``mean``, ``std`` (sample standard deviation), ``low`` and ``high``.

    Examples
    --------
    >>> {name: round(value, 3) for name, value in mean_interval([0.70, 0.74, 0.72]).items()}
    {'n': 3, 'mean': 0.72, 'std': 0.02, 'low': 0.67, 'high': 0.77}
    """
    from scipy.special import stdtrit

    check_confidence(confidence)
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 1 or array.size < 2:
        raise ValueError(f"values have shape {array.shape}; it must be (n,) with n of 2 or more.")
    if not np.isfinite(array).all():
        raise ValueError("values hold NaN or infinity; each must be a number.")
    n, mean, std = len(array), float(array.mean()), float(array.std(ddof=1))
    margin = float(stdtrit(n - 1, (1 + confidence) / 2)) * std / float(np.sqrt(n))
    return {"n": n, "mean": mean, "std": std, "low": mean - margin, "high": mean + margin}
