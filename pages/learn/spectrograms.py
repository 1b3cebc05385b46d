"""Spectrograms: five pictures of a sound, as computed and normalised, with every knob."""

import time

import numpy as np
import streamlit as st

from core.audio import SAMPLE_RATE
from core.errors import EarshotError
from core.features import extract
from pages.shared.excerpts import EXCERPT, Part, pick_excerpt
from pages.shared.feature_knobs import HOP, N_FFT, WINDOW
from pages.shared.knobs import Knob, reset_button, turn
from pages.shared.notebook import Table, feature_code, take_away, wave_code
from pages.shared.pictures import explain, feature_pictures, show_pictures, wave_pictures
from pages.shared.representations import (
    ABOUT_OVERVIEW,
    ABOUT_WAVE,
    REPRESENTATIONS,
    Representation,
)
from pages.shared.sounds import pick_sound

WAVE, OVERVIEW = "Waveform", "Overview"
LEAD = "One sound, drawn in five ways that a network could be given it."
VALUES = Knob(
    "values",
    "Values",
    ("as computed", "normalised"),
    "as computed",
    "As computed: amplitude, decibels, coefficients. Normalised: z-scores.",
    few=True,
)
KNOBS: dict[str, tuple[Knob, ...]] = {
    WAVE: (),
    **{name: each.knobs for name, each in REPRESENTATIONS.items()},
    OVERVIEW: (VALUES, WINDOW, N_FFT, HOP),
}
HIGH, LOW = 168, 96  # px


def main() -> None:
    """The page."""
    st.title("Spectrograms")
    st.markdown(LEAD)
    sound = pick_sound("spectrograms")
    with st.container(horizontal=True, vertical_alignment="center"):
        shown = st.segmented_control(
            "Picture",
            list(KNOBS),
            default="STFT",
            required=True,
            key="picture",
            bind="query-params",
            label_visibility="collapsed",
            wrap=True,
        )
        st.space("stretch")
        part = pick_excerpt(sound)
        reset_button(EXCERPT | {knob.key: knob.default for knob in KNOBS[shown]})
    if shown == WAVE:
        show_wave(part)
    elif shown == OVERVIEW:
        show_all(part)
    else:
        show_one(part, REPRESENTATIONS[shown])


def show_wave(part: Part) -> None:
    """The waveform."""
    y = part.samples()
    pictures = wave_pictures(y, HIGH)
    show_pictures(pictures, part, key="pictures")
    explain(ABOUT_WAVE)
    st.caption(f"{part.told()} · {len(y)} samples.")
    values = np.stack([picture.values for picture in pictures], axis=1)
    times = np.arange(len(y)) / SAMPLE_RATE
    table = Table(values, times, "time_s", ["amplitude", "z-score"])
    take_away(wave_code(part), part, {"Samples": table})


def show_one(part: Part, chosen: Representation) -> None:
    """One picture with all its knobs."""
    settings = turn(chosen.knobs)
    spec = chosen.spec(settings)
    with st.spinner("Computing …"):
        began = time.perf_counter()
        (raw,) = extract(part.samples(), specs=[spec])
        took = time.perf_counter() - began
        pictures = feature_pictures(raw, chosen, settings, HIGH)
    show_pictures(pictures, part, key="pictures")
    explain(chosen.text)
    size = f"{raw.shape[0]} rows × {raw.shape[1]} columns, computed in {1000 * took:.0f} ms"
    st.caption(f"{part.told()} · {size}. {chosen.caution(settings)}")
    times = [f"{k * settings['hop'] / SAMPLE_RATE:.6g} s" for k in range(raw.shape[1])]
    tables = {
        title: Table(picture.values, chosen.rows(settings), chosen.row_unit, times)
        for title, picture in zip(("As computed", "Normalised"), pictures, strict=True)
    }
    code = feature_code(part, {spec.kind: (spec, settings[chosen.by.key])})
    take_away(code, part, tables)


def show_all(part: Part) -> None:
    """All of them under one clock."""
    turned = turn(KNOBS[OVERVIEW])
    index = VALUES.options.index(turned["values"])
    chosen = REPRESENTATIONS.values()
    settings = [each.defaults() | turned for each in chosen]
    specs = [each.spec(its) for each, its in zip(chosen, settings, strict=True)]
    y = part.samples()
    pictures = [wave_pictures(y, LOW)[index]]
    for each, its, raw in zip(chosen, settings, extract(y, specs=specs), strict=True):
        pictures.append(feature_pictures(raw, each, its, LOW)[index])
    show_pictures(pictures, part, key="pictures")
    st.markdown(ABOUT_OVERVIEW)
    st.caption(f"{part.told()}.")
    hows = {spec.kind: (spec, each.by.default) for spec, each in zip(specs, chosen, strict=True)}
    take_away(feature_code(part, hows), part, {})


try:
    main()
except EarshotError as error:
    st.error(str(error), icon=":material/error:")
    st.caption("Turn a knob back, or press Reset.")
