"""Whether two models that answered the same test set differ by more than chance."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from core.metrics.checks import as_correct
from core.metrics.single_label import accuracy_interval

# Below this many disagreements the chi-square approximation is poor and the exact test is cheap.
EXACT_BELOW = 25


def mcnemar(correct_a: ArrayLike, correct_b: ArrayLike) -> dict[str, Any]:
    """McNemar's test of two models on one test set (McNemar, 1947).

    Only the items that one model got right and the other wrong say anything. With fewer than 25
    of them the two-sided exact binomial test is used, else chi-square with Edwards' (1948)
    continuity correction.

    Parameters
    ----------
    correct_a, correct_b : bool array [shape=(n,)]
        True where the model was right, in the same order of items.

    Returns
    -------
    test : dict
        ``b`` (only A right), ``c`` (only B right), ``method`` ("exact" or "chi-square"),
        ``statistic`` (the smaller of b and c, or chi-square with 1 degree of freedom) and
        ``p_value``.

    Examples
    --------
    >>> a, b = [True] * 9 + [False], [False] * 8 + [True, True]
    >>> found = mcnemar(a, b)
    >>> found["b"], found["c"], found["method"], round(found["p_value"], 3)
    (8, 1, 'exact', 0.039)
    """
    from scipy.special import bdtr, chdtrc

    a, b_right = _pair(correct_a, correct_b)
    b, c = int(np.sum(a & ~b_right)), int(np.sum(~a & b_right))
    if b + c < EXACT_BELOW:
        p_value = min(1.0, 2 * float(bdtr(min(b, c), b + c, 0.5)))
        return {"b": b, "c": c, "method": "exact", "statistic": min(b, c), "p_value": p_value}
    statistic = max(abs(b - c) - 1, 0) ** 2 / (b + c)
    p_value = float(chdtrc(1, statistic))
    return {"b": b, "c": c, "method": "chi-square", "statistic": statistic, "p_value": p_value}


def paired_difference_interval(
    correct_a: ArrayLike, correct_b: ArrayLike, confidence: float = 0.95
) -> tuple[float, float]:
    """Interval of accuracy A minus accuracy B on one test set.

    Newcombe (1998), "Improved confidence intervals for the difference between binomial
    proportions based on paired data", method 10: Wilson's intervals of the two accuracies,
    joined with the correlation of their answers.

    Parameters
    ----------
    correct_a, correct_b : bool array [shape=(n,)]
        True where the model was right, in the same order of items.
    confidence : float
        Coverage, 0.95 by default.

    Returns
    -------
    low, high : float
        Bounds of the difference, in -1..1.

    Examples
    --------
    >>> a, b = [True] * 9 + [False], [False] * 8 + [True, True]
    >>> low, high = paired_difference_interval(a, b)
    >>> round(low, 2), round(high, 2)
    (0.14, 0.91)
    """
    a, b = _pair(correct_a, correct_b)
    n, n_a, n_b = len(a), int(a.sum()), int(b.sum())
    low_a, high_a = accuracy_interval(n_a, n, confidence)
    low_b, high_b = accuracy_interval(n_b, n, confidence)
    below_a, above_a = n_a / n - low_a, high_a - n_a / n
    below_b, above_b = n_b / n - low_b, high_b - n_b / n
    phi = _correlation(a, b)
    down = np.sqrt(below_a**2 - 2 * phi * below_a * above_b + above_b**2)
    up = np.sqrt(above_a**2 - 2 * phi * above_a * below_b + below_b**2)
    difference = (n_a - n_b) / n
    return float(difference - down), float(difference + up)


def holm(p_values: ArrayLike) -> np.ndarray:
    """P-values of several tests made together, corrected so that none is taken for real too easily.

    Holm (1979), "A simple sequentially rejective multiple test procedure": where nothing differs,
    the chance that any corrected value falls below 0.05 is at most 5 %, however the tests hang
    together.

    Parameters
    ----------
    p_values : float array [shape=(n_tests,)]
        Each within 0..1.

    Returns
    -------
    corrected : float array [shape=(n_tests,)]
        In the same order, none below what it was, at most 1.

    Examples
    --------
    >>> holm([0.01, 0.04, 0.03, 0.005]).round(3).tolist()
    [0.03, 0.06, 0.06, 0.02]
    """
    array = np.asarray(p_values, dtype=np.float64)
    if array.ndim != 1 or not ((array >= 0) & (array <= 1)).all():
        raise ValueError(f"p_values are {p_values}; they must be numbers within 0 and 1.")
    order = np.argsort(array, kind="stable")
    stepped = np.maximum.accumulate(array[order] * np.arange(len(array), 0, -1))
    corrected = np.empty_like(array)
    corrected[order] = np.minimum(stepped, 1.0)
    return corrected


def _pair(correct_a: ArrayLike, correct_b: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    a = as_correct(correct_a, "correct_a")
    return a, as_correct(correct_b, "correct_b", len(a))


def _correlation(a: np.ndarray, b: np.ndarray) -> float:
    """Phi of a 2 x 2 table, with Newcombe's continuity correction when it is positive."""
    n, n_a, n_b = len(a), int(a.sum()), int(b.sum())
    spread = n_a * (n - n_a) * n_b * (n - n_b)
    if spread == 0:
        return 0.0
    both, neither = int(np.sum(a & b)), int(np.sum(~a & ~b))
    product = both * neither - int(np.sum(a & ~b)) * int(np.sum(~a & b))
    if product > 0:
        product = max(product - n / 2, 0)
    return float(product / np.sqrt(spread))
