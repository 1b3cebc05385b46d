"""Step: softmax and cross-entropy by hand, on three logits."""

import numpy as np
import streamlit as st

from core.figures.lessons.learning import answer_figure
from core.figures.palette import GENRE_COLOURS
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.learning.softmax import cross_entropy, gradient, softmax
from core.lessons.notebook import Export, Table
from pages.learn.learning.arithmetic import answer_table, number
from pages.learn.parts.step import Step
from pages.shared.charts import show

NAMES = ("jazz", "metal", "reggae")
STARTS = (2.0, 1.0, -1.0)
KNOBS = (
    *(
        Knob(f"z_{name}", f"Logit, {name}", (-6.0, 6.0, 0.1), start,
             "What the network's last layer gives this genre. Only differences matter.",
             sliding=True)
        for name, start in zip(NAMES, STARTS, strict=True)
    ),
    Knob("temperature", "Temperature T", (0.1, 5.0, 0.1), 1.0,
         "Logits are divided by it first.", sliding=True),
    Knob("right", "Right genre", NAMES, "jazz", "What the song really is.", few=True),
)  # fmt: skip


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    z, t = np.array([settings[f"z_{name}"] for name in NAMES]), settings["temperature"]
    right = NAMES.index(settings["right"])
    p, slope = softmax(z, t), gradient(z, right, t)
    loss = cross_entropy(z, right, t)
    figure = answer_figure(NAMES, [GENRE_COLOURS[name] for name in NAMES], p, slope, right)
    show(figure, key="softmax-bars", name="earshot-softmax")
    st.markdown(answer_table(NAMES, z, p, slope, right, t))
    st.markdown(rf"$$L = -\ln({number(p[right]).strip('$')}) = {loss:.3f}\ \text{{nats}}$$")
    code = f"""from core.lessons.learning.softmax import cross_entropy, gradient, softmax

z = {z.round(1).tolist()}  # {", ".join(NAMES)}
p = softmax(z, temperature={t:g})
loss = cross_entropy(z, right={right}, temperature={t:g})  # nats
slope = gradient(z, right={right}, temperature={t:g})"""
    table = Table(np.stack([z, p, slope], axis=1), np.array(NAMES), "genre", ["z", "p", "gradient"])
    return Export(code=code, tables={"Softmax": table})


SOFTMAX = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=never,
)
