"""Step: one constant-Q picture as amplitudes, as decibels, as z-scores."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE
from core.features import extract, normalise
from core.figures.lessons.histograms import histogram
from core.figures.panels import DECIBEL, Z_SCORE, Scale
from core.figures.spectrograms import cqt_panel
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import BY, HOP, NOTE, NOTES, OCTAVES, PER_OCTAVE
from core.lessons.knobs import Settings
from core.lessons.notebook import Export, Table, feature_code
from core.lessons.pictures import Picture
from core.lessons.representations import REPRESENTATIONS
from pages.learn.parts.pictures import show_pictures
from pages.learn.parts.step import Step

CONSTANT_Q = REPRESENTATIONS["Constant-Q"]
AMPLITUDE = Scale("of the loudest", floor=0.0, ceiling=1.0, pool="max", colours="magma")


def show(excerpt: Excerpt, settings: Settings) -> Export:
    """Three pictures and three histograms."""
    spec = CONSTANT_Q.spec(settings)
    (decibels,) = extract(excerpt.samples(), specs=[spec])
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
    show_pictures(pictures, excerpt, key="pictures")
    below = 100 * np.mean(amplitude < 0.1)
    st.caption(
        f"{excerpt.describe()}. {below:.0f} % of the amplitudes are below a tenth of the loudest."
    )
    times = [f"{k * settings['hop'] / SAMPLE_RATE:.6g} s" for k in range(z.shape[1])]
    tables = {
        title: Table(values, CONSTANT_Q.rows(settings), "Hz", times) for title, values, *_ in steps
    }
    code = feature_code(excerpt, {"cqt": (spec, settings["by"])})
    return Export(code=f"{code}\namplitude = 10 ** (cqt / 20)", tables=tables)


VALUES = Step(
    file=__file__,
    show=show,
    knobs=(NOTE, OCTAVES, PER_OCTAVE, HOP, BY),
    fits=CONSTANT_Q.fits,
    wide=True,
)
