"""Gradient descent with momentum, on losses of one and of two weights.

The step is that of Polyak (1964), as Goh (2017), "Why momentum really works", writes it and as
PyTorch's SGD takes it: ``z = momentum * z + gradient(w)``, then ``w = w - learning_rate * z``.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.signals.tones import tones

FAR = 1e6  # a weight beyond it, either way, has escaped
STILL = 1e-3  # a gradient below it, while the weight moves less than it, is rest
MAX_STEPS = 1000
Array = NDArray[np.float64]
Outcome = Literal["escaped", "at rest", "under way"]


@dataclass(frozen=True, kw_only=True)
class Loss:
    """A loss of `n_weights` weights.

    Attributes
    ----------
    formula : str
        LaTeX.
    value, gradient : callable
        Of weights [..., n_weights]: [...] and [..., n_weights].
    low, high : float
        What is drawn of each weight.
    minima : tuple of tuple of float
        Where it is lowest around; the lowest of all first.
    curvatures : tuple of float
        Second derivatives along the axes; only where they are the same everywhere.
    """

    formula: str
    n_weights: int
    value: Callable[[Array], Array]
    gradient: Callable[[Array], Array]
    low: float
    high: float
    minima: tuple[tuple[float, ...], ...]
    curvatures: tuple[float, ...] = ()


@dataclass(frozen=True, eq=False)
class Descent:
    """A path: `weights` [n_steps + 1, n_weights], the `losses` there, and how it ended.

    It ends early when a weight leaves ±`FAR`.
    """

    weights: Array
    losses: Array
    outcome: Outcome

    @property
    def n_steps(self) -> int:
        """Steps taken."""
        return len(self.losses) - 1


def descend(
    loss: Loss, start: Sequence[float], *, learning_rate: float, momentum: float, n_steps: int
) -> Descent:
    """Walk down `loss` from `start` [n_weights].

    Parameters
    ----------
    learning_rate : float
        Above 0.
    momentum : float
        Share of the last step that is taken again: 0 up to, not including, 1.
    n_steps : int
        1 to `MAX_STEPS`.

    Raises
    ------
    EarshotError
        When a value is out of its range.
    """
    _check(loss, start, learning_rate, momentum, n_steps)
    w = np.asarray(start, np.float64)
    z, path = np.zeros_like(w), [w]
    outcome: Outcome = "under way"
    for _ in range(n_steps):
        z = momentum * z + loss.gradient(w)
        w = w - learning_rate * z
        if not np.abs(w).max() <= FAR:  # NaN too
            outcome = "escaped"
            break
        path.append(w)
    weights = np.stack(path)
    if outcome != "escaped" and _resting(loss, weights):
        outcome = "at rest"
    return Descent(weights, loss.value(weights), outcome)


def max_learning_rate(curvature: float, momentum: float = 0.0) -> float:
    """The learning rate from which on descent on a parabola diverges: 2 (1 + momentum) / curvature.

    Goh (2017). The parabola is ``curvature * w**2 / 2``.
    """
    return 2 * (1 + momentum) / curvature


def modes(curvature: float, learning_rate: float, momentum: float) -> tuple[complex, complex]:
    """The two factors by which the parts of the error change with each step, the larger first.

    The roots of ``r**2 - (1 + momentum - learning_rate * curvature) * r + momentum`` (Goh, 2017).
    Below 1 in size the error dies out; a pair of complex factors swings; a negative one hops.
    """
    half = (1 + momentum - learning_rate * curvature) / 2
    root = complex(half * half - momentum) ** 0.5
    first, second = sorted((half + root, half - root), key=abs, reverse=True)
    return first, second


def convergence_factor(curvatures: Sequence[float], learning_rate: float, momentum: float) -> float:
    """What is left of the error after a step, in the long run: the size of the slowest mode."""
    return max(abs(modes(c, learning_rate, momentum)[0]) for c in curvatures)


def best_settings(curvatures: Sequence[float]) -> tuple[float, float]:
    """Learning rate and momentum with which a bowl of these curvatures is descended fastest.

    Polyak (1964), as in Goh (2017).
    """
    flat, steep = math.sqrt(min(curvatures)), math.sqrt(max(curvatures))
    return (2 / (flat + steep)) ** 2, ((steep - flat) / (steep + flat)) ** 2


def path_sound(descent: Descent, *, note_seconds: float = 0.12) -> NDArray[np.float32]:
    """The path as a melody: a note for each step, higher where the loss is higher.

    A loss of 0 (or the lowest of the path, where that is negative) is A3, 220 Hz; each doubling of
    ``1 + loss`` is six semitones up, to four octaves at most.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]
        At 22,050 Hz, `note_seconds` for each point of the path, the start included.
    """
    return np.concatenate([tones([f], seconds=note_seconds) for f in pitches(descent.losses)])


def pitches(losses: Array) -> Array:
    """The frequency, Hz, at which `path_sound` plays each loss."""
    octaves = 0.5 * np.log2(1 + np.maximum(losses - min(0.0, float(losses.min())), 0))
    return 220.0 * 2 ** np.minimum(octaves, 4.0)


def _check(
    loss: Loss, start: Sequence[float], learning_rate: float, momentum: float, n_steps: int
) -> None:
    if len(start) != loss.n_weights or not np.isfinite(start).all():
        raise EarshotError(
            f"A start for this loss is {loss.n_weights} finite numbers, not {start}."
        )
    if np.abs(start).max() > FAR:
        raise EarshotError(f"A start of {start} lies beyond {FAR:g}. Take one nearer to 0.")
    if not (math.isfinite(learning_rate) and learning_rate > 0):
        raise EarshotError(f"A learning rate of {learning_rate} is not above 0.")
    if not 0 <= momentum < 1:
        raise EarshotError(f"A momentum of {momentum} is not within 0 and 1, 1 excluded.")
    if not 1 <= n_steps <= MAX_STEPS:
        raise EarshotError(f"{n_steps} steps are not within 1 and {MAX_STEPS}.")


def _resting(loss: Loss, weights: Array) -> bool:
    moved = np.abs(weights[-1] - weights[-2]).max()
    return bool(moved < STILL and np.abs(loss.gradient(weights[-1])).max() < STILL)


# ---- the losses ---------------------------------------------------------------------------------


def _bowl(formula: str, *curvatures: float, reach: float) -> Loss:
    c = np.array(curvatures)
    return Loss(
        formula=formula,
        n_weights=len(c),
        value=lambda w: 0.5 * (c * w**2).sum(axis=-1),
        gradient=lambda w: c * w,
        low=-reach,
        high=reach,
        minima=((0.0,) * len(c),),
        curvatures=curvatures,
    )


def _valley(x: Array) -> Array:
    return (x**2 - 4) ** 2 / 16 + x / 4


def _valley_slope(x: Array) -> Array:
    return x * (x**2 - 4) / 4 + 0.25


# The roots of `_valley_slope`, x**3 - 4 x + 1 = 0, left, middle (the pass) and right.
_LEFT, PASS, _RIGHT = (
    4 / math.sqrt(3) * math.cos((math.acos(-3 * math.sqrt(3) / 16) - 2 * math.pi * k) / 3)
    for k in (2, 1, 0)
)

LOSSES: dict[str, Loss] = {
    "bowl": _bowl(r"L(w) = \tfrac{1}{2} w^2", 1.0, reach=5.0),
    "narrow bowl": _bowl(r"L(w) = 2 w^2", 4.0, reach=5.0),
    "two valleys": Loss(
        formula=r"L(w) = \tfrac{1}{16}(w^2 - 4)^2 + \tfrac{1}{4} w",
        n_weights=1,
        value=lambda w: _valley(w[..., 0]),
        gradient=_valley_slope,
        low=-4.0,
        high=4.0,
        minima=((_LEFT,), (_RIGHT,)),
    ),
}
"""Losses of one weight, by name."""

PLANES: dict[str, Loss] = {
    "long bowl": _bowl(r"L(u, v) = \tfrac{1}{2} u^2 + 10 v^2", 1.0, 20.0, reach=5.0),
    "two valleys": Loss(
        formula=r"L(u, v) = \tfrac{1}{16}(u^2 - 4)^2 + \tfrac{1}{4} u + 2 v^2",
        n_weights=2,
        value=lambda w: _valley(w[..., 0]) + 2 * w[..., 1] ** 2,
        gradient=lambda w: np.stack([_valley_slope(w[..., 0]), 4 * w[..., 1]], axis=-1),
        low=-4.0,
        high=4.0,
        minima=((_LEFT, 0.0), (_RIGHT, 0.0)),
    ),
}
"""Losses of two weights, by name."""
