"""Step: the reference and the floor, and what lies below it."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.figures.lessons.decibels import floor_figure, visible_range
from core.figures.lessons.histograms import histogram
from core.figures.panels import ImagePanel, Scale
from core.figures.spectrograms import stft_panel
from core.lessons.decibels.levels import SplitSound, amplitude_ratio, gain_to_match, split_at_floor
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import AXIS
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import Export, sound_code
from pages.learn.parts.step import Step
from pages.shared import charts
from pages.shared.player import player

LOUD, FULL = "loudest", "full scale"
HOP, DEPTH = 512, 60.0  # samples; dB below the floor that the lower picture shows

KNOBS = (
    Knob("ref", "0 dB is", (LOUD, FULL), LOUD, "The reference of the decibels.", few=True),
    Knob("floor", "Floor (dB)", (-100, -20, 5), -40, "What is softer is hidden.", sliding=True),
    Knob(
        "level",
        "Softer by (dB)",
        (0, 60, 5),
        0,
        "As if the microphone had been turned down.",
        sliding=True,
    ),
    AXIS,
)


def show(excerpt: Excerpt, settings: Settings) -> Export:
    floor, reference, softer = settings["floor"], settings["ref"], settings["level"]
    y = excerpt.samples() * np.float32(amplitude_ratio(-softer))
    parted = split_at_floor(y, floor=floor, reference=reference, hop_length=HOP)
    raised = gain_to_match(parted.hidden, y)
    samples = {
        "All": y,
        "Kept": parted.kept,
        "Hidden": parted.hidden,
        "Raised": parted.hidden * np.float32(amplitude_ratio(raised)),
    }
    sounds = {name: encode_wav(Audio.from_mono(each)) for name, each in samples.items()}
    player(
        sounds,
        _panels(parted, settings),
        key="floor-player",
        duration=excerpt.seconds,
        name=excerpt.sound.title,
    )
    st.markdown(
        f"**{100 * parted.hidden_values:.1f} %** of the values are hidden, with "
        f"**{_percent(parted.hidden_power)}** of the power. *Raised* is the hidden part "
        f"{raised:.0f} dB louder."
    )
    seen = histogram(visible_range(parted.decibels))
    name = "the loudest value" if reference == LOUD else "full scale"
    charts.show(floor_figure(seen, floor=floor, reference=name), key="floor-values", name="floor")
    st.caption(f"{excerpt.describe()}. Frames of 2048 samples, a hop of {HOP}, Hann windows.")
    lines = [
        f"y = y * amplitude_ratio({-softer})",
        f'parted = split_at_floor(y, floor={floor}, reference="{reference}")',
        "kept, hidden = parted.kept, parted.hidden  # samples",
        "shares = parted.hidden_values, parted.hidden_power",
    ]
    imports = ["from core.lessons.decibels.levels import amplitude_ratio, split_at_floor"]
    taken = {name: sounds[name] for name in ("Kept", "Raised")}
    return Export(code=sound_code(excerpt, imports, lines), sounds=taken)


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %" if share >= 1e-5 or not share else "less than 0.001 %"


def _panels(parted: SplitSound, settings: Settings) -> list[ImagePanel]:
    floor, decibels = settings["floor"], parted.decibels
    below = np.where(decibels < floor, decibels, np.float32(floor - DEPTH))
    kept_scale = Scale("dB", floor=floor, ceiling=max(0.0, floor + 1), pool="max", colours="magma")
    hidden = Scale("dB", floor=floor - DEPTH, ceiling=floor, pool="max", colours="magma")
    limit = f"{floor} dB".replace("-", "−")
    return [
        stft_panel(
            values,
            sample_rate=SAMPLE_RATE,
            hop_length=HOP,
            axis=settings["axis"],
            scale=scale,
            title=title,
            height=150,
        )
        for values, scale, title in (
            (decibels, kept_scale, f"Kept: {limit} and above"),
            (below, hidden, f"Hidden: below {limit}"),
        )
    ]


FLOOR = Step(
    file=__file__,
    show=show,
    knobs=KNOBS,
    wide=True,
)
