"""Step: one kernel laid on a spectrogram, place by place."""

import numpy as np
import streamlit as st

from core.analysis.convolution import KERNELS, convolve, patch_at, relu
from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Cqt, extract
from core.features.cqt import frequencies
from core.figures.convolution import arithmetic_figure, short
from core.figures.panels import Z_SCORE, Scale
from core.figures.spectrograms import cqt_panel, note_name
from core.synthesis.masking import mask_of, masked
from pages.learn.convolution.kernels import OWN, PRESET, ROW, WEIGHTS, chosen_kernel, kernel_code
from pages.shared import charts
from pages.shared.excerpts import Part
from pages.shared.knobs import Settings
from pages.shared.lesson import Shown, Step
from pages.shared.moments import MOMENT, chosen_moment, show_moment
from pages.shared.notebook import Table
from pages.shared.tasks import Question, Task

TEXT = r"""A **kernel** is a small square of numbers, the **weights** $w$. Laid on a place of the
picture $x$, each weight is multiplied with the value under it, and the products are added up:

$$
y_{r,c} = \sum_{i=-1}^{1}\ \sum_{j=-1}^{1} w_{i,j}\; x_{r+i,\,c+j}
$$

with row $r$ and column $c$. The sum is large where the picture looks like the kernel, zero where
nothing changes in its sense, negative where it looks like the opposite. Slid over all places, that
is a **convolution**.

The picture is the constant-Q spectrogram as a network gets it: a column every 23 ms, a row for each
semitone, z-scores. **Listen** to what the kernel finds: the sound, let through only where the sum
is positive.
"""


def show(part: Part, settings: Settings) -> Shown:
    y, spec = part.samples(), Cqt()
    weights = chosen_kernel(settings)
    (picture,) = extract(y, specs=[spec])
    found = convolve(picture, weights)
    kept = masked(y, mask_of(relu(found)), frequencies=frequencies(spec))
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
        "Before": part.wav(),
        "What it finds": encode_wav(Audio.from_mono(kept)),
    }
    frame = spec.hop_length / SAMPLE_RATE
    moment = chosen_moment(part, "kernel-player")
    show_moment(part, sounds, panels, key="kernel-player", moment=moment, span=3 * frame)
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
        part,
        weights,
        "convolve, relu",
        ["found = convolve(picture, kernel)", "rectified = relu(found)"],
    )
    times = [f"{k * frame:.6g} s" for k in range(picture.shape[1])]
    tables = {"What the kernel finds": Table(found, frequencies(spec), "Hz", times)}
    return Shown(code=code, tables=tables, sounds={"What it finds": sounds["What it finds"]})


KERNEL = Step(
    name="One kernel",
    text=TEXT,
    show=show,
    knobs=(PRESET, ROW, MOMENT, *WEIGHTS),
    tasks=(
        Task(
            "Choose *Onsets*, press play and switch to *What it finds*. Then *Held tones*. What "
            "is left of drums and voices?",
            "*Onsets* answers where a row is louder now than a moment ago: the attacks come "
            "through, the tones that stay do not. *Held tones* answers to thin level lines: tones "
            "and overtones sing, strokes are softened.",
        ),
        Task(
            "Choose *Ends* after *Onsets*. What becomes of the picture?",
            "Its colours change places: the kernels differ only by their sign, and so do all sums.",
        ),
        Task(
            f"Choose *{OWN}* and type a kernel whose nine weights are equal. Then make their sum "
            "zero. Which of the two answers to loudness itself?",
            "The first: nine equal weights add up the neighbourhood. With a sum of zero, a part "
            "of the picture that is level gives zero, however loud it is.",
        ),
    ),
    question=Question(
        f"The kernel *{KERNELS['Onsets'].title}* lies on a place where all nine values are 2. "
        "What is the sum?",
        ("18", "0", "6", "−6"),
        1,
        "Its weights add up to zero: three times −1, three times 0, three times 1.",
    ),
)
