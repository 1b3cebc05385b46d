"""Step: one kernel laid on a spectrogram, place by place."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import Cqt, extract
from core.features.cqt import frequencies
from core.figures.lessons.convolution import arithmetic_figure, short
from core.figures.panels import Z_SCORE, Scale
from core.figures.spectrograms import cqt_panel, note_name
from core.lessons.convolution.convolution import KERNELS, convolve, patch_at, relu
from core.synthesis.masking import mask_of, masked
from pages.learn.convolution.kernels import OWN, PRESET, ROW, WEIGHTS, chosen_kernel, kernel_code
from pages.learn.parts.excerpts import Part
from pages.learn.parts.knobs import Settings
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.moments import MOMENT, chosen_moment, show_moment
from pages.learn.parts.notebook import Table
from pages.learn.parts.tasks import Question, Task
from pages.shared import charts

LEAD = (
    "Choose a kernel, press play and switch to *What it finds*: which part of the music does it "
    "pick out?"
)
TEXT = """A **kernel** is a small square of nine numbers, its **weights**. Lay it on a place of the
picture, multiply each weight by the value under it, and add up the nine products. The sum is large
where the picture looks like the kernel, and negative where it looks like the opposite. Slide the
kernel over all places, and you have a **convolution**: the lower picture.

The upper picture is the constant-Q spectrogram as the network receives it, with a row for each
semitone and a column every 23 ms. *What it finds* plays only those parts of the sound where the sum
is positive. Drag the band to see the arithmetic at another place."""
FORMULA = r"""With the weights $w$, the picture $x$, its row $r$ and its column $c$:

$$
y_{r,c} = \sum_{i=-1}^{1}\ \sum_{j=-1}^{1} w_{i,j}\; x_{r+i,\,c+j}
$$

The values of the picture are **z-scores**: decibels, shifted and scaled so that their mean is 0 and
their standard deviation 1."""


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
    lead=LEAD,
    text=TEXT,
    formula=FORMULA,
    show=show,
    knobs=(PRESET, ROW, MOMENT, *WEIGHTS),
    tasks=(
        Task(
            "Choose *Onsets*, press play and switch to *What it finds*. Then *Held tones*. What "
            "is left of drums and voices?",
            "*Onsets* responds where a row is louder now than a moment ago: attacks come through, "
            "and held tones do not. *Held tones* responds to thin level lines: tones and overtones "
            "sing, and drum strokes are softened.",
        ),
        Task(
            "Choose *Ends* after *Onsets*. What happens to the lower picture?",
            "Its colours change places: the kernels differ only by their sign, and so do all sums.",
        ),
        Task(
            f"Choose *{OWN}* and type a kernel whose nine weights are equal. Then make their sum "
            "zero. Which of the two responds to loudness itself?",
            "The first: nine equal weights add up the neighbourhood. With a sum of zero, an even "
            "part of the picture gives zero, however loud it is.",
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
