"""How well quantities were told, such as a tempo, of which some are unknown (NaN)."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from core.metrics.bootstrap import bootstrap_interval
from core.metrics.checks import as_values, check_names, check_same_shape
from core.metrics.multi_label import or_none


def r_squared(truth: ArrayLike, predicted: ArrayLike) -> float:
    """The share of a quantity's variance that is told: 1 − residual over total sum of squares.

    0 for whoever always says the mean, below it for whoever does worse. NaN where fewer than two
    values are known, or all are the same.

    Parameters
    ----------
    truth : float array [shape=(n,)]
        NaN for unknown.
    predicted : float array [shape=(n,)]

    Examples
    --------
    >>> r_squared([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]), r_squared([1.0, 2.0, 3.0], [2.0, 2.0, 2.0])
    (1.0, 0.0)
    """
    true, estimated = _known(truth, predicted)
    total = float(np.sum((true - true.mean()) ** 2)) if len(true) else 0.0
    return 1 - float(np.sum((true - estimated) ** 2)) / total if total > 0 else float("nan")


def mean_absolute_error(truth: ArrayLike, predicted: ArrayLike) -> float:
    """Mean distance from the truth, in the quantity's unit; NaN where none is known.

    Parameters
    ----------
    truth, predicted
        As for `r_squared`.

    Examples
    --------
    >>> mean_absolute_error([1.0, 2.0, np.nan], [1.5, 2.5, 9.0])
    0.5
    """
    true, estimated = _known(truth, predicted)
    return float(np.abs(true - estimated).mean()) if len(true) else float("nan")


def mean_r_squared(truth: ArrayLike, predicted: ArrayLike) -> float:
    """Mean R² over the quantities of which it is known; NaN where of none.

    Parameters
    ----------
    truth, predicted : float array [shape=(n, n_quantities)]

    Examples
    --------
    >>> mean_r_squared([[1.0, 5.0], [2.0, 6.0]], [[1.0, 5.5], [2.0, 5.5]])
    0.5
    """
    true, estimated = (
        as_values(truth, "truth", n_axes=2),
        as_values(predicted, "predicted", n_axes=2),
    )
    check_same_shape(true, estimated)
    each = np.array([r_squared(true[:, i], estimated[:, i]) for i in range(true.shape[1])])
    return float(np.nanmean(each)) if np.isfinite(each).any() else float("nan")


def evaluate(truth: ArrayLike, predicted: ArrayLike, names: Sequence[str]) -> dict[str, Any]:
    """Everything a report says about quantities, as a plain dict that JSON can hold.

    Parameters
    ----------
    truth : float array [shape=(n, n_quantities)]
        NaN for unknown.
    predicted : float array [shape=(n, n_quantities)]
    names : sequence of str
        Of the quantities.

    Returns
    -------
    report : dict
        ``n``, ``headline`` (mean R² with its bootstrapped 95 % interval), ``scores`` (``known``:
        the share of the truth that is known) and ``per_output`` by quantity (``r2``, ``mae``,
        ``rmse``, ``bias``, ``correlation``, ``mean``, ``known``). What cannot be told is None.

    Examples
    --------
    >>> report = evaluate([[1.0], [2.0], [3.0]], [[1.0], [2.0], [3.0]], ["valence"])
    >>> report["headline"]["name"], report["headline"]["value"]
    ('r2', 1.0)
    """
    true, estimated = (
        as_values(truth, "truth", n_axes=2),
        as_values(predicted, "predicted", n_axes=2),
    )
    check_same_shape(true, estimated)
    check_names(names, true.shape[1])
    low, high = bootstrap_interval(
        lambda chosen: mean_r_squared(true[chosen], estimated[chosen]), len(true)
    )
    return {
        "n": len(true),
        "headline": {
            "name": "r2",
            "value": or_none(mean_r_squared(true, estimated)),
            "low": or_none(low),
            "high": or_none(high),
        },
        "scores": {"known": float(np.isfinite(true).mean())},
        "per_output": {
            name: _quantity(true[:, i], estimated[:, i]) for i, name in enumerate(names)
        },
    }


def _quantity(truth: np.ndarray, predicted: np.ndarray) -> dict[str, Any]:
    true, estimated = _known(truth, predicted)
    names = ("r2", "mae", "rmse", "bias", "correlation", "mean")
    if not len(true):
        return dict.fromkeys(names) | {"known": 0}
    varied = len(true) > 1 and true.std() > 0 and estimated.std() > 0
    values = (
        r_squared(true, estimated),
        mean_absolute_error(true, estimated),
        float(np.sqrt(np.mean((estimated - true) ** 2))),
        float(np.mean(estimated - true)),
        float(np.corrcoef(true, estimated)[0, 1]) if varied else float("nan"),
        float(true.mean()),
    )
    return {name: or_none(value) for name, value in zip(names, values, strict=True)} | {
        "known": len(true)
    }


def _known(truth: ArrayLike, predicted: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Both without what nobody knows, float64 [shape=(n_known,)]."""
    true, estimated = (
        as_values(truth, "truth", n_axes=1),
        as_values(predicted, "predicted", n_axes=1),
    )
    check_same_shape(true, estimated)
    known = np.isfinite(true)
    return true[known], estimated[known]
