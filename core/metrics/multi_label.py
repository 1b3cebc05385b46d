"""How well tags were told, of which a song has any number and some are unknown.

The truth is a table of 1 (has it), 0 (has it not) and NaN (nobody said). What is unknown is left
out, tag by tag.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from core.metrics.bootstrap import bootstrap_interval
from core.metrics.checks import as_known, as_shares, check_names, check_same_shape


def auroc(truth: ArrayLike, probabilities: ArrayLike) -> float:
    """Area under the ROC curve: how often a song with the tag ranks above one without.

    By the rank sum of Mann and Whitney (1947); ties count half. NaN where all known songs have the
    tag, or none.

    Parameters
    ----------
    truth : float array [shape=(n,)]
        1, 0, or NaN for unknown.
    probabilities : float array [shape=(n,)]

    Examples
    --------
    >>> auroc([1, 0, 1, 0], [0.9, 0.1, 0.6, 0.7])
    0.75
    """
    true, shares = _known(truth, probabilities)
    n_with = int(true.sum())
    n_without = len(true) - n_with
    if n_with == 0 or n_without == 0:
        return float("nan")
    _, place, ties = np.unique(shares, return_inverse=True, return_counts=True)
    ranks = (ties.cumsum() - (ties - 1) / 2)[place][true == 1].sum()  # equals share their mean rank
    return float((ranks - n_with * (n_with + 1) / 2) / (n_with * n_without))


def average_precision(truth: ArrayLike, probabilities: ArrayLike) -> float:
    """Mean precision at the rank of each song that has the tag; NaN where none has.

    Songs of equal probability come in together, as scikit-learn has it.

    Parameters
    ----------
    truth, probabilities
        As for `auroc`.

    Examples
    --------
    >>> round(average_precision([1, 0, 1, 0], [0.9, 0.1, 0.6, 0.7]), 3)
    0.833
    """
    true, shares = _known(truth, probabilities)
    if not true.sum():
        return float("nan")
    order = np.argsort(-shares, kind="stable")
    hits, level = np.cumsum(true[order]), shares[order]
    last = np.append(level[1:] != level[:-1], True)  # of each run of equal probabilities
    found, listed = hits[last], np.flatnonzero(last) + 1
    return float(np.sum(np.diff(found, prepend=0) * found / listed) / true.sum())


def best_threshold(truth: ArrayLike, probabilities: ArrayLike) -> float:
    """The probability above which saying "it has the tag" gives the best F1; 0.5 where none is.

    Halfway between two probabilities that occur, so that rounding decides nothing.

    Parameters
    ----------
    truth, probabilities
        As for `auroc`.

    Examples
    --------
    >>> best_threshold([1, 0, 1, 0], [0.9, 0.1, 0.6, 0.2])
    0.4
    """
    true, shares = _known(truth, probabilities)
    if not true.sum():
        return 0.5
    order = np.argsort(-shares, kind="stable")
    hits, level = np.cumsum(true[order]), shares[order]
    f1 = 2 * hits / (np.arange(1, len(true) + 1) + true.sum())
    f1[:-1][level[1:] == level[:-1]] = -1  # songs of equal probability come in together
    best = int(np.argmax(f1))
    below = level[best + 1] if best + 1 < len(level) else 0.0
    return float((level[best] + below) / 2)


def macro_auroc(truth: ArrayLike, probabilities: ArrayLike) -> float:
    """Mean AUROC over the tags that some known song has and some has not; NaN where none is.

    Parameters
    ----------
    truth, probabilities : float array [shape=(n, n_tags)]

    Examples
    --------
    >>> macro_auroc([[1, 0], [0, 1]], [[0.9, 0.8], [0.1, 0.3]])
    0.5
    """
    true, shares = as_known(truth), as_shares(probabilities)
    check_same_shape(true, shares)
    return _mean([auroc(true[:, i], shares[:, i]) for i in range(true.shape[1])])


def evaluate(
    truth: ArrayLike,
    probabilities: ArrayLike,
    names: Sequence[str],
    thresholds: ArrayLike | None = None,
) -> dict[str, Any]:
    """Everything a report says about tags, as a plain dict that JSON can hold.

    Parameters
    ----------
    truth : float array [shape=(n, n_tags)]
        1, 0, or NaN for unknown.
    probabilities : float array [shape=(n, n_tags)]
    names : sequence of str
        Of the tags.
    thresholds : float array [shape=(n_tags,)], optional
        From which probability on a tag is said; 0.5 by default.

    Returns
    -------
    report : dict
        ``n``, ``headline`` (macro AUROC with its bootstrapped 95 % interval), ``scores``
        (``macro_ap``, ``macro_f1``, ``known``: the share of the truth that is known),
        ``per_output`` by tag (``auroc`` and ``ap`` with their intervals, ``precision``,
        ``recall``, ``f1``, ``threshold``, ``support``, ``known``), and ``together``: how many
        songs are said to have both tags of a pair. What cannot be told is None.

    Examples
    --------
    >>> truth, probabilities = [[1, 0], [0, 1], [1, np.nan]], [[0.9, 0.2], [0.4, 0.8], [0.7, 0.1]]
    >>> report = evaluate(truth, probabilities, ["calm", "happy"])
    >>> report["headline"]["name"], report["headline"]["value"], report["n"]
    ('macro_auroc', 1.0, 3)
    """
    true, shares = as_known(truth), as_shares(probabilities)
    check_same_shape(true, shares)
    check_names(names, true.shape[1])
    levels = np.full(len(names), 0.5) if thresholds is None else np.asarray(thresholds, np.float64)
    tags = {name: _tag(true[:, i], shares[:, i], float(levels[i])) for i, name in enumerate(names)}
    predicted = (shares >= levels).astype(int)
    low, high = bootstrap_interval(
        lambda chosen: macro_auroc(true[chosen], shares[chosen]), len(true)
    )
    return {
        "n": len(true),
        "headline": {
            "name": "macro_auroc",
            "value": or_none(macro_auroc(true, shares)),
            "low": or_none(low),
            "high": or_none(high),
        },
        "scores": {
            "macro_ap": or_none(_mean([_float(tag["ap"]) for tag in tags.values()])),
            "macro_f1": or_none(_mean([_float(tag["f1"]) for tag in tags.values()])),
            "known": float(np.isfinite(true).mean()),
        },
        "per_output": tags,
        "together": (predicted.T @ predicted).tolist(),
    }


def or_none(value: float) -> float | None:
    """`value`, or None for NaN, which JSON does not know.

    Examples
    --------
    >>> or_none(0.5), or_none(float("nan"))
    (0.5, None)
    """
    return None if np.isnan(value) else value


def _tag(truth: np.ndarray, shares: np.ndarray, threshold: float) -> dict[str, Any]:
    true, known = _known(truth, shares) if np.isfinite(truth).any() else (np.zeros(0), np.zeros(0))
    if not len(true):
        return {"threshold": threshold, "support": 0, "known": 0} | dict.fromkeys(
            ("auroc", "auroc_low", "auroc_high", "ap", "ap_low", "ap_high", "precision", "recall",
             "f1")
        )  # fmt: skip
    predicted = known >= threshold
    right, n_predicted, support = int(true[predicted].sum()), int(predicted.sum()), int(true.sum())
    scores: dict[str, Any] = {}
    for name, figure in (("auroc", auroc), ("ap", average_precision)):
        low, high = bootstrap_interval(
            lambda chosen, figure=figure: figure(true[chosen], known[chosen]), len(true)
        )
        scores |= {
            name: or_none(figure(true, known)),
            f"{name}_low": or_none(low),
            f"{name}_high": or_none(high),
        }
    return scores | {
        "precision": right / n_predicted if n_predicted else 0.0,
        "recall": right / support if support else None,
        "f1": 2 * right / (n_predicted + support) if n_predicted + support else None,
        "threshold": threshold,
        "support": support,
        "known": len(true),
    }


def _known(truth: ArrayLike, probabilities: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Both without the songs of which nobody knows, float64 [shape=(n_known,)]."""
    true, shares = as_known(truth, n_axes=1), as_shares(probabilities, n_axes=1)
    check_same_shape(true, shares)
    known = np.isfinite(true)
    return true[known], shares[known]


def _mean(values: Sequence[float]) -> float:
    """Mean of those that are numbers; NaN where none is."""
    array = np.array([value for value in values if not np.isnan(value)])
    return float(array.mean()) if len(array) else float("nan")


def _float(value: float | None) -> float:
    return float("nan") if value is None else value
