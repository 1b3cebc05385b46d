"""From logits to probabilities to a loss, and the gradient that teaches: one answer, by hand."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import EarshotError

Array = NDArray[np.float64]
SMALLEST = 1e-30  # a probability below it is taken for it, so that logits stay finite


def softmax(logits: ArrayLike, temperature: float = 1.0) -> Array:
    """Probabilities of logits [shape=(n_classes,)]: exp(z / T), over their sum (Bridle, 1990).

    Parameters
    ----------
    temperature : float
        Above 0. Above 1 the probabilities draw together, below 1 apart.
    """
    z = _checked(logits, temperature) / temperature
    powers = np.exp(z - z.max())  # the same ratio, and nothing overflows
    return powers / powers.sum()


def cross_entropy(logits: ArrayLike, right: int, temperature: float = 1.0) -> float:
    """-ln of the probability of the class `right`, in nats: 0 for certainty, ln n for a guess."""
    z = _checked(logits, temperature) / temperature
    _check_class(right, len(z))
    top = z.max()
    return float(top + np.log(np.exp(z - top).sum()) - z[right])


def gradient(logits: ArrayLike, right: int, temperature: float = 1.0) -> Array:
    """What `cross_entropy` changes by with each logit [shape=(n_classes,)]: (p - y) / T.

    y is 1 for the class `right` and 0 for the others, so that the entries sum to 0.
    """
    p = softmax(logits, temperature)
    _check_class(right, len(p))
    y = np.zeros_like(p)
    y[right] = 1
    return (p - y) / temperature


def _checked(logits: ArrayLike, temperature: float) -> Array:
    z = np.asarray(logits, np.float64)
    if z.ndim != 1 or z.size == 0 or not np.isfinite(z).all():
        raise EarshotError(f"Logits are one row of finite numbers, not {logits!r}.")
    if not (np.isfinite(temperature) and temperature > 0):
        raise EarshotError(f"A temperature of {temperature} is not above 0.")
    return z


def _check_class(right: int, n_classes: int) -> None:
    if not 0 <= right < n_classes:
        raise EarshotError(
            f"There is no class {right}; {n_classes} logits have 0 to {n_classes - 1}."
        )


def logits_of(probabilities: ArrayLike, temperature: float = 1.0) -> Array:
    """Logits [shape=(n_classes,)] with mean 0 whose `softmax` are these probabilities.

    Softmax forgets what all logits have in common, so their mean cannot be had again. A probability
    of 0 counts as 1e-30.
    """
    p = np.asarray(probabilities, np.float64)
    if p.ndim != 1 or p.size == 0 or not (np.isfinite(p).all() and p.min() >= 0):
        raise EarshotError(
            f"Probabilities are one row of numbers from 0 on, not {probabilities!r}."
        )
    z = _checked(temperature * np.log(np.maximum(p, SMALLEST)), temperature)
    return z - z.mean()
