"""Step: the same arithmetic on what the shipped network says of the reader's sound."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio
from core.figures.lessons.learning import answer_figure
from core.figures.palette import GENRE_COLOURS, colors_of
from core.figures.prediction import genre_panel
from core.inference import predict
from core.lessons.learning.softmax import cross_entropy, gradient, logits_of, softmax
from core.training.checkpoint import Checkpoint
from pages.learn.learning.arithmetic import answer_table, number
from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Knob, Settings
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table, sound_code
from pages.learn.parts.tasks import Question, Task
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.player import player

GENRES = tuple(GENRE_COLOURS)
WINDOW = 5.0  # s
LEAD = "Click the picture and say which genre is right: what would the network's answer have cost?"
TEXT = """The same with a real answer. Earshot's two-branch network hears **five seconds** at a
time, in windows that overlap by half, and gives ten logits for each.

In training, the loss of this answer would be one of many: the network learns from the average over
a **batch** of 32 songs, in which rare genres count for more. A guess among ten genres costs 2.303.

After training, the network was given a temperature of its own, chosen on songs that it had not
learned from, so that it is right as often as it says it is: where it is 80 % sure, about 80 times
in a hundred. The other pages use that temperature."""
FORMULA = r"""$$
L = -\ln p_\text{right}
$$

A guess among ten costs $\ln 10 = 2.303$ nats. Logits are shown with a mean of 0, which changes no
probability."""
KNOBS = (
    Knob("right_genre", "Right genre", GENRES, "jazz", "What you say the sound is.", few=True),
    Knob("temperature", "Temperature T", (0.1, 5.0, 0.1), 1.0,
         "Logits are divided by it first; 1 as in training.", sliding=True),
)  # fmt: skip
CODE = """heard = predict(Audio.from_mono(y), "{network}")
window = heard.answers[{place}]  # {time:.2f} s
z = logits_of(window, temperature={own!r})  # it was divided by that
p = softmax(z, temperature={t:g})
loss = cross_entropy(z, right=heard.names.index("{right}"), temperature={t:g})  # nats"""


def _show(part: Part, settings: Settings) -> Shown:
    calibration = Checkpoint.load(loaders.CNN).dimensions.calibration
    own, t = float(calibration["temperature"]), settings["temperature"]
    with st.spinner("Asking the network …"):
        heard = predict(Audio(part.samples()[None], SAMPLE_RATE), loaders.CNN)
    if heard.refused:
        st.info(f"{heard.reason} The network is not asked; choose another excerpt or sound.")
        return Shown(code=sound_code(part, [], []))
    panel = genre_panel(heard.times, heard.answers, heard.names, height=130)
    clicked = player(part.wav(), [panel], key="your-sound", duration=part.seconds, span=WINDOW)
    place = int(np.abs(heard.times - (clicked or 0.0)).argmin())
    right = heard.names.index(settings["right_genre"])
    z = logits_of(heard.answers[place], own)
    p, slope = softmax(z, t), gradient(z, right, t)
    figure = answer_figure(heard.names, colors_of(heard.names), p, slope, right)
    show(figure, key="your-bars", name="earshot-your-softmax")
    loss = cross_entropy(z, right, t)
    st.markdown(rf"$$L = -\ln({number(p[right]).strip('$')}) = {loss:.3f}\ \text{{nats}}$$")
    st.caption(
        f"{part.told()}; the five seconds around {heard.times[place]:.1f} s. "
        f"The network's own temperature is {own:.2f}."
    )
    with st.expander("The arithmetic, genre by genre"):
        st.markdown(answer_table(heard.names, z, p, slope, right, t))
    imports = [
        "from core.lessons.learning.softmax import cross_entropy, logits_of, softmax",
        "from core.audio import SAMPLE_RATE, Audio",
        "from core.inference import predict",
    ]
    lines = CODE.format(
        network=loaders.CNN,
        own=own,
        t=t,
        right=settings["right_genre"],
        place=place,
        time=heard.times[place],
    )
    columns = ["z", "p", "gradient"]
    table = Table(np.stack([z, p, slope], axis=1), np.array(heard.names), "genre", columns)
    return Shown(code=sound_code(part, imports, [lines]), tables={"Softmax": table})


YOUR_SOUND = Step(
    name="On your sound",
    lead=LEAD,
    text=TEXT,
    formula=FORMULA,
    show=_show,
    knobs=KNOBS,
    tasks=(
        Task(
            "Choose as right the genre with the highest bar, then the one with the lowest.",
            "The first costs least, the second most: the loss is small exactly where the network "
            "was sure of what is right. The bars of the gradient change sides with it.",
        ),
        Task(
            "Lower the temperature to 0.1.",
            "The highest bar takes nearly all: a network can be made to sound sure without "
            "knowing anything more.",
        ),
    ),
    question=Question(
        "Two networks name the same first genre for every song. Must their losses be the same?",
        ("Yes: they are right equally often", "No: the loss also counts how sure they were"),
        1,
        "Accuracy looks at the first genre only, the loss at the probability of the right one.",
    ),
)
