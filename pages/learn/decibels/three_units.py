"""Step: one number in three units, and a gain that is heard."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav, peaks
from core.figures.lessons.decibels import ruler_figure, signed
from core.figures.panels import MAX_COLUMNS, WavePanel, wave_panel
from core.lessons.decibels.levels import MIN_DB, Loudness, amplitude_ratio, loudness
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import Export, sound_code
from pages.learn.parts.step import Step
from pages.shared import charts
from pages.shared.player import player

GAIN = Knob(
    "gain",
    "Gain (dB)",
    (-40.0, 20.0, 0.5),
    -6.0,
    "What the sound is made louder or softer by. Mind your ears above 0.",
    sliding=True,
)


def show(excerpt: Excerpt, settings: Settings) -> Export:
    gain, y = settings["gain"], excerpt.samples()
    louder = y * np.float32(amplitude_ratio(gain))
    charts.show(ruler_figure(gain), key="ruler", name="decibels")
    before, after = loudness(y), loudness(louder)
    wav = encode_wav(Audio.from_mono(louder))
    player(
        {"Before": excerpt.wav(), "After": wav},
        [_panel(y, "Before"), _panel(np.clip(louder, -1, 1), f"After {signed(gain)}")],
        key="gain-player",
        duration=excerpt.seconds,
        name=excerpt.sound.title,
    )
    st.markdown(
        "| | Before | After |\n|---|---|---|\n"
        f"| Peak | {_summary(before.peak_db)} | {_summary(after.peak_db)} |\n"
        f"| Root mean square | {_summary(before.rms_db)} | {_summary(after.rms_db)} |\n"
        f"| Samples clipped | {_clipped(before, len(y))} | {_clipped(after, len(y))} |"
    )
    st.caption(f"{excerpt.describe()}. Levels in dBFS, as they are before clipping.")
    lines = [
        f"factors = amplitude_ratio({gain:g}), power_ratio({gain:g})",
        "after = y * factors[0]",
        "before_db, after_db = loudness(y), loudness(after)  # peak, root mean square, clipped",
    ]
    imports = ["from core.lessons.decibels.levels import amplitude_ratio, loudness, power_ratio"]
    return Export(code=sound_code(excerpt, imports, lines), sounds={"After the gain": wav})


def _panel(y: np.ndarray, title: str) -> WavePanel:
    low, high = peaks(y, MAX_COLUMNS)
    return wave_panel(low, high, duration=len(y) / SAMPLE_RATE, title=title, height=90)


def _summary(decibels: float) -> str:
    return signed(decibels) if decibels > MIN_DB else "silence"


def _clipped(level: Loudness, n_samples: int) -> str:
    n_clipped = level.clipped
    return f"{n_clipped:,} ({100 * n_clipped / n_samples:.2g} %)" if n_clipped else "none"


THREE_UNITS = Step(
    file=__file__,
    show=show,
    knobs=(GAIN,),
)
