"""Step: one mel filter over the spectrum of one frame, and the energy that it collects."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE
from core.features import Mel, extract
from core.features.filters import mel_edges, mel_weights
from core.features.normalisation import power_to_db
from core.figures.lessons.mel import filter_figure
from core.figures.spectrograms import hertz
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import AXIS
from core.lessons.knobs import Knob, Settings
from core.lessons.mel.mel import frame_power
from core.lessons.notebook import Export, Table, sound_code
from pages.learn.mel.frame import HOP, N_FFT, frame_title, select_frame
from pages.learn.parts.moments import MOMENT
from pages.learn.parts.step import Step
from pages.shared import charts

BANDS = Knob("bands", "Filters", (20, 128, 1), 40, "How many share 0 to 11,025 Hz.", sliding=True)
FILTER = Knob(
    "filter", "Filter (number)", (1, 128, 1), 12,
    "Which one stands out, counted from the bass.", sliding=True,
)  # fmt: skip


def show(excerpt: Excerpt, settings: Settings) -> Export:
    """A frame, a filter, an energy."""
    n_mels, log = settings["bands"], settings["axis"] == "log"
    chosen = settings["filter"] - 1
    y = excerpt.samples()
    (mel,) = extract(y, specs=[Mel(n_mels=n_mels)])
    frame = select_frame(excerpt, mel, key="filter-frame")
    power = frame_power(y, frame, n_fft=N_FFT, hop_length=HOP)
    weights = mel_weights(SAMPLE_RATE, N_FFT, n_mels, 0.0, None)
    energies = weights @ power
    edges = mel_edges(n_mels, 0.0, SAMPLE_RATE / 2)
    frequencies = np.fft.rfftfreq(N_FFT, 1 / SAMPLE_RATE)
    collected = power_to_db(energies, top_db=None)
    spectrum = power_to_db(power, top_db=None)
    begin, peak, end = (hertz(f) for f in edges[chosen : chosen + 3])
    with st.container(horizontal=True):
        st.metric("Filter", f"{chosen + 1} of {n_mels}", help=f"{begin}, peak {peak}, {end}")
        st.metric("Bins that it reads", np.count_nonzero(weights[chosen]))
        st.metric("Energy", f"{energies[chosen]:.3g}")
        st.metric("In decibels", f"{collected[chosen]:.1f} dB".replace("-", "−"))
    figure = filter_figure(
        frequencies=frequencies, spectrum=spectrum, edges=edges, weights=weights[chosen],
        mel=collected, chosen=chosen, log=log,
    )  # fmt: skip
    charts.show(figure, key="filter-figure", name="mel-filter")
    st.caption(
        f"{frame_title(frame)}. The filter rises from {begin}, peaks at {peak}, ends at {end}."
    )
    tables = {
        "Frame": Table(
            np.stack([power, spectrum, weights[chosen]], axis=1),
            frequencies, "Hz", ["power", "dB", "weight"],
        ),
        "Mel spectrum": Table(
            np.stack([energies, collected], axis=1), edges[1:-1], "Hz", ["energy", "dB"]
        ),
    }  # fmt: skip
    return Export(code=_code(excerpt, frame, n_mels, chosen), tables=tables)


def _code(excerpt: Excerpt, frame: int, n_mels: int, chosen: int) -> str:
    imports = [
        "from core.lessons.mel.mel import frame_power",
        "from core.features.filters import mel_weights",
    ]
    lines = [
        f"power = frame_power(y, {frame}, n_fft={N_FFT}, hop_length={HOP})",
        f"weights = mel_weights({SAMPLE_RATE}, {N_FFT}, {n_mels}, 0.0, None)",
        f"energy = weights[{chosen}] @ power",
    ]
    return sound_code(excerpt, imports, lines)


FILTER_BANK = Step(
    file=__file__,
    show=show,
    knobs=(BANDS, FILTER, AXIS, MOMENT),
    fits=lambda settings: settings["filter"] <= settings["bands"],
)
