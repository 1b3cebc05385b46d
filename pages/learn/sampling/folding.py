"""Step: a tone past half the rate folds back."""

import numpy as np
import streamlit as st

from core.figures.lessons.sampling import folding_figure
from core.figures.lessons.waves import Curve, Dots, waves_figure
from core.figures.style import CONTRAST, GREY
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.notebook import Export
from core.signals import alias, rebuild, sample_times, signed_alias, sines, tones
from pages.learn.parts.step import Step
from pages.learn.sampling.sounds import PLAYBACK_RATE, files, panels, pictures
from pages.shared import charts
from pages.shared.player import player

HIGHEST = 20_000  # Hz
SECONDS, N_DRAWN = 2.0, 20  # s heard, and samples drawn

KNOBS = (
    Knob("f", "Tone (Hz)", (0, HIGHEST, 25), 15_000, "Drag it from left to right across the "
         "dotted lines of the picture. Many adults hear nothing above 15,000 Hz.", sliding=True,
         broad=True),
    Knob("fold_rate", "Sample rate (Hz)", (8000, 11_025, 16_000, 22_050), 22_050,
         "How many samples a second has.", few=True),
)  # fmt: skip


def _summary(tone: int, rate: int, alias_hz: float) -> str:
    sampled = f"**{tone:,} Hz** sampled at {rate:,} Hz"
    if alias_hz == rate / 2:
        return f"{sampled} is lost: each sample is taken where the sine crosses zero."
    if tone <= rate / 2:
        return f"{sampled} is heard at **{alias_hz:,.0f} Hz**: nothing folds."
    return f"{sampled} is heard at **{alias_hz:,.0f} Hz**, for {tone:,} lies above {rate / 2:,.0f}."


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    tone, rate = settings["f"], settings["fold_rate"]
    alias_hz = float(alias(tone, rate))
    st.markdown(_summary(tone, rate, alias_hz))
    figure = folding_figure(tone, sample_rate=rate, highest=HIGHEST, height=260)
    charts.show(figure, key="folding", name="folding")
    times = np.linspace(0, N_DRAWN / rate, 2001)
    at = sample_times(rate, seconds=(N_DRAWN + 0.5) / rate)
    lower = sines(times, [float(signed_alias(tone, rate))], [0.8])
    figure = waves_figure(
        times,
        [
            Curve(f"Tone, {tone:,} Hz", sines(times, [tone], [0.8]), GREY, width=1.5),
            Curve(f"Alias, {alias_hz:,.0f} Hz", lower, CONTRAST, dash="dash"),
        ],
        dots=Dots(at, sines(at, [tone], [0.8])),
        reach=0.85,
        height=260,
    )
    charts.show(figure, key="alias", name="alias")
    versions = {
        "As played": tones([tone], seconds=SECONDS, sample_rate=PLAYBACK_RATE),
        "Sampled": rebuild(tones([tone], seconds=SECONDS, sample_rate=rate), rate, PLAYBACK_RATE),
    }
    sounds = files(versions, PLAYBACK_RATE)
    player(
        sounds,
        panels(pictures(versions), PLAYBACK_RATE, height=110),
        key="folding-sound",
        duration=SECONDS,
        name="A tone and its alias",
    )
    return Export(code=_code(tone, rate), sounds=sounds)


def _code(tone: int, rate: int) -> str:
    return f"""\
from core.signals import alias, rebuild, tones

heard = alias({tone}, {rate})  # {float(alias(tone, rate)):g} Hz
y = tones([{tone}], seconds={SECONDS:g}, sample_rate={rate})
y_heard = rebuild(y, {rate}, {PLAYBACK_RATE})  # the curve through the samples, for the ear"""


FOLDING = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=never,
)
