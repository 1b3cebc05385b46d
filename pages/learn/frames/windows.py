"""Step: windows, and what leaks through them."""

from collections.abc import Mapping

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features.filters import WINDOW_COSINES, WINDOW_TITLES
from core.features.normalisation import power_to_db
from core.figures.lessons.frames import FLOOR_DB, band_panel
from core.figures.lessons.windows import leakage_figure, lobes_figure
from core.lessons.decibels.levels import amplitude_ratio, power_spectrogram
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import WINDOW
from core.lessons.feature_knobs import WINDOWS as NAMES
from core.lessons.frames.frame import tone_in_bins
from core.lessons.frames.windows import LEAK_PADDING, WindowLobes, leakage, leakage_at, window_lobes
from core.lessons.knobs import Settings, never
from core.lessons.notebook import Export, Table
from core.signals import tones
from pages.learn.frames.knobs import LOUD, SIGNAL, SOFT, SOFT_BIN, TWO
from pages.learn.frames.knobs import N_WINDOW as N
from pages.learn.parts.step import Step
from pages.shared import charts
from pages.shared.player import player

SECONDS, HOP, BAND = 1.5, 256, (24, 70)  # what is heard; samples; what is drawn, in bins
BIN_HZ = SAMPLE_RATE / N
HEAD = (
    "| | Main lobe (bins) | Side lobe (dB) | Noise band (bins) "
    f"| Leak at {SOFT_BIN} (dB) |\n|:--|--:|--:|--:|--:|\n"
)
CODE = """from core.lessons.frames.frame import tone_in_bins
from core.lessons.frames.windows import leakage, leakage_at, window_lobes

y = {signal}
seen = leakage(y, windows=["boxcar", "hann", "hamming", "blackman"], band={band})
lobes = window_lobes("{window}")  # lobes.main_lobe in bins, lobes.side_lobe in dB
leaked = leakage_at({loud:g}, {soft_bin}, window="{window}", n_fft={n})  # dB"""


def show(_excerpt: Excerpt, settings: Settings) -> Export:
    window, loud, soft = NAMES[settings["window"]], settings["loud"], settings["soft"]
    both = settings["signal"] == TWO
    alone = tone_in_bins(SOFT_BIN, n_fft=N, level=soft)
    y = tone_in_bins(loud, n_fft=N) + both * alone
    seen = leakage(y, windows=list(WINDOW_COSINES), band=BAND)
    lobes = {name: window_lobes(name) for name in WINDOW_COSINES}
    leaked = {name: leakage_at(loud, SOFT_BIN, window=name, n_fft=N) for name in WINDOW_COSINES}
    left, right = st.columns([3, 2])
    with left:
        figure = leakage_figure(seen.bins, seen.levels, chosen=window, padding=LEAK_PADDING)
        charts.show(figure, key="leakage", name="leakage")
    with right:
        its = lobes[window]
        figure = lobes_figure(
            its.offsets,
            its.decibels,
            name=window,
            main_lobe=its.main_lobe,
            side_lobe=its.side_lobe,
            side_lobe_at=its.side_lobe_at,
        )
        charts.show(figure, key="lobes", name=f"{window}-window")
    if both:
        found = "it stands out" if soft > leaked[window] + 3 else "it is lost"
        levels = f"the loud tone leaks {_leak(leaked[window])} dB; the soft one has {soft} dB: "
        st.markdown(f"Around bin {SOFT_BIN} {levels.replace('-', '−')}**{found}**.")
    _play(loud, soft if both else None, window)
    st.markdown(HEAD + "\n".join(_row(name, lobes[name], leaked[name]) for name in lobes))
    signal = f"tone_in_bins({loud:g}, n_fft={N})"
    signal += f" + tone_in_bins({SOFT_BIN}, n_fft={N}, level={soft})" if both else ""
    code = CODE.format(signal=signal, band=BAND, window=window, loud=loud, soft_bin=SOFT_BIN, n=N)
    values = np.stack(list(seen.levels.values()), axis=1)
    return Export(code=code, tables={"Leakage": Table(values, seen.bins, "bin", list(seen.levels))})


def _row(name: str, its: WindowLobes, leaked: float) -> str:
    cells = f"{its.main_lobe:g} | {its.side_lobe:.1f} | {its.noise_bandwidth:.2f} | {_leak(leaked)}"
    return f"| {WINDOW_TITLES[name]} | {cells} |".replace("-", "−")


def _leak(decibels: float) -> str:
    return f"{decibels:.1f}" if decibels > FLOOR_DB else f"below {FLOOR_DB:.0f}"


def _play(loud: float, soft: float | None, window: str) -> None:
    y = tones([loud * BIN_HZ], seconds=SECONDS, amplitude=0.5)
    sounds: Mapping[str, np.ndarray] = {"The tone": y}
    if soft is not None:
        raised = tones([SOFT_BIN * BIN_HZ], seconds=SECONDS, amplitude=0.5)
        both = y + raised * np.float32(amplitude_ratio(soft))
        sounds = {"Both tones": both, "Soft tone, raised": raised}
    first = next(iter(sounds.values())).astype(np.float32)
    power = power_spectrogram(first, n_fft=N, hop_length=HOP, window=window)
    panel = band_panel(
        power_to_db(power),
        np.fft.rfftfreq(N, 1 / SAMPLE_RATE),
        band=(BAND[0] * BIN_HZ, BAND[1] * BIN_HZ),
        frame_seconds=HOP / SAMPLE_RATE,
        title=f"Spectrogram through the {WINDOW_TITLES[window]} window",
        height=150,
    )
    files = {name: encode_wav(Audio.from_mono(each)) for name, each in sounds.items()}
    player(files, [panel], key="window-player", duration=SECONDS, name="Tones")


WINDOWS = Step(
    file=__file__,
    show=show,
    knobs=(WINDOW, SIGNAL, LOUD, SOFT),
    wide=True,
    uses_sound=never,
)
