"""Step: what makes a filter constant-Q, in numbers, as boxes, as a wave."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav, peaks
from core.features import Cqt
from core.features.cqt import frequencies
from core.figures.lessons.constant_q import Boxes, boxes_figure
from core.figures.panels import MAX_COLUMNS, wave_panel
from core.figures.spectrograms import hertz, note_name
from core.lessons.constant_q.quality import filter_lengths, kernel, quality
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import N_FFT, PER_OCTAVE
from core.lessons.knobs import Knob, Settings, never
from core.lessons.notebook import Export, Table
from pages.learn.parts.step import Step
from pages.shared import charts
from pages.shared.player import player

OCTAVES = 7
COLUMNS = ("Pitch (Hz)", "Listens for (samples)", "Listens for (ms)", "Band (Hz)")

BIN = Knob(
    "key", "Filter", tuple(f"C{octave}" for octave in range(1, OCTAVES + 1)), "C3",
    "Which one stands out, and is heard.",
)  # fmt: skip


def show(_excerpt: Excerpt, settings: Settings) -> Export:
    """The boxes, a kernel and a table."""
    b, n_fft = settings["per_octave"], settings["n_fft"]
    octave = BIN.options.index(settings["key"])
    centres = frequencies(Cqt(n_bins=OCTAVES * b, bins_per_octave=b))
    lengths = filter_lengths(centres, b)
    seconds, widths = lengths / SAMPLE_RATE, centres / quality(b)
    bins = np.fft.rfftfreq(n_fft, 1 / SAMPLE_RATE)
    bins, width = bins[bins < centres[-1] * 1.1], SAMPLE_RATE / n_fft
    left = Boxes(f"Constant Q = {quality(b):.1f}", centres, seconds, widths)
    right = Boxes(
        f"STFT: {1000 / width:.0f} ms × {width:.1f} Hz",
        bins, np.full(len(bins), 1 / width), np.full(len(bins), width),
    )  # fmt: skip
    charts.show(boxes_figure(left, right, octave * b), key="boxes", name="constant-q-boxes")
    centre = float(centres[octave * b])
    wave = kernel(centre, b)
    wav = encode_wav(Audio.from_mono(0.8 * wave))
    panel = wave_panel(
        *peaks(wave, MAX_COLUMNS),
        duration=len(wave) / SAMPLE_RATE,
        title=f"Kernel of {settings['key']}, {hertz(centre)}: {len(wave)} samples",
        height=90,
    )
    player(wav, [panel], key="kernel", duration=len(wave) / SAMPLE_RATE, name="Kernel")
    numbers = np.stack([centres, lengths, 1000 * seconds, widths], axis=1)
    rows = [
        dict(zip(("Note", *COLUMNS), (note_name(row[0]), *(f"{x:.1f}" for x in row)), strict=True))
        for row in numbers[::b]
    ]
    st.dataframe(rows, hide_index=True)
    return Export(
        code=code(settings, centre),
        tables={"Filters": Table(numbers, np.arange(len(centres)), "bin", COLUMNS)},
        sounds={"Kernel": wav},
    )


def code(settings: Settings, centre: float) -> str:
    """Q, lengths and a kernel in Python."""
    b = settings["per_octave"]
    return f"""from core.lessons.constant_q.quality import filter_lengths, kernel, quality
from core.features import Cqt
from core.features.cqt import frequencies

q = quality({b})
centres = frequencies(Cqt(n_bins={OCTAVES * b}, bins_per_octave={b}))  # Hz
lengths = filter_lengths(centres, {b})  # samples
wave = kernel({centre!r}, {b})"""


QUALITY = Step(
    file=__file__,
    show=show,
    knobs=(PER_OCTAVE, BIN, N_FFT),
    uses_sound=never,
)
