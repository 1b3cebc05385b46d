"""Step: gradient descent on a loss of two weights, with and without momentum."""

import numpy as np
import streamlit as st

from core.figures.lessons.learning import plane_figure
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.learning.descent import PLANES, descend
from core.lessons.notebook import Export, Table
from pages.learn.learning.path_summaries import plane_summary
from pages.learn.parts.step import Step
from pages.shared.charts import show

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


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
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
    summaries = [plane_summary(loss, name, found[name], rate, momenta[name]) for name in found]
    st.markdown("\n".join([f"${loss.formula}$", "", *summaries]))
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
    return Export(code=code, tables=tables)


TWO_WEIGHTS = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=never,
)
