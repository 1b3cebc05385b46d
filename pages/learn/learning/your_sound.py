"""Step: the same arithmetic on what the shipped network says of the reader's sound."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio
from core.figures.lessons.learning import answer_figure
from core.figures.palette import GENRE_COLOURS, colors_of
from core.figures.prediction import genre_panel
from core.inference import predict
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.learning.softmax import cross_entropy, gradient, logits_of, softmax
from core.lessons.notebook import Export, Table, sound_code
from core.training.checkpoint import Checkpoint
from pages.learn.learning.arithmetic import answer_table, number
from pages.learn.parts.step import Step
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.player import player

GENRES = tuple(GENRE_COLOURS)
WINDOW = 5.0  # s
KNOBS = (
    Knob("right_genre", "Right genre", GENRES, "jazz", "What you say the sound is.", few=True),
    Knob("temperature", "Temperature T", (0.1, 5.0, 0.1), 1.0,
         "Logits are divided by it first; 1 as in training.", sliding=True),
)  # fmt: skip
CODE = """heard = predict(Audio.from_mono(y), "{network}")
window = heard.answers[{place}]  # {time:.2f} s
z = logits_of(window, temperature={calibrated!r})  # it was divided by that
p = softmax(z, temperature={t:g})
loss = cross_entropy(z, right=heard.names.index("{right}"), temperature={t:g})  # nats"""


def _show(excerpt: Excerpt, settings: Settings) -> Export:
    calibration = Checkpoint.load(loaders.CNN).dimensions.calibration
    calibrated, t = float(calibration["temperature"]), settings["temperature"]
    with st.spinner("Asking the network …"):
        prediction = predict(Audio(excerpt.samples()[None], SAMPLE_RATE), loaders.CNN)
    if prediction.refused:
        st.info(f"{prediction.reason} The network is not asked; choose another excerpt or sound.")
        return Export(code=sound_code(excerpt, [], []))
    panel = genre_panel(prediction.times, prediction.answers, prediction.names, height=130)
    clicked = player(
        excerpt.wav(), [panel], key="your-sound", duration=excerpt.seconds, span=WINDOW
    )
    place = int(np.abs(prediction.times - (clicked or 0.0)).argmin())
    right = prediction.names.index(settings["right_genre"])
    z = logits_of(prediction.answers[place], calibrated)
    p, slope = softmax(z, t), gradient(z, right, t)
    figure = answer_figure(prediction.names, colors_of(prediction.names), p, slope, right)
    show(figure, key="your-bars", name="earshot-your-softmax")
    loss = cross_entropy(z, right, t)
    st.markdown(rf"$$L = -\ln({number(p[right]).strip('$')}) = {loss:.3f}\ \text{{nats}}$$")
    st.caption(
        f"{excerpt.describe()}; the five seconds around {prediction.times[place]:.1f} s. "
        f"The network's own temperature is {calibrated:.2f}."
    )
    with st.expander("The arithmetic, genre by genre"):
        st.markdown(answer_table(prediction.names, z, p, slope, right, t))
    imports = [
        "from core.lessons.learning.softmax import cross_entropy, logits_of, softmax",
        "from core.audio import SAMPLE_RATE, Audio",
        "from core.inference import predict",
    ]
    lines = CODE.format(
        network=loaders.CNN,
        calibrated=calibrated,
        t=t,
        right=settings["right_genre"],
        place=place,
        time=prediction.times[place],
    )
    columns = ["z", "p", "gradient"]
    table = Table(np.stack([z, p, slope], axis=1), np.array(prediction.names), "genre", columns)
    return Export(code=sound_code(excerpt, imports, [lines]), tables={"Softmax": table})


YOUR_SOUND = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
)
