"""Steps of lessons that show a picture of the whole sound, raw and normalised, with its knobs."""

import time

import streamlit as st

from core.audio import SAMPLE_RATE
from core.features import extract
from pages.learn.parts.excerpts import Part
from pages.learn.parts.feature_knobs import HOP, N_FFT, VALUES, WINDOW
from pages.learn.parts.knobs import Settings
from pages.learn.parts.lesson import Shown, Step
from pages.learn.parts.notebook import Table, feature_code, librosa_code
from pages.learn.parts.pictures import (
    HISTOGRAMS,
    READING,
    Z_SCORES,
    feature_pictures,
    show_pictures,
    wave_pictures,
)
from pages.learn.parts.representations import (
    ABOUT_OVERVIEW,
    REPRESENTATIONS,
    Representation,
)
from pages.learn.parts.tasks import Question, Task

HIGH, LOW = 168, 96  # px


def picture_step(
    name: str, chosen: Representation, *, tasks: tuple[Task, ...], question: Question
) -> Step:
    """One representation of `REPRESENTATIONS` with all its knobs."""
    return Step(
        name=name,
        lead=chosen.lead,
        text=f"{chosen.text}\n\n{READING}",
        formula=Z_SCORES,
        show=lambda part, settings: _show_one(part, settings, chosen),
        tasks=tasks,
        question=question,
        knobs=chosen.knobs,
        fits=chosen.fits,
        wide=True,
    )


def overview_step(*, tasks: tuple[Task, ...], question: Question) -> Step:
    """All of them under one clock."""
    return Step(
        name="All pictures",
        lead="Play the sound and follow it in all pictures at once: in which of them do you see "
        "the beat, in which the melody?",
        text=f"{ABOUT_OVERVIEW}\n\n{HISTOGRAMS}",
        show=_show_all,
        tasks=tasks,
        question=question,
        knobs=(VALUES, WINDOW, N_FFT, HOP),
        wide=True,
    )


def _show_one(part: Part, settings: Settings, chosen: Representation) -> Shown:
    spec = chosen.spec(settings)
    with st.spinner("Computing …"):
        began = time.perf_counter()
        (raw,) = extract(part.samples(), specs=[spec])
        took = time.perf_counter() - began
        pictures = feature_pictures(raw, chosen, settings, HIGH)
    show_pictures(pictures, part, key="pictures")
    size = f"{raw.shape[0]} rows × {raw.shape[1]} columns, computed in {1000 * took:.0f} ms"
    st.caption(f"{part.told()} · {size}. {chosen.caution(settings)}")
    times = [f"{k * settings['hop'] / SAMPLE_RATE:.6g} s" for k in range(raw.shape[1])]
    tables = {
        title: Table(picture.values, chosen.rows(settings), chosen.row_unit, times)
        for title, picture in zip(("As computed", "Normalised"), pictures, strict=True)
    }
    how = {spec.kind: (spec, settings[chosen.by.key])}
    return Shown(code=feature_code(part, how), by_librosa=librosa_code(part, how), tables=tables)


def _show_all(part: Part, turned: Settings) -> Shown:
    index = VALUES.options.index(turned["values"])
    chosen = REPRESENTATIONS.values()
    settings = [{**each.defaults(), **turned} for each in chosen]
    specs = [each.spec(its) for each, its in zip(chosen, settings, strict=True)]
    y = part.samples()
    pictures = [wave_pictures(y, LOW)[index]]
    for each, its, raw in zip(chosen, settings, extract(y, specs=specs), strict=True):
        pictures.append(feature_pictures(raw, each, its, LOW)[index])
    show_pictures(pictures, part, key="pictures")
    st.caption(f"{part.told()}.")
    hows = {spec.kind: (spec, each.by.default) for spec, each in zip(specs, chosen, strict=True)}
    return Shown(code=feature_code(part, hows), by_librosa=librosa_code(part, hows))
