"""Step: gradient descent on a loss of one weight."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Stft, extract
from core.figures.lessons.learning import descent_figure
from core.figures.spectrograms import stft_panel
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.learning.descent import LOSSES, descend, path_sound
from core.lessons.notebook import Export, Table
from pages.learn.learning.path_summaries import path_summary
from pages.learn.parts.step import Step
from pages.shared.charts import show
from pages.shared.player import player

KNOBS = (
    Knob("loss", "Loss", tuple(LOSSES), "bowl", "The landscape.", few=True),
    Knob("rate", "Learning rate α", (0.02, 4.0, 0.02), 0.2, "How far a step goes.", sliding=True),
    Knob("momentum", "Momentum β", (0.0, 0.98, 0.02), 0.0,
         "Share of the last step that is taken again.", sliding=True),
    Knob("w", "Start w", (-4.0, 4.0, 0.1), 4.0, "Where the ball is put down.", sliding=True),
    Knob("steps", "Steps", (5, 10, 20, 40, 80), 20, "How many steps it takes."),
)  # fmt: skip
NOTE = 0.12  # s


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    loss, rate, momentum = LOSSES[settings["loss"]], settings["rate"], settings["momentum"]
    found = descend(
        loss, [settings["w"]], learning_rate=rate, momentum=momentum, n_steps=settings["steps"]
    )
    w = np.linspace(loss.low, loss.high, 301)
    minima = [(m[0], float(loss.value(np.array(m)))) for m in loss.minima]
    figure = descent_figure((w, loss.value(w[:, None])), found.weights[:, 0], found.losses, minima)
    show(figure, key="one-weight", name="earshot-descent")
    st.markdown(f"${loss.formula}$. {path_summary(loss, found, rate, momentum)}")
    y = path_sound(found, note_seconds=NOTE)
    (power,) = extract(y, specs=[Stft(normalise="none")])
    panel = stft_panel(power - power.max(), sample_rate=SAMPLE_RATE, hop_length=512, height=150,
                       title="The loss, heard")  # fmt: skip
    wav = encode_wav(Audio.from_mono(y))
    player(
        wav, [panel], key="one-weight-sound", duration=len(y) / SAMPLE_RATE, span=NOTE, name="Path"
    )
    code = f"""from core.lessons.learning.descent import LOSSES, descend

path = descend(
    LOSSES["{settings["loss"]}"], [{settings["w"]:.1f}],
    learning_rate={rate:g}, momentum={momentum:g}, n_steps={settings["steps"]},
)
w, losses = path.weights[:, 0], path.losses"""
    values = np.stack([found.weights[:, 0], found.losses], axis=1)
    table = Table(values, np.arange(len(values)), "step", ["w", "loss"])
    return Export(code=code, tables={"Path": table}, sounds={"Path": wav})


ONE_WEIGHT = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=never,
)
