"""Step: what becomes of answers that nobody knows."""

import numpy as np
import streamlit as st

from core.figures.lessons.many_answers import prices_figure
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.many_answers.masks import UNKNOWN, best_answer, losses
from core.lessons.notebook import Export, Table
from pages.learn.parts.step import Step
from pages.shared.charts import show

ANSWERS = np.linspace(0.005, 0.995, 199)
KNOBS = (
    Knob("with", "Songs that have it", (1, 100, 1), 30, "Listeners agreed that they have it.",
         sliding=True),
    Knob("without", "Songs that have it not", (1, 100, 1), 10, "They agreed on its opposite.",
         sliding=True),
    Knob("unknown", "Songs of which nobody knows", (0, 100, 1), 60, "They did not agree.",
         sliding=True),
    Knob("as", "Unknown counts as", tuple(UNKNOWN), "left out",
         "What the loss makes of a song without a known answer.", few=True),
)  # fmt: skip


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    n = settings["with"], settings["without"], settings["unknown"]
    curves = {name: losses(*n, ANSWERS, share) for name, share in UNKNOWN.items()}
    best = {name: best_answer(*n, share) for name, share in UNKNOWN.items()}
    chosen = settings["as"]
    show(prices_figure(ANSWERS, curves, best, chosen), key="prices", name="earshot-masks")
    cheapest = float(losses(*n, np.clip([best[chosen]], 1e-9, 1 - 1e-9), UNKNOWN[chosen])[0])
    st.markdown(
        f"A network that says the same of every song does best with **{100 * best[chosen]:.1f} %**"
        f", at a loss of **{cheapest:.3f} nats**."
    )
    code = f"""from core.lessons.many_answers.masks import UNKNOWN, best_answer, losses

share = UNKNOWN[{chosen!r}]
print(best_answer({n[0]}, {n[1]}, {n[2]}, share))"""
    columns = [f"unknown {name}" for name in curves]
    table = Table(np.stack(list(curves.values()), 1), 100 * ANSWERS, "answer (%)", columns)
    return Export(code=code, tables={"Losses": table})


MASKS = Step(file=__file__, show=_show, knobs=KNOBS, uses_sound=never)
