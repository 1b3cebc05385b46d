"""Step: a chord played higher is the same picture, moved up: measured."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Cqt, Stft, extract
from core.figures.lessons.constant_q import ShiftCurve, shift_figure
from core.figures.panels import DECIBEL
from core.figures.spectrograms import cqt_panel, stft_panel
from core.lessons.constant_q.transposition import best_shift, slowed, speed
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import PER_OCTAVE
from core.lessons.knobs import Settings
from core.lessons.notebook import Export, Table
from pages.learn.constant_q.pairs import SEMITONES, SOURCE, before_and_after, code, signed
from pages.learn.constant_q.side_by_side import YOUR_SOUND
from pages.learn.parts.step import Step
from pages.shared import charts
from pages.shared.player import player

HOP = 512


def show(excerpt: Excerpt, settings: Settings) -> Export:
    """Before and after, the pictures of both, and how far they moved."""
    n, b = settings["semitones"], settings["per_octave"]
    before, after = before_and_after(excerpt, settings)
    specs = [Stft(hop_length=HOP), Cqt(n_bins=7 * b, bins_per_octave=b, normalise="none")]
    stft, cqt = zip(extract(before, specs=specs), extract(after, specs=specs), strict=True)
    factor = speed(n) if settings["played"] == YOUR_SOUND else 1.0
    moved_stft, moved_cqt = (best_shift(one, slowed(two, factor)) for one, two in (stft, cqt))
    panels = [
        cqt_panel(each, sample_rate=SAMPLE_RATE, hop_length=HOP, bins_per_octave=b, title=title,
                  height=110)
        for each, title in zip(cqt, ("Constant-Q before", "Constant-Q after"), strict=True)
    ]  # fmt: skip
    panels += [
        stft_panel(each - each.max(), sample_rate=SAMPLE_RATE, hop_length=HOP, axis="linear",
                   scale=DECIBEL, title=title, height=110)
        for each, title in zip(stft, ("STFT before", "STFT after"), strict=True)
    ]  # fmt: skip
    wavs = {
        name: encode_wav(Audio.from_mono(y)) for name, y in (("Before", before), ("After", after))
    }
    seconds = len(before) / SAMPLE_RATE
    player(wavs, panels, key="transposition", duration=seconds, name="Before and after")
    with st.container(horizontal=True):
        for name, found in (("Constant-Q", moved_cqt), ("STFT", moved_stft)):
            st.metric(f"{name} moved by", f"{signed(found.shift)} rows")
            st.metric(f"{name} remainder", f"{found.remainder:.1f} dB")
    expected = f"Constant-Q: {signed(n * b // 12)} rows expected"
    curves = [
        ShiftCurve(title, found.shifts, found.correlations, found.shift, expected)
        for title, found, expected in (
            (expected, moved_cqt, n * b // 12),
            ("STFT: the best there is", moved_stft, None),
        )
    ]
    charts.show(shift_figure(curves), key="shift", name="measured-shift")
    table = Table(moved_cqt.correlations[:, np.newaxis], moved_cqt.shifts, "rows", ["correlation"])
    return Export(code=code(excerpt, settings), tables={"Correlation": table}, sounds=wavs)


TRANSPOSITION = Step(
    file=__file__,
    show=show,
    knobs=(SOURCE, SEMITONES, PER_OCTAVE),
    uses_sound=lambda settings: settings["played"] == YOUR_SOUND,
)
