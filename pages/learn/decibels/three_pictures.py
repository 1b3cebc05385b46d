"""Step: one spectrogram in amplitude, power and decibels."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE
from core.features.normalisation import power_to_db
from core.figures.lessons.histograms import histogram
from core.figures.panels import DECIBEL, Scale
from core.figures.spectrograms import stft_panel
from core.lessons.decibels.levels import power_spectrogram, spread
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import AXIS, HOP, N_FFT
from core.lessons.knobs import Settings
from core.lessons.notebook import Export, Table, sound_code
from core.lessons.pictures import Picture
from pages.learn.parts.pictures import show_pictures
from pages.learn.parts.step import Step

HEIGHT = 150  # px
HEAD = "| | Values in the lowest hundredth of the scale | Skewness |\n|:--|--:|--:|\n"


def show(excerpt: Excerpt, settings: Settings) -> Export:
    n_fft, hop = settings["n_fft"], settings["hop"]
    power = power_spectrogram(excerpt.samples(), n_fft=n_fft, hop_length=hop)
    decibels = power_to_db(power)
    decibels -= decibels.max()
    versions = (
        ("Amplitude", "amplitude", np.sqrt(power)),
        ("Power", "power", power),
        ("Decibels", "dB", decibels),
    )
    pictures = [_picture(title, unit, values, settings) for title, unit, values in versions]
    show_pictures(pictures, excerpt, key="units")
    spreads = [(title, spread(values)) for title, _, values in versions]
    rows = [f"| {title} | {100 * s.lowest:.1f} % | {s.skewness:.1f} |" for title, s in spreads]
    st.markdown(HEAD + "\n".join(rows).replace("-", "−"))
    st.caption(f"{excerpt.describe()}. Values more than 80 dB below the loudest count as −80 dB.")
    lines = [
        f"power = power_spectrogram(y, n_fft={n_fft}, hop_length={hop})",
        "amplitude, decibels = power**0.5, power_to_db(power)",
        "decibels -= decibels.max()",
        "spreads = [spread(values) for values in (amplitude, power, decibels)]",
    ]
    imports = [
        "from core.lessons.decibels.levels import power_spectrogram, spread",
        "from core.features.normalisation import power_to_db",
    ]
    rows_hz = np.fft.rfftfreq(n_fft, 1 / SAMPLE_RATE)
    times = [f"{k * hop / SAMPLE_RATE:.6g} s" for k in range(power.shape[1])]
    tables = {title: Table(values, rows_hz, "Hz", times) for title, _, values in versions}
    return Export(code=sound_code(excerpt, imports, lines), tables=tables)


def _picture(title: str, unit: str, values: np.ndarray, settings: Settings) -> Picture:
    panel = stft_panel(
        values,
        sample_rate=SAMPLE_RATE,
        hop_length=settings["hop"],
        axis=settings["axis"],
        scale=DECIBEL if unit == "dB" else Scale(unit, floor=0.0, pool="max", colours="magma"),
        title=title,
        height=HEIGHT,
    )
    return Picture(values, unit, panel, histogram(values))


THREE_PICTURES = Step(
    file=__file__,
    show=show,
    knobs=(N_FFT, HOP, AXIS),
    wide=True,
)
