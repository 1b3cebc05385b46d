"""Step: gradient descent on a loss of two weights, with and without momentum."""

import numpy as np
import streamlit as st

from core.figures.lessons.learning import plane_figure
from core.lessons.learning.descent import PLANES, descend
from pages.learn.learning.courses import plane_told
from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Knob, Settings, never
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table
from pages.learn.parts.tasks import Question, Task
from pages.shared.charts import show

LEAD = (
    "Raise the learning rate until the path without momentum flies apart: does the one with "
    "momentum still arrive?"
)
TEXT = """A real network has many weights, and its loss is steep along some and flat along others.
Two are enough to see the trouble: the *long bowl* is steep one way and flat the other. The lines
are **contours**, as on a map: each joins points of equal loss.

One learning rate has to serve both directions. The steep one allows only short steps, and with
short steps the flat one takes long.

**Momentum** helps with both. Along the valley, where all steps point the same way, they add up;
across it, where one undoes the other, they cancel."""
FORMULA = r"""The *long bowl* has curvature 20 along $v$ and 1 along $u$. Steep $v$ forbids a
learning rate above $2/20 = 0.1$. The ratio of the curvatures, here 20, is the **condition number**
$\kappa$. With momentum, steps that point the same way add up to as much as $1/(1-\beta)$ times
their length. The best that can be had on such a bowl (Goh, 2017) is

$$
\alpha = \left(\frac{2}{\sqrt{1}+\sqrt{20}}\right)^2 = 0.134
$$

$$
\beta = \left(\frac{\sqrt{20}-1}{\sqrt{20}+1}\right)^2 = 0.403
$$

which leaves $\sqrt{\beta} = 63\,\%$ of the error with each step. Without momentum the best is
$(\kappa-1)/(\kappa+1) = 90\,\%$."""
KNOBS = (
    Knob("plane", "Loss", tuple(PLANES), "long bowl", "The landscape.", few=True),
    Knob("plane_rate", "Learning rate α", (0.005, 0.25, 0.005), 0.08, "How far a step goes.",
         sliding=True),
    Knob("plane_momentum", "Momentum β", (0.0, 0.98, 0.02), 0.6,
         "Share of the last step that is taken again. The other path has none.", sliding=True),
    Knob("u", "Start u", (-3.9, 3.9, 0.1), -3.5, "Where the ball is put down.", sliding=True),
    Knob("v", "Start v", (-3.9, 3.9, 0.1), 2.0, "Where the ball is put down.", sliding=True),
    Knob("plane_steps", "Steps", (5, 10, 20, 40, 80), 40, "How many steps each takes."),
)  # fmt: skip


def _show(_part: Part, settings: Settings) -> Shown:
    loss, rate = PLANES[settings["plane"]], settings["plane_rate"]
    start, n_steps = [settings["u"], settings["v"]], settings["plane_steps"]
    momentum = settings["plane_momentum"]
    momenta = {"no momentum": 0.0, f"momentum {momentum:g}": momentum}
    found = {
        name: descend(loss, start, learning_rate=rate, momentum=each, n_steps=n_steps)
        for name, each in momenta.items()
    }
    u = np.linspace(loss.low, loss.high, 81)
    grid = (u, u, loss.value(np.stack(np.meshgrid(u, u), axis=-1)))
    paths = {name: descent.weights for name, descent in found.items()}
    show(plane_figure(grid, paths, loss.minima), key="two-weights", name="earshot-two-weights")
    told = [plane_told(loss, name, found[name], rate, momenta[name]) for name in found]
    st.markdown("\n".join([f"${loss.formula}$", "", *told]))
    code = f"""from core.lessons.learning.descent import PLANES, best_settings, descend

loss, start = PLANES["{settings["plane"]}"], [{start[0]:.1f}, {start[1]:.1f}]
plain = descend(loss, start, learning_rate={rate:g}, momentum=0, n_steps={n_steps})
heavy = descend(
    loss, start, learning_rate={rate:g}, momentum={momentum:g}, n_steps={n_steps}
)
print(plain.losses[-1], heavy.losses[-1])
print(best_settings([1, 20]))  # learning rate, momentum"""
    tables = {
        f"Path, {name}": Table(np.column_stack([d.weights, d.losses]), np.arange(len(d.losses)),
                               "step", ["u", "v", "loss"])
        for name, d in found.items()
    }  # fmt: skip
    return Shown(code=code, tables=tables)


TWO_WEIGHTS = Step(
    name="Two weights",
    lead=LEAD,
    text=TEXT,
    formula=FORMULA,
    show=_show,
    knobs=KNOBS,
    hears=never,
    tasks=(
        Task(
            "Raise the learning rate from 0.08 to 0.1, then to 0.105. Watch both paths.",
            "Without momentum, 0.1 zigzags across the valley for ever and 0.105 flies apart. With "
            "0.6 both arrive: the limit is 2 · 1.6 / 20 = 0.16.",
        ),
        Task(
            "Set the learning rate to 0.01 and the momentum to 0, then to 0.9.",
            "Without momentum the ball is soon down the steep side and then creeps: after 40 steps "
            "the loss is still 2.7. With 0.9 it swings, and the loss is 0.65.",
        ),
        Task(
            "Choose *two valleys*, learning rate 0.1, start u at 3.9, 80 steps, and turn the "
            "momentum from 0 to 0.7.",
            "Without momentum the ball rests in the upper valley on the right. With 0.7 it rolls "
            "through, over the pass, and rests in the lower one.",
        ),
    ),
    question=Question(
        "Why does plain descent zigzag in a long valley?",
        (
            "The loss has many local minima",
            "One learning rate serves a steep and a flat direction",
            "The gradient is computed wrongly",
        ),
        1,
        "It is nearly too long across the valley, and far too short along it.",
    ),
)
