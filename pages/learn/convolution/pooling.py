"""Step: ReLU and max pooling, and what they forgive."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE
from core.features import Cqt, extract
from core.features.cqt import frequencies
from core.figures.lessons.feature_maps import Grid, map_panel
from core.figures.panels import ImagePanel, Scale
from core.figures.spectrograms import note_name
from core.lessons.convolution.convolution import change, convolve, max_pool, relu
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import Export, Table
from pages.learn.convolution.kernels import PRESET, WEIGHTS, chosen_kernel, kernel_code
from pages.learn.parts.step import Step
from pages.shared.player import player

SIZE = Knob("pool", "Block of pooling", (1, 2, 4, 8, 16), 4, "Rows and columns of each block.")
MOVED = Knob(
    "moved", "Moved by (columns)", (0, 8, 1), 1, "A column is a frame, 23 ms.", sliding=True
)


def show(excerpt: Excerpt, settings: Settings) -> Export:
    y, spec = excerpt.samples(), Cqt()
    weights, size, moved = chosen_kernel(settings), settings[SIZE.key], settings[MOVED.key]
    (picture,) = extract(y, specs=[spec])
    delayed = np.roll(picture, moved, axis=1)
    found, found_later = convolve(picture, weights), convolve(delayed, weights)
    pooled, pooled_later = (max_pool(relu(each), size) for each in (found, found_later))
    frame = spec.hop_length / SAMPLE_RATE
    panels = _panels(found, pooled, size, spec)
    player(excerpt.wav(), panels, key="pooling", duration=excerpt.seconds, name=excerpt.sound.title)
    shares = [100 * change(a, b) for a, b in ((found, found_later), (pooled, pooled_later))]
    st.markdown(
        f"{found.shape[0]} × {found.shape[1]} values become **{pooled.shape[0]} × "
        f"{pooled.shape[1]}**. Moved by {moved} ({1000 * moved * frame:.0f} ms), what the "
        f"kernel finds changes by **{shares[0]:.0f} %**, what pooling leaves by "
        f"**{shares[1]:.0f} %**."
    )
    code = kernel_code(
        excerpt,
        weights,
        "convolve, max_pool, relu",
        ["rectified = relu(convolve(picture, kernel))", f"pooled = max_pool(rectified, {size})"],
    )
    rows = np.arange(len(pooled))
    columns = [f"{k * size * frame:.6g} s" for k in range(pooled.shape[1])]
    return Export(code=code, tables={"After pooling": Table(pooled, rows, "row", columns)})


def _panels(found: np.ndarray, pooled: np.ndarray, size: int, spec: Cqt) -> list[ImagePanel]:
    """What the kernel finds, and what ReLU and pooling leave of it."""
    most = max(float(np.abs(found).max()), 1e-6)
    scale = Scale("", floor=-most, ceiling=most, colours="red-blue")
    names = [note_name(f) for f in frequencies(spec)]
    frame = spec.hop_length / SAMPLE_RATE
    grid, coarse = (Grid(n, frame, names, "Pitch (note)") for n in (1, size))
    return [
        map_panel(found, grid, title="What the kernel finds", scale=scale, height=130),
        map_panel(relu(found), grid, title="After ReLU", height=130),
        map_panel(pooled, coarse, title=f"After pooling {size} × {size}", height=130),
    ]


POOLING = Step(
    file=__file__,
    show=show,
    knobs=(PRESET, SIZE, MOVED, *WEIGHTS),
)
