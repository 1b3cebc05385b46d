"""Step: softmax and cross-entropy by hand, on three logits."""

import numpy as np
import streamlit as st

from core.figures.lessons.learning import answer_figure
from core.figures.palette import GENRE_COLOURS
from core.lessons.learning.softmax import cross_entropy, gradient, softmax
from pages.learn.learning.arithmetic import answer_table, number
from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Knob, Settings, never
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table
from pages.learn.parts.tasks import Question, Task
from pages.shared.charts import show

NAMES = ("jazz", "metal", "reggae")
STARTS = (2.0, 1.0, -1.0)
LEAD = (
    "Raise the logit of a wrong genre: what happens to the probability of the right one, and to "
    "the loss?"
)
TEXT = """A network ends in one number for each genre, its **logit**: the higher, the more the
network favours that genre. **Softmax** turns logits into **probabilities**, all positive and adding
up to 1.

How wrong was that? The **loss** looks only at the right genre. If the network gave it 100 %, the
loss is 0; the less it gave it, the larger the loss, without limit.

Then comes the part that teaches, the **gradient** (lower bars): how the loss would change if a
logit grew. Training goes the other way. A bar below zero means *say more of this*, a bar above zero
*say less*, and the longer the bar, the harder the push.

The **temperature** is 1 in training. Above 1 it makes the network less sure of itself, below 1
more."""
FORMULA = r"""With the logits $z_k$ and the temperature $T$, softmax is

$$
p_k = \frac{e^{z_k / T}}{\sum_j e^{z_j / T}}
$$

The exponential makes each positive, the sum makes them add up to 1. The loss is the
**cross-entropy** of the right genre, here with $y = 1$,

$$
L = -\ln p_\text{right}
$$

in **nats**: certain and right costs 0, a fair guess among three $\ln 3 = 1.099$. The gradient is
how the loss changes with each logit:

$$
\frac{\partial L}{\partial z_k} = \frac{p_k - y_k}{T}
$$"""
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


def _show(_part: Part, settings: Settings) -> Shown:
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
    return Shown(code=code, tables={"Softmax": table})


SOFTMAX = Step(
    name="Softmax and loss",
    lead=LEAD,
    text=TEXT,
    formula=FORMULA,
    show=_show,
    knobs=KNOBS,
    hears=never,
    tasks=(
        Task(
            "Move all three logits up by 2: jazz to 4, metal to 3, reggae to 1.",
            "The powers grow by $e^2 = 7.39$, their sum does too, and nothing else moves: jazz "
            "stays at 0.7054. Softmax sees differences only.",
        ),
        Task(
            "Press *Reset*, then make *reggae* the right genre. Compare loss and gradient.",
            "The same answer now costs 3.349 nats instead of 0.349, and the gradient of reggae is "
            "−0.96: the more wrong, the harder the push.",
        ),
        Task(
            "Press *Reset* and raise the temperature to 5. What happens to the loss?",
            "The probabilities move closer together (0.42, 0.35, 0.23) and the loss rises to "
            "0.862. The order stays: temperature changes how sure a network is, never what it "
            "says first.",
        ),
    ),
    question=Question(
        "All three logits are 0. What is the loss?",
        ("0 nats", "0.333 nats", "1.099 nats", "Infinite"),
        2,
        "Each genre gets a third, and −ln(1/3) = ln 3 = 1.099.",
    ),
)
