"""Step: one kernel laid on a spectrogram, place by place."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Cqt, extract
from core.features.cqt import frequencies
from core.figures.lessons.convolution import arithmetic_figure, short
from core.figures.panels import Z_SCORE, Scale
from core.figures.spectrograms import cqt_panel, note_name
from core.lessons.convolution.convolution import convolve, patch_at, relu
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Settings
from core.lessons.notebook import Export, Table
from core.synthesis.masking import mask_of, masked
from pages.learn.convolution.kernels import PRESET, ROW, WEIGHTS, chosen_kernel, kernel_code
from pages.learn.parts.moments import MOMENT, chosen_moment, show_moment
from pages.learn.parts.step import Step
from pages.shared import charts


def show(excerpt: Excerpt, settings: Settings) -> Export:
    y, spec = excerpt.samples(), Cqt()
    weights = chosen_kernel(settings)
    (picture,) = extract(y, specs=[spec])
    found = convolve(picture, weights)
    filtered = masked(y, mask_of(relu(found)), frequencies=frequencies(spec))
    most = max(float(np.abs(found).max()), 1e-6)
    grid = {"sample_rate": SAMPLE_RATE, "hop_length": spec.hop_length, "height": 150}
    panels = [
        cqt_panel(picture, **grid, scale=Z_SCORE, title="Picture: constant-Q, z-scores"),
        cqt_panel(
            found,
            **grid,
            scale=Scale("", floor=-most, ceiling=most, colours="red-blue"),
            title="What the kernel finds",
        ),
    ]
    sounds = {
        "Before": excerpt.wav(),
        "What it finds": encode_wav(Audio.from_mono(filtered)),
    }
    frame = spec.hop_length / SAMPLE_RATE
    moment = chosen_moment(excerpt, "kernel-player")
    show_moment(excerpt, sounds, panels, key="kernel-player", moment=moment, span=3 * frame)
    column = min(round(moment / frame), picture.shape[1] - 1)
    row = settings[ROW.key]
    under = patch_at(picture, row, column)
    figure = arithmetic_figure(under, weights, names=("Picture", "Kernel", "Products"))
    charts.show(figure, key="kernel-arithmetic", name="kernel-arithmetic")
    st.markdown(
        f"Around {note_name(float(frequencies(spec)[row]))} at {column * frame:.2f} s the nine "
        f"products add up to **{short(float((under * weights).sum()))}**."
    )
    code = kernel_code(
        excerpt,
        weights,
        "convolve, relu",
        ["found = convolve(picture, kernel)", "rectified = relu(found)"],
    )
    times = [f"{k * frame:.6g} s" for k in range(picture.shape[1])]
    tables = {"What the kernel finds": Table(found, frequencies(spec), "Hz", times)}
    return Export(code=code, tables=tables, sounds={"What it finds": sounds["What it finds"]})


KERNEL = Step(
    file=__file__,
    show=show,
    knobs=(PRESET, ROW, MOMENT, *WEIGHTS),
)
