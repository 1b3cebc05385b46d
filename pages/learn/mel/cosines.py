"""Step: the shape of a log-mel spectrum as a sum of cosines, and what the first few keep."""

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE
from core.features import Mel, extract
from core.features.filters import dct_matrix, mel_edges
from core.figures.lessons.mel import cepstrum_figure
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob, Settings
from core.lessons.mel.cepstrum import cepstrum_of
from core.lessons.notebook import Export, Table, sound_code
from pages.learn.mel.frame import frame_title, select_frame
from pages.learn.parts.moments import MOMENT
from pages.learn.parts.step import Step
from pages.shared import charts

N_MELS = 128

KEPT = Knob(
    "kept", "Coefficients kept", (2, 84, 1), 13,
    "The first so many make the outline. 13 is usual for speech; the two-branch CNN receives 84.",
    sliding=True,
)  # fmt: skip
COSINE = Knob(
    "cosine", "Cosine (number)", (0, 83, 1), 2, "j: which cosine is drawn by itself.", sliding=True
)


def show(excerpt: Excerpt, settings: Settings) -> Export:
    """A frame's spectrum, its outline, one cosine and all coefficients."""
    n_kept, chosen = settings["kept"], settings["cosine"]
    (mel,) = extract(excerpt.samples(), specs=[Mel(n_mels=N_MELS, window="hamming")])
    frame = select_frame(excerpt, mel, key="cosine-frame")
    found = cepstrum_of(mel[:, frame], n_kept)
    with st.container(horizontal=True):
        st.metric("Error of the outline", f"{found.error:.2f} dB", help="Root mean square")
        st.metric("Numbers kept", f"{n_kept} of {N_MELS}")
        value = f"{found.coefficients[chosen]:.1f} dB".replace("-", "−")
        st.metric(f"Coefficient {chosen}", value)
    figure = cepstrum_figure(
        centres=mel_edges(N_MELS, 0.0, SAMPLE_RATE / 2)[1:-1],
        decibels=found.decibels,
        rebuilt=found.rebuilt,
        coefficients=found.coefficients,
        n_kept=n_kept,
        chosen=chosen,
        cosine=dct_matrix(N_MELS, N_MELS)[:, chosen],
    )
    charts.show(figure, key="cosine-figure", name="cosines")
    st.caption(
        f"{frame_title(frame)}, through a Hamming window. Teal: kept; grey: dropped; orange: "
        f"cosine {chosen} times its coefficient."
    )
    bands = np.arange(1, N_MELS + 1)
    spectra = np.stack([found.decibels, found.rebuilt], axis=1)
    tables = {
        "Spectra": Table(spectra, bands, "band", ["dB", "rebuilt_dB"]),
        "Coefficients": Table(
            found.coefficients[:, np.newaxis], np.arange(N_MELS), "coefficient", ["dB"]
        ),
    }
    imports = [
        "from core.lessons.mel.cepstrum import cepstrum_of",
        "from core.features import Mel, extract",
    ]
    lines = [
        f'(mel,) = extract(y, specs=[Mel(n_mels={N_MELS}, window="hamming")])',
        f"found = cepstrum_of(mel[:, {frame}], {n_kept})",
        "coefficients, rebuilt, error = found.coefficients, found.rebuilt, found.error",
    ]
    return Export(code=sound_code(excerpt, imports, lines), tables=tables)


COSINES = Step(
    file=__file__,
    show=show,
    knobs=(KEPT, COSINE, MOMENT),
)
