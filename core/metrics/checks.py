"""What every metric asks of its input before it counts anything."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

# Rows of float32 probabilities, averaged over windows, miss 1 by rounding only.
ROW_SUM_TOLERANCE = 1e-3


def as_classes(values: ArrayLike, name: str, n_classes: int | None = None) -> np.ndarray:
    """`values` as int64 class indices [shape=(n,)], or `ValueError` that says what is wrong.

    Parameters
    ----------
    values : int array [shape=(n,)]
        Class indices, 0 and up, at least one.
    name : str
        What to call `values` in messages.
    n_classes : int, optional
        Every index must be below it.
    """
    array = np.asarray(values)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} has shape {array.shape}; it must be (n,) with n of 1 or more.")
    if array.dtype.kind not in "iu":
        raise ValueError(f"{name} has type {array.dtype}; class indices must be integers.")
    if array.min() < 0:
        raise ValueError(f"{name} holds {array.min()}; class indices start at 0.")
    if n_classes is not None and array.max() >= n_classes:
        raise ValueError(
            f"{name} holds {array.max()}; with {n_classes} classes the most is {n_classes - 1}."
        )
    return array.astype(np.int64)


def as_probabilities(values: ArrayLike, n: int | None = None) -> np.ndarray:
    """`values` as float64 probabilities [shape=(n, n_classes)], or `ValueError`.

    Parameters
    ----------
    values : float array [shape=(n, n_classes)]
        Each within 0..1; each row sums to 1.
    n : int, optional
        How many rows there must be.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.ndim != 2 or 0 in array.shape:
        raise ValueError(
            f"probabilities have shape {array.shape}; it must be (n, n_classes), both 1 or more."
        )
    if n is not None and len(array) != n:
        raise ValueError(f"probabilities have {len(array)} rows; there are {n} labels.")
    if not np.isfinite(array).all():
        raise ValueError("probabilities hold NaN or infinity; each must be within 0 and 1.")
    if array.min() < 0 or array.max() > 1 + ROW_SUM_TOLERANCE:
        raise ValueError(
            f"probabilities lie within {array.min():.4g} and {array.max():.4g}; "
            "each must be within 0 and 1."
        )
    sums = array.sum(axis=1)
    worst = int(np.argmax(np.abs(sums - 1)))
    if abs(sums[worst] - 1) > ROW_SUM_TOLERANCE:
        raise ValueError(
            f"probabilities of row {worst} sum to {sums[worst]:.4g}; they must sum "
            f"to 1 within {ROW_SUM_TOLERANCE:g}."
        )
    return array


def as_labelled(labels: ArrayLike, probabilities: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Class indices [shape=(n,)] and as many rows of probabilities, or `ValueError`."""
    shares = as_probabilities(probabilities)
    true = as_classes(labels, "labels", shares.shape[1])
    return true, as_probabilities(shares, len(true))


def as_correct(values: ArrayLike, name: str, n: int | None = None) -> np.ndarray:
    """`values` as bool [shape=(n,)], True where a model was right, or `ValueError`."""
    array = np.asarray(values)
    if array.ndim != 1 or array.size == 0:
        raise ValueError(f"{name} has shape {array.shape}; it must be (n,) with n of 1 or more.")
    if array.dtype != bool:
        raise ValueError(f"{name} has type {array.dtype}; it must be bool, True where right.")
    if n is not None and len(array) != n:
        raise ValueError(
            f"{name} has {len(array)} items; the other model has {n}. "
            "Both must answer the same test set in the same order."
        )
    return array


def check_confidence(confidence: float) -> None:
    """`ValueError` unless `confidence` lies strictly between 0 and 1."""
    if not 0 < confidence < 1:
        raise ValueError(f"confidence is {confidence:g}; it must lie between 0 and 1, exclusive.")


def check_same_length(labels: np.ndarray, predicted: np.ndarray) -> None:
    """`ValueError` unless both arrays hold the same number of items."""
    if len(labels) != len(predicted):
        raise ValueError(f"predicted has {len(predicted)} items; there are {len(labels)} labels.")


def as_values(values: ArrayLike, name: str, n_axes: int | None = None) -> np.ndarray:
    """`values` as float64, NaN where unknown, at least one; or `ValueError`.

    Parameters
    ----------
    values : float array
    name : str
        What to call them in messages.
    n_axes : int, optional
        How many axes there must be.
    """
    array = np.asarray(values, dtype=np.float64)
    if array.size == 0 or (n_axes is not None and array.ndim != n_axes):
        raise ValueError(f"{name} has shape {array.shape}; it must have {n_axes} axes and items.")
    if np.isinf(array).any():
        raise ValueError(f"{name} holds infinity; each must be a number, or NaN for unknown.")
    return array


def as_known(truth: ArrayLike, n_axes: int = 2) -> np.ndarray:
    """`truth` as float64 of 1 (has it), 0 (has it not) and NaN (unknown), or `ValueError`."""
    array = as_values(truth, "truth", n_axes)
    known = array[np.isfinite(array)]
    if not np.isin(known, (0, 1)).all():
        raise ValueError(
            f"truth holds {known[~np.isin(known, (0, 1))][0]:g}; it must be 1, 0, or NaN."
        )
    return array


def as_shares(probabilities: ArrayLike, n_axes: int = 2) -> np.ndarray:
    """`probabilities` as float64, each within 0..1 by itself, or `ValueError`."""
    array = as_values(probabilities, "probabilities", n_axes)
    if not np.isfinite(array).all() or array.min() < 0 or array.max() > 1 + ROW_SUM_TOLERANCE:
        raise ValueError("probabilities must each be a number within 0 and 1.")
    return array


def check_same_shape(truth: np.ndarray, answers: np.ndarray) -> None:
    """`ValueError` unless both arrays have one shape."""
    if truth.shape != answers.shape:
        raise ValueError(f"the answers have shape {answers.shape}; the truth {truth.shape}.")


def check_names(names: Sequence[str], n: int) -> None:
    """`ValueError` unless there are `n` different names."""
    if len(names) != n or len(set(names)) != n:
        raise ValueError(f"names are {list(names)}; there must be {n} different ones.")
