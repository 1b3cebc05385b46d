"""Step: one and two channels."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, peaks
from core.figures.lessons.sampling import mono_figure
from core.figures.lessons.waves import Curve, waves_figure
from core.figures.panels import MAX_COLUMNS, wave_panel
from core.figures.style import ACCENT, CONTRAST, GREY
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import Export, sound_code
from core.signals import delayed, level, mid_side, mono_gain, tones
from pages.learn.parts.step import Step
from pages.learn.sampling.sounds import YOUR_SOUND, close_up, files, format_db
from pages.shared import charts
from pages.shared.player import player

TONE, SECONDS = "tone of 500 Hz", 3.0
DELAYED, OTHER = "delayed", "another tone"
GAINS = {"the same": 1.0, "softer": 0.5, DELAYED: 1.0, "inverted": -1.0}
N_DRAWN = 220  # samples, 10 ms

KNOBS = (
    Knob("channel_sound", "Left channel", (YOUR_SOUND, TONE), YOUR_SOUND,
         "What the left ear hears.", few=True),
    Knob("right", "Right channel", (*GAINS, OTHER), DELAYED, "The same, at half the amplitude, "
         "late, upside down, or a tone of 660 Hz.", few=True),
    Knob("delay", "Delay (ms)", (0.0, 10.0, 0.1), 1.0, "How late the right channel is.",
         sliding=True, when=lambda settings: settings["right"] == DELAYED),
)  # fmt: skip


def _right(y: np.ndarray, how: str, delay: float) -> np.ndarray:
    """The right channel; `delay` in s."""
    if how == OTHER:
        return tones([660], seconds=len(y) / SAMPLE_RATE, amplitude=0.5)
    return delayed(y, delay, SAMPLE_RATE) if how == DELAYED else np.float32(GAINS[how]) * y


def _show(excerpt: Excerpt, settings: Settings) -> Export:
    how, delay = settings["right"], settings["delay"] / 1000
    left = excerpt.samples()
    if settings["channel_sound"] == TONE:
        left = tones([500], seconds=SECONDS, amplitude=0.5)
    right = _right(left, how, delay)
    mid, side = mid_side(left, right)
    waves = {"Left": left, "Right": right, "Mono sum (mid)": mid, "Difference (side)": side}
    versions = {"Stereo": np.stack([left, right]), "Mono": mid, "Side": side}
    sounds = files(versions, SAMPLE_RATE)
    seconds = len(left) / SAMPLE_RATE
    with st.container(horizontal=True, gap="large"):
        for name, y in waves.items():
            st.metric(name, format_db(level(y)), width="content")
    drawn_waves = [
        wave_panel(*peaks(y, MAX_COLUMNS), duration=seconds, title=name, height=74)
        for name, y in waves.items()
    ]
    first, second = st.columns([3, 2], gap="medium")
    with first:
        key = f"channels-{settings['channel_sound']}"
        clicked = player(sounds, drawn_waves, key=key, duration=seconds, name="Two channels")
    drawn = close_up(left, clicked, N_DRAWN)
    times = np.arange(drawn.stop - drawn.start) / SAMPLE_RATE
    curves = [
        Curve("Left", left[drawn], GREY),
        Curve("Right", right[drawn], ACCENT),
        Curve("Mono sum", mid[drawn], CONTRAST, dash="dash"),
    ]
    reach = max(0.02, *(float(np.abs(curve.y).max()) for curve in curves))
    with second:
        charts.show(waves_figure(times, curves, reach=reach, height=270), key="near", name="waves")
        if how in GAINS:
            _show_mono(how, delay)
    st.caption(
        f"The waves begin at {drawn.start / SAMPLE_RATE:.3f} s: click a picture to see another "
        "moment. Levels are in dB against a sine that reaches ±1."
    )
    return Export(code=_code(excerpt, settings), sounds=sounds)


def _show_mono(how: str, delay: float) -> None:
    """What the mono sum leaves of each frequency; `delay` in s."""
    hertz = np.linspace(0, 4000, 1601)
    gain = mono_gain(hertz, delay=delay if how == DELAYED else 0.0, gain=GAINS[how])
    charts.show(mono_figure(hertz, gain, height=210), key="mono", name="mono-sum")


def _code(excerpt: Excerpt, settings: Settings) -> str:
    how, delay = settings["right"], settings["delay"] / 1000
    right = f"delayed(y, {delay:g}, {SAMPLE_RATE})" if how == DELAYED else f"{GAINS.get(how)} * y"
    if how == OTHER:
        right = f"tones([660], seconds=len(y) / {SAMPLE_RATE}, amplitude=0.5)"
    lines = [f"right = {right}", "mid, side = mid_side(y, right)", "kept = level(mid) - level(y)"]
    imports = "from core.signals import delayed, level, mid_side, tones"
    if settings["channel_sound"] == YOUR_SOUND:
        return sound_code(excerpt, [imports], lines)
    return "\n".join([imports, "", f"y = tones([500], seconds={SECONDS:g}, amplitude=0.5)", *lines])


CHANNELS = Step(
    file=__file__,
    show=_show,
    knobs=KNOBS,
    uses_sound=lambda settings: settings["channel_sound"] == YOUR_SOUND,
    wide=True,
)
