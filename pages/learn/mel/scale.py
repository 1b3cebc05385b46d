"""Step: the mel scale, and what equal steps on it sound like."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Mel, extract
from core.figures.lessons.mel import mel_curve_figure
from core.figures.spectrograms import mel_panel
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.mel.mel import MEL_SCALES, equal_steps, same_step
from core.lessons.notebook import Export, Table
from core.signals.melodies import melody
from pages.learn.parts.step import Step
from pages.shared import charts
from pages.shared.player import player

NOTE_SECONDS = 0.6
HZ = np.arange(0.0, SAMPLE_RATE // 2 + 1, 5)

STEPS_BY = Knob(
    "formula", "Steps by", tuple(MEL_SCALES), "O'Shaughnessy",
    "Which formula makes the equal steps, in the picture and for the ear.", few=True,
)  # fmt: skip
STEPS = Knob("steps", "Equal steps", (2, 40, 1), 12, "How many, from 0 to 11,025 Hz.", sliding=True)
LOW = Knob("low", "Low pair (Hz)", (100, 1000, 50), 200, "Where it begins.", sliding=True)
HIGH = Knob("high", "High pair (Hz)", (2000, 6000, 100), 4000, "Where it begins.", sliding=True)
GAP = Knob("gap", "Distance (Hz)", (20, 200, 10), 100, "Of the low pair's two tones.", sliding=True)


def show(_excerpt: Excerpt, settings: Settings) -> Export:
    """The curves, and two pairs of tones twice."""
    scale = MEL_SCALES[settings["formula"]]
    low, gap, high = settings["low"], settings["gap"], settings["high"]
    ends = equal_steps(settings["steps"], SAMPLE_RATE / 2, scale)
    curves = {name: each.mel(HZ) for name, each in MEL_SCALES.items()}
    charts.show(mel_curve_figure(HZ, curves, ends, scale.name), key="mel-curve", name="mel-scale")
    wide = same_step(low, gap, high, scale)
    steps = {"Equal in Hz": gap, "Equal in mel": wide}
    sounds = {
        name: melody([low, low + gap, high, high + step], note_seconds=NOTE_SECONDS, n_overtones=1)
        for name, step in steps.items()
    }
    wavs = {name: encode_wav(Audio.from_mono(y)) for name, y in sounds.items()}
    panels = []
    for name, y in sounds.items():
        (mel,) = extract(y, specs=[Mel()])
        panels.append(
            mel_panel(
                mel - mel.max(), sample_rate=SAMPLE_RATE, hop_length=512, title=name, height=110
            )
        )
    player(wavs, panels, key="mel-tones", duration=4 * NOTE_SECONDS, name="Two pairs of tones")
    mels = scale.mel(np.array([low, low + gap, high, high + gap]))
    st.caption(
        f"{low} and {low + gap} Hz are {mels[1] - mels[0]:.0f} mel apart, {high} and {high + gap} "
        f"Hz {mels[3] - mels[2]:.0f} mel. As far in mel is {high} to {high + wide:.0f} Hz."
    )
    table = Table(np.stack(list(curves.values()), axis=1), HZ, "Hz", list(curves))
    return Export(code=code(settings), tables={"Mel scale": table}, sounds=wavs)


def code(settings: Settings) -> str:
    """The steps and the tones in Python."""
    low, gap, high = settings["low"], settings["gap"], settings["high"]
    return f"""from core.lessons.mel.mel import MEL_SCALES, equal_steps, same_step
from core.signals.melodies import melody

scale = MEL_SCALES["{settings["formula"]}"]
ends = equal_steps({settings["steps"]}, 11025, scale)  # Hz
wide = same_step({low}, {gap}, {high}, scale)  # Hz
same_hz = melody([{low}, {low + gap}, {high}, {high + gap}], note_seconds=0.6, n_overtones=1)
same_mel = melody([{low}, {low + gap}, {high}, {high} + wide], note_seconds=0.6, n_overtones=1)"""


SCALE = Step(
    file=__file__,
    show=show,
    knobs=(STEPS_BY, STEPS, LOW, HIGH, GAP),
    uses_sound=never,
)
