"""How well one label out of several was told: single-label classification."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from core.metrics.calibration import expected_calibration_error
from core.metrics.checks import (
    as_classes,
    as_labelled,
    check_confidence,
    check_same_length,
)


def accuracy(labels: ArrayLike, predicted: ArrayLike) -> float:
    """Share of items whose predicted class is the true one, in 0..1.

    Parameters
    ----------
    labels, predicted : int array [shape=(n,)]
        True and predicted class indices.

    Examples
    --------
    >>> accuracy([0, 1, 2, 2], [0, 1, 2, 0])
    0.75
    """
    true, guess = as_classes(labels, "labels"), as_classes(predicted, "predicted")
    check_same_length(true, guess)
    return float(np.mean(true == guess))


def accuracy_interval(n_correct: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Wilson's score interval of a share (Wilson, 1927).

    Unlike the normal approximation it stays within 0..1 and keeps its coverage on small test
    sets and near 100 %.

    Parameters
    ----------
    n_correct, n : int
        How many were right, out of how many.
    confidence : float
        Coverage, 0.95 by default.

    Returns
    -------
    low, high : float
        Bounds of the share, in 0..1.

    Examples
    --------
    >>> [round(bound, 3) for bound in accuracy_interval(9, 10)]
    [0.596, 0.982]
    """
    from scipy.special import ndtri

    check_confidence(confidence)
    if n < 1:
        raise ValueError(f"n is {n}; it must be 1 or more.")
    if not 0 <= n_correct <= n:
        raise ValueError(f"n_correct is {n_correct}; it must be within 0 and n = {n}.")
    z = float(ndtri((1 + confidence) / 2))
    share = n_correct / n
    centre = share + z**2 / (2 * n)
    margin = z * float(np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2)))
    scale = 1 + z**2 / n
    # At the ends the bound is exactly 0 or 1; rounding would leave 1e-17 beside it.
    low = 0.0 if n_correct == 0 else (centre - margin) / scale
    high = 1.0 if n_correct == n else (centre + margin) / scale
    return low, high


def class_intervals(confusion: ArrayLike, measure: str) -> np.ndarray:
    """Wilson's intervals of precision, recall or F1 of each class.

    Precision and recall are shares. F1 is no share, but F* = hits / (hits + missed + false alarms)
    is one, and F1 = 2 F* / (1 + F*) rises with it (Hand, Christen and Kirielle, 2021, "F*: an
    interpretable transformation of the F-measure"): so the ends of the interval are those of F*.

    Parameters
    ----------
    confusion : int array [shape=(n_classes, n_classes)]
        Of `confusion_matrix`.
    measure : str
        ``"precision"``, ``"recall"`` or ``"f1"``.

    Returns
    -------
    bounds : float array [shape=(n_classes, 2)]
        Ends of the 95 % intervals, in 0..1; NaN where the measure has no items.

    Examples
    --------
    >>> class_intervals([[9, 1], [0, 10]], "recall").round(2).tolist()
    [[0.6, 0.98], [0.72, 1.0]]
    """
    counts = np.asarray(confusion)
    hits, labelled, predicted = counts.diagonal(), counts.sum(axis=1), counts.sum(axis=0)
    of = {"precision": predicted, "recall": labelled, "f1": labelled + predicted - hits}
    if measure not in of:
        raise ValueError(f"measure is {measure!r}; it must be one of {', '.join(of)}.")
    bounds = np.array(
        [accuracy_interval(int(k), int(n)) if n else (np.nan, np.nan)
         for k, n in zip(hits, of[measure], strict=True)]
    )  # fmt: skip
    return 2 * bounds / (1 + bounds) if measure == "f1" else bounds


def confusion_matrix(labels: ArrayLike, predicted: ArrayLike, n_classes: int) -> np.ndarray:
    """Count true against predicted classes.

    Parameters
    ----------
    labels, predicted : int array [shape=(n,)]
        True and predicted class indices.
    n_classes : int
        How many classes there are, seen or not.

    Returns
    -------
    counts : int64 [shape=(n_classes, n_classes)]
        Rows are true classes, columns predicted ones.

    Examples
    --------
    >>> confusion_matrix([0, 1, 1], [0, 1, 0], n_classes=2).tolist()
    [[1, 0], [1, 1]]
    """
    true = as_classes(labels, "labels", n_classes)
    guess = as_classes(predicted, "predicted", n_classes)
    check_same_length(true, guess)
    cells = np.bincount(true * n_classes + guess, minlength=n_classes**2)
    return cells.reshape(n_classes, n_classes)


