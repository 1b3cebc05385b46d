"""Step: one bin of the DFT, which is a correlation with two waves."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Stft, extract
from core.figures.lessons.frames import bins_figure, product_figure, two_decimals
from core.figures.spectrograms import stft_panel
from core.figures.style import ACCENT, CONTRAST
from core.lessons.excerpt import Excerpt
from core.lessons.frames.frame import correlate, tone_in_bins
from core.lessons.knobs import Settings, never
from core.lessons.notebook import Export, Table
from core.signals import tones
from pages.learn.frames.knobs import BIN, PHASE, TONE
from pages.learn.frames.knobs import N_BIN as N
from pages.learn.parts.step import Step
from pages.shared import charts
from pages.shared.player import player

BIN_HZ = SAMPLE_RATE / N

CODE = """import numpy as np

from core.lessons.frames.frame import correlate, tone_in_bins

y = tone_in_bins({tone:g}, n_fft={n}, phase={phase})
asked = correlate(y, {k})
X_k = asked.value  # asked.with_cosine.sum() - 1j * asked.with_sine.sum()
X = np.fft.rfft(y)  # all bins at once: the fast Fourier transform"""


def show(_excerpt: Excerpt, settings: Settings) -> Export:
    bins, phase, k = settings["tone"], settings["phase"], settings["bin"]
    y = tone_in_bins(bins, n_fft=N, phase=phase)
    correlation = correlate(y, k)
    left, right = st.columns(2)
    waves = (
        (left, "cosine", correlation.cosine, correlation.with_cosine, ACCENT),
        (right, "sine", correlation.sine, correlation.with_sine, CONTRAST),
    )
    for column, name, wave, product, colour in waves:
        with column:
            figure = product_figure(y, wave, product, name=f"{name} of bin {k}", colour=colour)
            charts.show(figure, key=name, name=f"bin-{k}-{name}")
    c, s = two_decimals(correlation.with_cosine.sum()), two_decimals(correlation.with_sine.sum())
    st.markdown(
        f"$C$ = {c} and $S$ = {s} give $|X[{k}]|$ = **{abs(correlation.value):.2f}**; a tone of "
        f"amplitude 1 that is exactly on a bin gives $N/2$ = {N // 2}."
    )
    magnitudes = np.abs(np.fft.rfft(y))
    charts.show(bins_figure(magnitudes, k, bin_hz=BIN_HZ), key="bins", name="bins")
    _play(bins, k)
    table = Table(magnitudes[:, None], np.arange(N // 2 + 1), "bin", ["magnitude"])
    code = CODE.format(tone=bins, n=N, phase=phase, k=k)
    return Export(code=code, tables={"Bins": table})


def _play(bins: float, k: int) -> None:
    tone, wave = (tones([at * BIN_HZ], seconds=1, amplitude=0.4) for at in (bins, k))
    spec = Stft(n_fft=N, hop_length=N, window="boxcar")
    (picture,) = extract(tone, specs=[spec])
    panel = stft_panel(
        picture - picture.max(),
        sample_rate=SAMPLE_RATE,
        hop_length=N,
        axis="linear",
        title=f"A second of the tone: {N // 2 + 1} rows, one for each bin",
        height=130,
    )
    sounds = {
        name: encode_wav(Audio.from_mono(y))
        for name, y in (("The tone", tone), ("The bin's wave", wave))
    }
    player(sounds, [panel], key="bin-player", duration=1.0, name="Tone")


ONE_BIN = Step(
    file=__file__,
    show=show,
    knobs=(TONE, PHASE, BIN),
    uses_sound=never,
)
