"""Step: a continuous signal, its samples, and the curve through them."""

import numpy as np
import streamlit as st

from core.figures.lessons.waves import RIPPLE, Curve, Dots, waves_figure
from core.figures.style import CONTRAST, GREY
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings, never
from core.lessons.notebook import Export, Table
from core.signals import hold, rebuild, reconstruct, sample_times, sines, tones
from pages.learn.parts.step import Step
from pages.learn.sampling.sounds import files, panels, pictures
from pages.shared import charts
from pages.shared.player import player

SECONDS, WINDOW = 2.0, 0.01  # s, heard and drawn
PLAYBACK_RATE = 48_000  # Hz, a multiple of every rate here, so that steps are of even length
N_AROUND, N_RIPPLES = 400, 7  # samples on either side of what is drawn, and those shown singly
SIGNALS = {"one tone": (1,), "mix of three": (1, 2, 3)}  # multiples of the frequency

KNOBS = (
    Knob("signal", "Signal", tuple(SIGNALS), "one tone", "The mix adds tones of twice and three "
         "times the frequency.", few=True),
    Knob("tone", "Frequency (Hz)", (100, 4000, 20), 440, "Of the tone, or of the lowest of the "
         "three.", sliding=True),
    Knob("rate", "Sample rate (Hz)", (1000, 2000, 4000, 8000, 16_000), 4000,
         "How many samples a second has."),
    Knob("ripples", "Ripples", ("hidden", "shown"), "hidden", "What some samples in the middle "
         "add to the rebuilt curve.", few=True),
)  # fmt: skip


def _show(_excerpt: Excerpt, settings: Settings) -> Export:
    rate = settings["rate"]
    frequencies = [settings["tone"] * k for k in SIGNALS[settings["signal"]]]
    strengths = [0.8 / len(frequencies)] * len(frequencies)
    times = np.linspace(0, WINDOW, 1001)
    around = N_AROUND / rate
    at = sample_times(rate, seconds=WINDOW + 2 * around, start=-around)
    samples = sines(at, frequencies, strengths)
    signal = sines(times, frequencies, strengths)
    rebuilt = reconstruct(samples, rate, times, start=at[0])
    seen = (at >= 0) & (at <= WINDOW)
    curves = [Curve("Signal", signal, GREY), Curve("Rebuilt", rebuilt, CONTRAST, dash="dash")]
    if settings["ripples"] == "shown":
        curves += [Curve("Ripples", y, RIPPLE, width=1) for y in _ripples(samples, at, rate, times)]
    figure = waves_figure(
        times,
        curves,
        dots=Dots(at[seen], samples[seen], held=True),
        reach=0.85,
    )
    charts.show(figure, key="samples", name="samples")
    apart = 100 * np.abs(rebuilt - signal).max() / 0.8
    verdict = f"The rebuilt curve is within {apart:.1g} % of the signal."
    if frequencies[-1] >= rate / 2:
        verdict = "That is not below half the rate: the rebuilt curve is another signal."
    st.caption(
        f"T = {1000 / rate:g} ms, half the rate {rate // 2:,} Hz, highest tone "
        f"{frequencies[-1]:,} Hz. {verdict}"
    )
    sounds = _play(frequencies, rate)
    table = Table(samples[seen, None], at[seen], "time_s", ["amplitude"])
    return Export(code=_code(frequencies, rate), tables={"Samples": table}, sounds=sounds)


def _play(frequencies: list[int], rate: int) -> dict[str, bytes]:
    """The signal, its samples held, and what is rebuilt from them; as WAV files."""
    row = tones(frequencies, seconds=SECONDS, sample_rate=rate)
    versions = {
        "Signal": tones(frequencies, seconds=SECONDS, sample_rate=PLAYBACK_RATE),
        "Steps": hold(row, rate, PLAYBACK_RATE),
        "Rebuilt": rebuild(row, rate, PLAYBACK_RATE),
    }
    sounds = files(versions, PLAYBACK_RATE)
    player(
        sounds,
        panels(pictures({"Steps": versions["Steps"]}), PLAYBACK_RATE, height=120),
        key="samples-sound",
        duration=SECONDS,
        name="Signal, steps, rebuilt",
    )
    return sounds


def _ripples(samples: np.ndarray, at: np.ndarray, rate: int, times: np.ndarray) -> list[np.ndarray]:
    """What each of the samples in the middle of `times` adds to the curve, [n_times] each."""
    first = np.searchsorted(at, WINDOW / 2) - N_RIPPLES // 2
    return [
        reconstruct(samples[k : k + 1], rate, times, start=at[k])
        for k in range(first, first + N_RIPPLES)
    ]


def _code(frequencies: list[int], rate: int) -> str:
    around = N_AROUND / rate
    return f"""\
import numpy as np
from core.signals import hold, rebuild, reconstruct, sample_times, sines, tones

frequencies, sample_rate = {frequencies}, {rate}
at = sample_times(sample_rate, seconds={WINDOW + 2 * around:g}, start={-around:g})
samples = sines(at, frequencies, [0.8 / len(frequencies)] * len(frequencies))
times = np.linspace(0, {WINDOW}, 1001)
rebuilt = reconstruct(samples, sample_rate, times, start=at[0])
y = tones(frequencies, seconds={SECONDS:g}, sample_rate=sample_rate)
steps, heard = hold(y, sample_rate, {PLAYBACK_RATE}), rebuild(y, sample_rate, {PLAYBACK_RATE})"""


SAMPLES = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=never,
)
