"""Whether a model that says 80 % is right 80 % of the time, and the temperature that mends it."""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from core.metrics.checks import as_classes, as_labelled

# A network is seldom more than a few times too sure or too timid; at the ends of this range its
# answers are nearly one-hot, or nearly uniform.
TEMPERATURES = (0.05, 20.0)

# What is known before any song is heard: ln T is about 0, give or take 1. Some fifty songs alone
# may be told best by one-hot answers, which more songs would not bear out; thousands outweigh it.
SPREAD = 1.0

# The smallest probability that the loss believes, so that one sure mistake stays finite.
SMALLEST = 1e-12


def reliability(
    labels: ArrayLike, probabilities: ArrayLike, n_bins: int = 15
) -> dict[str, np.ndarray]:
    """Confidence against accuracy, in bins of equal width: the reliability diagram.

    Parameters
    ----------
    labels : int array [shape=(n,)]
        True class indices.
    probabilities : float array [shape=(n, n_classes)]
        Rows sum to 1. The confidence of an item is the largest of its row.
    n_bins : int
        1 or more. Bin m holds confidences in ((m - 1) / n_bins, m / n_bins].

    Returns
    -------
    bins : dict
        ``edges`` [shape=(n_bins + 1,)], and ``confidence`` and ``accuracy`` (means, NaN in an
        empty bin) and ``count`` [shape=(n_bins,)].

    Examples
    --------
    >>> bins = reliability([0, 0, 1], [[0.9, 0.1], [0.8, 0.2], [0.7, 0.3]], n_bins=2)
    >>> bins["count"].tolist()
    [0, 3]
    >>> bins["confidence"].round(2).tolist(), bins["accuracy"].round(2).tolist()
    ([nan, 0.8], [nan, 0.67])
    """
    if n_bins < 1:
        raise ValueError(f"n_bins is {n_bins}; it must be 1 or more.")
    true, shares = as_labelled(labels, probabilities)
    confidence = np.minimum(shares.max(axis=1), 1.0)
    right = shares.argmax(axis=1) == true
    edges = np.linspace(0, 1, n_bins + 1)
    # side="left" closes each bin at its upper edge, as Guo et al. do.
    bins = np.clip(np.searchsorted(edges, confidence, side="left") - 1, 0, n_bins - 1)
    count = np.bincount(bins, minlength=n_bins)
    filled = np.where(count > 0, count, np.nan)
    return {
        "edges": edges,
        "confidence": np.bincount(bins, confidence, n_bins) / filled,
        "accuracy": np.bincount(bins, right, n_bins) / filled,
        "count": count,
    }


def expected_calibration_error(
    labels: ArrayLike, probabilities: ArrayLike, n_bins: int = 15
) -> float:
    """Mean distance between confidence and accuracy over bins, weighted by count, in 0..1.

    Guo, Pleiss, Sun and Weinberger (2017), "On Calibration of Modern Neural Networks", eq. 5.

    Parameters
    ----------
    labels, probabilities, n_bins
        As for `reliability`.

    Examples
    --------
    Sure to 80 %, and always right:

    >>> round(expected_calibration_error([0, 1], [[0.8, 0.2], [0.2, 0.8]]), 3)
    0.2
    """
    bins = reliability(labels, probabilities, n_bins)
    gaps = np.abs(bins["accuracy"] - bins["confidence"])
    filled = bins["count"] > 0
    return float(np.average(gaps[filled], weights=bins["count"][filled]))


def negative_log_likelihood(labels: ArrayLike, probabilities: ArrayLike) -> float:
    """Mean of -ln p over the true classes, in nats; a probability of 0 counts as 1e-12.

    Parameters
    ----------
    labels : int array [shape=(n,)]
        True class indices.
    probabilities : float array [shape=(n, n_classes)]
        Rows sum to 1.

    Examples
    --------
    >>> round(negative_log_likelihood([0, 1], [[0.5, 0.5], [0.5, 0.5]]), 4)  # ln 2
    0.6931
    """
    true, shares = as_labelled(labels, probabilities)
    return float(-np.log(np.maximum(shares[np.arange(len(true)), true], SMALLEST)).mean())


def fit_temperature(labels: ArrayLike, probabilities_at: Callable[[float], np.ndarray]) -> float:
    """Find the temperature that is most likely, given `labels` (Guo et al., 2017).

    The caller says what a temperature does, so that a song whose windows are each divided by it
    and then averaged is calibrated as it is used. The search is by Brent's bounded method over
    ln T within `TEMPERATURES`; ln T is taken to be normal around 0 beforehand, with `SPREAD`.

    Parameters
    ----------
    labels : int array [shape=(n,)]
        True class indices, of validation songs.
    probabilities_at : callable
        From a temperature to float [shape=(n, n_classes)], rows summing to 1.

    Returns
    -------
    temperature : float
        Above 1 where the model was too sure, below 1 where it was too timid. Never worse on
        `labels` than 1.

    Examples
    --------
    A network that is sure to 99.9 %, and right four times out of five:

    >>> logits, labels = np.tile([[7.0, 0.0]], (100, 1)), np.repeat([0, 1], [80, 20])
    >>> def probabilities_at(temperature):
    ...     shares = np.exp(logits / temperature)
    ...     return shares / shares.sum(axis=1, keepdims=True)
    >>> temperature = fit_temperature(labels, probabilities_at)
    >>> probabilities_at(temperature)[0].round(1).tolist()
    [0.8, 0.2]
    """
    from scipy.optimize import minimize_scalar

    true = as_classes(labels, "labels")

    def loss(log_temperature: float) -> float:
        loss = negative_log_likelihood(true, probabilities_at(float(np.exp(log_temperature))))
        return loss + (log_temperature / SPREAD) ** 2 / 2 / len(true)

    found = minimize_scalar(
        loss, bounds=tuple(np.log(TEMPERATURES)), method="bounded", options={"xatol": 1e-4}
    )
    return float(np.exp(found.x)) if found.fun < loss(0.0) else 1.0
