"""Step: one constant-Q picture as amplitudes, as decibels, as z-scores."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE
from core.features import extract, normalise
from core.figures.lessons.histograms import histogram
from core.figures.panels import DECIBEL, Z_SCORE, Scale
from core.figures.spectrograms import cqt_panel
from pages.learn.parts.excerpts import Part
from pages.learn.parts.feature_knobs import BY, HOP, NOTE, NOTES, OCTAVES, PER_OCTAVE
from pages.learn.parts.knobs import Settings
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table, feature_code
from pages.learn.parts.pictures import Picture, show_pictures
from pages.learn.parts.representations import REPRESENTATIONS
from pages.learn.parts.tasks import Question, Task

CONSTANT_Q = REPRESENTATIONS["Constant-Q"]
AMPLITUDE = Scale("of the loudest", floor=0.0, ceiling=1.0, pool="max", colours="magma")

LEAD = "Switch *Normalise by* from *whole* to *rows*: what comes forward in the lowest picture?"
TEXT = """The same picture three times, in three units that a network could receive:

1. **Amplitude**, as a share of the loudest point. Most values are close to 0, and the picture is a
   few sparks in the dark.
2. **Decibels**, down to −80. What is soft gets room: half the loudest is −6 dB, a hundredth −40 dB.
   The histogram, which shows how often each value occurs, becomes a hill.
3. **z-scores**: decibels, shifted and scaled so that the average (**mean**) is 0 and most values
   lie between −2 and 2. A quiet and a lively recording now have the same range. By *rows*, each
   pitch is treated by itself.

Earshot's network receives the last one, by *whole*. It learns fastest from numbers around 0 that
are about as large as 1. The dots in the histogram show the **normal distribution**, the bell
curve."""
FORMULA = r"""The decibels of an amplitude $a$ are $20\,\lg a$. With their mean $\mu$ and their
standard deviation $\sigma$ (how far they typically lie from the mean), the z-score of a value $x$
is

$$
z = \frac{x - \mu}{\sigma}
$$

By *rows*, each pitch has its own $\mu$ and $\sigma$."""


def show(part: Part, settings: Settings) -> Shown:
    """Three pictures and three histograms."""
    spec = CONSTANT_Q.spec(settings)
    (decibels,) = extract(part.samples(), specs=[spec])
    amplitude = 10 ** (decibels / 20)
    z = normalise(decibels, settings["by"])
    steps = (
        ("Amplitude", amplitude, "of the loudest", AMPLITUDE),
        ("Decibels", decibels, "dB", DECIBEL),
        ("z-scores", z, "z-score", Z_SCORE),
    )
    pictures = [
        Picture(
            values,
            unit,
            cqt_panel(
                values,
                sample_rate=SAMPLE_RATE,
                hop_length=settings["hop"],
                fmin=NOTES[settings["note"]],
                bins_per_octave=settings["per_octave"],
                scale=scale,
                title=title,
                height=150,
            ),
            histogram(values),
        )
        for title, values, unit, scale in steps
    ]
    show_pictures(pictures, part, key="pictures")
    below = 100 * np.mean(amplitude < 0.1)
    st.caption(f"{part.told()}. {below:.0f} % of the amplitudes are below a tenth of the loudest.")
    times = [f"{k * settings['hop'] / SAMPLE_RATE:.6g} s" for k in range(z.shape[1])]
    tables = {
        title: Table(values, CONSTANT_Q.rows(settings), "Hz", times) for title, values, *_ in steps
    }
    code = feature_code(part, {"cqt": (spec, settings["by"])})
    return Shown(code=f"{code}\namplitude = 10 ** (cqt / 20)", tables=tables)


VALUES = Step(
    name="Values",
    lead=LEAD,
    text=TEXT,
    formula=FORMULA,
    show=show,
    knobs=(NOTE, OCTAVES, PER_OCTAVE, HOP, BY),
    fits=CONSTANT_Q.fits,
    wide=True,
    tasks=(
        Task(
            "Compare the first two histograms. Where are most of the values?",
            "As amplitudes, in the first few bars on the left. As decibels, they spread over most "
            "of the axis.",
        ),
        Task(
            "Switch *Normalise by* to rows. What happens to the picture, and to its histogram?",
            "Pitches that are always soft come forward, and those that always sound recede: what "
            "remains is what *changes*. The mean is 0 and the standard deviation 1 either way.",
        ),
    ),
    question=Question(
        "A point has a tenth of the loudest amplitude. How many decibels is that?",
        ("−10", "−20", "−1", "0.1"),
        1,
        "20 lg 0.1 = −20. In power it is a hundredth, and 10 lg 0.01 is the same −20.",
    ),
)
