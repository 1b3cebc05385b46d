"""What the lesson says of a path down a loss, in Markdown."""

import math

import numpy as np

from core.lessons.learning.descent import (
    Descent,
    Loss,
    convergence_factor,
    max_learning_rate,
    modes,
)
from pages.learn.learning.arithmetic import number, signed

LEFT_OVER = 0.01  # of the error: what "there" means
NOTHING = 1e-9  # of the error, as good as none
THERE = "**At rest.** The ball was put down in the minimum."


def path_summary(loss: Loss, descent: Descent, learning_rate: float, momentum: float) -> str:
    """How a path on a loss of one weight went, and why."""
    if not loss.curvatures:
        return _valley_summary(loss, descent)
    if not np.any(_away(descent)):
        return THERE
    (c,) = loss.curvatures
    most, factor = max_learning_rate(c, momentum), modes(c, learning_rate, momentum)[0]
    why = rf"$2(1+\beta)/c = 2 \cdot {1 + momentum:.4g} / {c:g} = {most:.4g}$"
    if math.isclose(learning_rate, most):
        return (
            f"**Neither nearer nor farther.** The learning rate is exactly at the limit, {why}: "
            "the error keeps its size for ever."
        )
    if learning_rate > most:
        return (
            f"**Diverges.** The limit is {why}, and {learning_rate:g} is above it: in the long run "
            f"each step multiplies the error by {signed(factor.real, '.3g')}."
        )
    how = {1: "Creeps in from one side", -1: "Hops from side to side, and closes in"}
    motion = "Swings through the minimum, and settles" if factor.imag else how[_sign(factor.real)]
    if abs(factor) < NOTHING:
        motion = "There after one step"
    return (
        f"**{motion}.** {learning_rate:g} is below the limit, {why}. In the long run each step "
        f"{_pace(abs(factor))}."
    )


def _away(descent: Descent) -> np.ndarray:
    """Along which axes [n_weights] the ball was put down off the minimum of a bowl."""
    return np.abs(descent.weights[0]) > 1e-9


def _pace(left: float) -> str:
    if left < NOTHING:
        return "leaves nothing of the error"
    steps = math.ceil(math.log(LEFT_OVER) / math.log(left))
    plural = "" if steps == 1 else "s"
    return f"leaves {100 * left:.1f} % of the error: one hundredth after about {steps} step{plural}"


def _sign(value: float) -> int:
    return -1 if value < 0 else 1


def _valley_summary(loss: Loss, descent: Descent) -> str:
    if descent.outcome == "escaped":
        return (
            f"**Escapes** after step {descent.n_steps}. Where the walls are steep the step is "
            "longer than the valley is wide, and lands where they are steeper still."
        )
    deepest = loss.minima[0]
    end = descent.weights[-1]
    nearest = min(loss.minima, key=lambda m: float(np.abs(end - np.array(m)).max()))
    valley = "the lower valley" if nearest == deepest else "the upper valley, a local minimum"
    place = ", ".join(signed(w, ".3f") for w in end)
    place = f"({place})" if len(end) > 1 else place
    if descent.outcome == "under way":
        return f"**Under way** after {descent.n_steps} steps, at {place}, nearest to {valley}."
    return f"**At rest** at {place}, in {valley}: loss {signed(descent.losses[-1], '.3f')}."


def plane_summary(loss: Loss, name: str, descent: Descent, rate: float, momentum: float) -> str:
    """How one path on a loss of two weights went."""
    if not loss.curvatures:
        return f"- {name}: {_valley_summary(loss, descent)}"
    if not np.any(_away(descent)):
        return f"- {name}: {THERE}"
    curvatures = np.array(loss.curvatures)[_away(descent)].tolist()  # those that it moves along
    left, steepest = convergence_factor(curvatures, rate, momentum), max(curvatures)
    most = max_learning_rate(steepest, momentum)
    if left > 1 and not math.isclose(rate, most):
        return f"- {name}: **diverges**: {rate:g} is above $2(1+\\beta)/{steepest:g} = {most:.3g}$."
    if math.isclose(rate, most):
        return f"- {name}: the error along one axis **keeps its size**; {rate:g} is the limit."
    return (
        f"- {name}: loss {number(descent.losses[-1])} after {descent.n_steps} steps; in the long "
        f"run each step {_pace(left)}."
    )