def per_class(confusion: ArrayLike) -> dict[str, np.ndarray]:
    """Precision, recall, F1 and support of each class.

    Parameters
    ----------
    confusion : int array [shape=(n_classes, n_classes)]
        Counts, rows true.

    Returns
    -------
    scores : dict
        ``precision``, ``recall``, ``f1`` float64 and ``support`` int64, each
        [shape=(n_classes,)]. A score whose denominator is zero is 0.

    Examples
    --------
    >>> scores = per_class([[1, 0], [1, 1]])
    >>> scores["precision"].tolist(), scores["recall"].tolist(), scores["support"].tolist()
    ([0.5, 1.0], [1.0, 0.5], [1, 2])
    """
    counts = _as_counts(confusion)
    right = np.diag(counts).astype(np.float64)
    support, n_predicted = counts.sum(axis=1), counts.sum(axis=0)
    return {
        "precision": _share(right, n_predicted),
        "recall": _share(right, support),
        "f1": _share(2 * right, support + n_predicted),
        "support": support,
    }


def macro_f1(confusion: ArrayLike) -> float:
    """Mean F1 over the classes that occur, as a true or a predicted label.

    A class that neither the test side nor the model ever named has no F1 and is left out, as
    scikit-learn does when it is given labels alone.

    Examples
    --------
    >>> round(macro_f1([[1, 0], [1, 1]]), 3)
    0.667
    """
    counts = _as_counts(confusion)
    occurs = counts.sum(axis=1) + counts.sum(axis=0) > 0
    if not occurs.any():
        raise ValueError("confusion is all zeros; it must count 1 item or more.")
    return float(per_class(counts)["f1"][occurs].mean())


def top_k(labels: ArrayLike, probabilities: ArrayLike, k: int) -> float:
    """Share of items whose true class is among the `k` most probable ones.

    Among equal probabilities the lower class index comes first, as in ``argmax``, so ``top_k``
    with ``k=1`` is the accuracy.

    Parameters
    ----------
    labels : int array [shape=(n,)]
        True class indices.
    probabilities : float array [shape=(n, n_classes)]
        Rows sum to 1.
    k : int
        1 up to n_classes.

    Examples
    --------
    >>> top_k([1, 2], [[0.5, 0.3, 0.2], [0.5, 0.3, 0.2]], k=2)
    0.5
    """
    true, shares = as_labelled(labels, probabilities)
    n_classes = shares.shape[1]
    if not 1 <= k <= n_classes:
        raise ValueError(f"k is {k}; it must be within 1 and n_classes = {n_classes}.")
    best = np.argsort(-shares, axis=1, kind="stable")[:, :k]
    return float(np.mean((best == true[:, None]).any(axis=1)))


def evaluate(labels: ArrayLike, probabilities: ArrayLike, classes: Sequence[str]) -> dict[str, Any]:
    """Everything a report says about classes, as a plain dict that JSON can hold.

    Parameters
    ----------
    labels : int array [shape=(n,)]
        True class indices.
    probabilities : float array [shape=(n, n_classes)]
        Rows sum to 1; the predicted class is the most probable one.
    classes : sequence of str
        Names, in the order of the columns.

    Returns
    -------
    report : dict
        ``n``, ``headline`` (accuracy with Wilson's 95 % interval), ``scores`` (``macro_f1``,
        ``top2``, ``ece``), ``per_output`` by class, and ``confusion`` in counts with rows true.

    Examples
    --------
    >>> report = evaluate([0, 1, 1], [[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]], ["jazz", "rock"])
    >>> round(report["headline"]["value"], 3), report["confusion"]
    (0.667, [[1, 0], [1, 1]])
    """
    true, shares = as_labelled(labels, probabilities)
    names = list(classes)
    if len(names) != shares.shape[1] or len(set(names)) != len(names):
        raise ValueError(
            f"classes are {names}; there must be {shares.shape[1]} different names, "
            "one for each column of probabilities."
        )
    counts = confusion_matrix(true, shares.argmax(axis=1), len(names))
    scores = {name: values.tolist() for name, values in per_class(counts).items()}
    n, n_correct = len(true), int(np.trace(counts))
    low, high = accuracy_interval(n_correct, n)
    return {
        "n": n,
        "headline": {"name": "accuracy", "value": n_correct / n, "low": low, "high": high},
        "scores": {
            "macro_f1": macro_f1(counts),
            "top2": top_k(true, shares, min(2, len(names))),
            "ece": expected_calibration_error(true, shares),
        },
        "per_output": {
            name: {score: values[i] for score, values in scores.items()}
            for i, name in enumerate(names)
        },
        "confusion": counts.tolist(),
    }


def _as_counts(confusion: ArrayLike) -> np.ndarray:
    counts = np.asarray(confusion)
    if counts.ndim != 2 or counts.shape[0] != counts.shape[1] or counts.size == 0:
        raise ValueError(f"confusion has shape {counts.shape}; it must be square.")
    if counts.dtype.kind not in "iu" or counts.min() < 0:
        raise ValueError("confusion must hold counts: integers of 0 or more.")
    return counts.astype(np.int64)


def _share(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.zeros(len(part)), where=whole > 0)
