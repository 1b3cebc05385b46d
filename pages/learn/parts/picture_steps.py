"""Steps of lessons that show a picture of the whole sound, raw and normalised, with its knobs."""

import time
from pathlib import Path

import streamlit as st

from core.audio import SAMPLE_RATE
from core.features import extract
from core.lessons.content import read_sections
from core.lessons.excerpt import Excerpt
from core.lessons.feature_knobs import HOP, N_FFT, VALUES, WINDOW
from core.lessons.knobs import Settings
from core.lessons.notebook import Export, Table, feature_code, librosa_code
from core.lessons.pictures import feature_pictures, wave_pictures
from core.lessons.representations import REPRESENTATIONS, Representation
from pages.learn.parts.pictures import show_pictures
from pages.learn.parts.step import Step

HIGH, LOW = 168, 96  # px
SHARED = Path(__file__).with_name("pictures.md")
"""What all steps on one picture say."""


def picture_step(file: str, chosen: Representation) -> Step:
    """One representation of `REPRESENTATIONS` with all its knobs."""
    return Step(
        file=file,
        values=lambda: read_sections(SHARED),
        show=lambda excerpt, settings: _show_one(excerpt, settings, chosen),
        knobs=chosen.knobs,
        fits=chosen.fits,
        wide=True,
    )


def overview_step(file: str) -> Step:
    """All of them under one clock."""
    return Step(file=file, show=_show_all, knobs=(VALUES, WINDOW, N_FFT, HOP), wide=True)


def _show_one(excerpt: Excerpt, settings: Settings, chosen: Representation) -> Export:
    spec = chosen.spec(settings)
    with st.spinner("Computing …"):
        began = time.perf_counter()
        (raw,) = extract(excerpt.samples(), specs=[spec])
        seconds = time.perf_counter() - began
        pictures = feature_pictures(raw, chosen, settings, HIGH)
    show_pictures(pictures, excerpt, key="pictures")
    size = f"{raw.shape[0]} rows × {raw.shape[1]} columns, computed in {1000 * seconds:.0f} ms"
    st.caption(f"{excerpt.describe()} · {size}. {chosen.caution(settings)}")
    times = [f"{k * settings['hop'] / SAMPLE_RATE:.6g} s" for k in range(raw.shape[1])]
    tables = {
        title: Table(picture.values, chosen.rows(settings), chosen.row_unit, times)
        for title, picture in zip(("As computed", "Normalised"), pictures, strict=True)
    }
    how = {spec.kind: (spec, settings[chosen.by.key])}
    return Export(
        code=feature_code(excerpt, how), by_librosa=librosa_code(excerpt, how), tables=tables
    )


def _show_all(excerpt: Excerpt, changed: Settings) -> Export:
    index = VALUES.options.index(changed["values"])
    chosen = REPRESENTATIONS.values()
    settings = [{**each.defaults(), **changed} for each in chosen]
    specs = [each.spec(its) for each, its in zip(chosen, settings, strict=True)]
    y = excerpt.samples()
    pictures = [wave_pictures(y, LOW)[index]]
    for each, its, raw in zip(chosen, settings, extract(y, specs=specs), strict=True):
        pictures.append(feature_pictures(raw, each, its, LOW)[index])
    show_pictures(pictures, excerpt, key="pictures")
    st.caption(f"{excerpt.describe()}.")
    hows = {spec.kind: (spec, each.by.default) for spec, each in zip(specs, chosen, strict=True)}
    return Export(code=feature_code(excerpt, hows), by_librosa=librosa_code(excerpt, hows))
