"""How much of a sequence came out of a network again, row by row.

Of each track two powers are known per row: that of the sequence itself about its mean (`power`),
and that of what is missing (`residual`).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from core.metrics.bootstrap import bootstrap_interval
from core.metrics.checks import as_values, check_names, check_same_shape
from core.metrics.multi_label import or_none


def explained(power: ArrayLike, residual: ArrayLike) -> float:
    """The share of the power that came out again: 1 − residual over power, both summed.

    1 is perfect, 0 what silence (the mean) would give. NaN where there is no power.

    Parameters
    ----------
    power, residual : float array [shape=(n, n_rows)]
        Mean squares, 0 and up.

    Examples
    --------
    >>> explained([[4.0, 2.0]], [[1.0, 0.5]])
    0.75
    """
    powers, residuals = as_values(power, "power"), as_values(residual, "residual")
    check_same_shape(powers, residuals)
    total = float(powers.sum())
    return 1 - float(residuals.sum()) / total if total > 0 else float("nan")


def evaluate(power: ArrayLike, residual: ArrayLike, names: Sequence[str]) -> dict[str, Any]:
    """Everything a report says about reconstructed sequences, as a plain dict.

    Parameters
    ----------
    power, residual : float array [shape=(n, n_rows)]
        Of each track and row.
    names : sequence of str
        Of the rows.

    Returns
    -------
    report : dict
        ``n``, ``headline`` (the share explained, with its bootstrapped 95 % interval), ``scores``
        (``rmse``) and ``per_output`` by row (``explained``, ``rmse``, ``power``).

    Examples
    --------
    >>> report = evaluate([[4.0, 2.0]], [[1.0, 0.5]], ["bass", "treble"])
    >>> report["headline"]["value"], report["per_output"]["bass"]["power"]
    (0.75, 4.0)
    """
    powers = as_values(power, "power", n_axes=2)
    residuals = as_values(residual, "residual", n_axes=2)
    check_same_shape(powers, residuals)
    check_names(names, powers.shape[1])
    low, high = bootstrap_interval(
        lambda chosen: explained(powers[chosen], residuals[chosen]), len(powers)
    )
    rows = {
        name: {
            "explained": or_none(explained(powers[:, i], residuals[:, i])),
            "rmse": float(np.sqrt(residuals[:, i].mean())),
            "power": float(powers[:, i].mean()),
        }
        for i, name in enumerate(names)
    }
    return {
        "n": len(powers),
        "headline": {
            "name": "explained",
            "value": or_none(explained(powers, residuals)),
            "low": or_none(low),
            "high": or_none(high),
        },
        "scores": {"rmse": float(np.sqrt(residuals.mean()))},
        "per_output": rows,
    }
