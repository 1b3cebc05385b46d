"""Step: each sample rounded to a few levels."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE
from core.figures.lessons.sampling import snr_figure
from core.figures.lessons.waves import Curve, waves_figure
from core.figures.style import ACCENT, GREY
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import Export
from core.signals import ideal_snr, level, quantise, snr, step_of, tones
from pages.learn.parts.step import Step
from pages.learn.sampling.bits_sounds import FADING, SINE, bits_code, chosen_sound
from pages.learn.sampling.sounds import YOUR_SOUND, close_up, files, format_db, panels, pictures
from pages.shared import charts
from pages.shared.player import player

DEPTHS = range(1, 17)
N_DRAWN = 110  # samples, 5 ms

KNOBS = (
    Knob("bits", "Bits for each sample", (1, 16, 1), 4, "N bits tell 2^N levels apart. "
         "With one or two, soft sound grows loud.", sliding=True),
    Knob("dither", "Dither", ("none", "triangular"), "none", "Noise of up to one step either way, "
         "added before rounding.", few=True),
    Knob("bit_sound", "Sound", (YOUR_SOUND, SINE, FADING), YOUR_SOUND,
         "The sine reaches ±1; the fading tone falls by 60 dB in four seconds.", few=True),
)  # fmt: skip


def _show(excerpt: Excerpt, settings: Settings) -> Export:
    n_bits, dither = settings["bits"], settings["dither"] != "none"
    y = chosen_sound(excerpt, settings["bit_sound"])
    rounded = quantise(y, n_bits, dither=dither)
    versions = {"Before": y, "After": rounded, "Error alone": rounded - y}
    ratio = snr(y, rounded)
    _show_metrics(n_bits, dither, error=versions["Error alone"], ratio=ratio)
    seen = pictures({name: versions[name] for name in ("After", "Error alone")})
    sounds = files(versions, SAMPLE_RATE)
    left, right = st.columns(2, gap="medium")
    with left:
        clicked = player(
            sounds,
            panels(seen, SAMPLE_RATE, height=170),
            key=f"bits-{settings['bit_sound']}",
            duration=len(y) / SAMPLE_RATE,
            name="Fewer bits",
        )
    drawn = close_up(y, clicked, N_DRAWN)
    times = np.arange(drawn.stop - drawn.start) / SAMPLE_RATE
    reach = max(0.02, float(np.abs(np.stack([y[drawn], rounded[drawn]])).max()))
    curves = [
        Curve("Before", y[drawn], GREY),
        Curve("After", rounded[drawn], ACCENT, steps=True),
    ]
    with right:
        charts.show(waves_figure(times, curves, reach=reach, height=240), key="near", name="bits")
        _show_snr(n_bits, dither, ratio)
    st.caption(
        f"The waves begin at {drawn.start / SAMPLE_RATE:.3f} s: click a picture to see another "
        "moment. Levels are in dB against a sine that reaches ±1. "
        "The files played have 16 bits themselves."
    )
    return Export(code=bits_code(excerpt, settings), sounds=sounds)


def _show_metrics(n_bits: int, dither: bool, *, error: np.ndarray, ratio: float) -> None:
    with st.container(horizontal=True, gap="large"):
        for label, value in (
            ("Levels", f"{2**n_bits:,}"),
            ("Step", f"{step_of(n_bits):.3g}"),
            ("Noise, measured", format_db(level(error))),
            ("Noise, by the formula", format_db(-ideal_snr(n_bits, dither=dither))),
            ("Signal to noise", format_db(ratio)),
        ):
            st.metric(label, value, width="content")


def _show_snr(n_bits: int, dither: bool, ratio: float) -> None:
    sine = tones([997], seconds=1, amplitude=1)
    figure = snr_figure(
        np.array(DEPTHS),
        formula=np.array([ideal_snr(n, dither=dither) for n in DEPTHS]),
        sine=np.array([snr(sine, quantise(sine, n, dither=dither)) for n in DEPTHS]),
        sound=(n_bits, ratio),
        height=250,
    )
    charts.show(figure, key="snr", name="signal-to-noise")


BITS = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=lambda settings: settings["bit_sound"] == YOUR_SOUND,
    wide=True,
)
