"""The kernels that a reader can lay on a picture, and the knobs that choose one or write one."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from core.features import Cqt
from core.lessons.convolution.convolution import KERNELS
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.notebook import sound_code
from pages.shared import address

CUSTOM = "Your own"
OWN_FIRST = (1.0, 2.0, 1.0, 0.0, 0.0, 0.0, -1.0, -2.0, -1.0)
PRESET = Knob(
    "kernel",
    "Kernel",
    (*KERNELS, CUSTOM),
    "Onsets",
    "; ".join(f"{kernel.title}: {kernel.seeks}" for kernel in KERNELS.values()) + ".",
    few=True,
)
ROW = Knob(
    "row",
    "Row (number)",
    (0, Cqt().n_bins - 1, 1),
    33,
    "Where the kernel lies in pitch, in semitones above C1: 33 is A3, 220 Hz. Where in time: drag "
    "on the picture.",
    sliding=True,
)


WEIGHTS = tuple(
    Knob(
        f"w{row}{column}",
        f"Row {row}, column {column}",
        (),
        OWN_FIRST[3 * row + column],
        "",
        apart=True,
    )
    for row in range(3)
    for column in range(3)
)


def chosen_kernel(settings: Settings) -> np.ndarray:
    """The weights, float32 [3, 3], row 0 the lowest; of one's own, fields to write them in."""
    name = settings[PRESET.key]
    if name != CUSTOM:
        return KERNELS[name].array()
    st.caption("Nine weights as they lie on the picture: later to the right, higher up.")
    rows = []
    for row in range(3):
        with st.container(horizontal=True, gap="small"):
            rows.append([_field(weight) for weight in WEIGHTS[3 * row : 3 * row + 3]])
    return np.array(rows[::-1], np.float32)


def _field(weight: Knob) -> float:
    value = st.number_input(
        weight.label,
        -9.0,
        9.0,
        weight.default,
        0.5,
        "%g",
        key=address.keep(
            weight.key, weight.default, address.number(-9.0, 9.0), name=weight.label.lower()
        ),
        label_visibility="collapsed",
        width=110,
    )
    return 0.0 if value is None else value


def kernel_code(excerpt: Excerpt, weights: np.ndarray, names: str, lines: Sequence[str]) -> str:
    """Code that makes the picture and the kernel, and runs `lines`, which need `names` of core."""
    imports = [
        "import numpy as np",
        f"from core.lessons.convolution.convolution import {names}",
        "from core.features import Cqt, extract",
    ]
    written = [[float(w) for w in line] for line in weights]
    setup = [
        "(picture,) = extract(y, specs=[Cqt()])",
        f"kernel = np.array({written})  # the lowest row first",
    ]
    return sound_code(excerpt, imports, [*setup, *lines])
