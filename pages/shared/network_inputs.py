"""What a network is given of a sound, as panels for the player."""

from collections.abc import Sequence
from typing import TypedDict

import numpy as np
import streamlit as st

from core.features import (
    AverageCurves,
    Averages,
    Cqt,
    FeatureSpec,
    Mel,
    Mfcc,
    Stft,
    column_names,
    normalise,
)
from core.features.averages import FRAMING
from core.figures.panels import DECIBEL, Z_SCORE, Axis, Panel, Scale, image_panel
from core.figures.prediction import genre_panel
from core.figures.spectrograms import cqt_panel, mel_panel, mfcc_panel, stft_panel
from core.inference import heard_specs
from pages.shared import loaders
from pages.shared.sound import Sound

NAMED = (0, 2, 4, 6, 11, 16, 21)  # of the 26 averages, so that their names do not touch


@st.cache_resource(
    ttl=3600, max_entries=24, show_spinner=False, hash_funcs={Sound: lambda sound: sound.id}
)
def prediction_panels(sound: Sound, name: str) -> Sequence[Panel]:
    """What the checkpoint `name` says over the song, and beneath it what it was given.

    Of a sound that is no music, only what it would have been given.
    """
    told = loaders.prediction(sound, name)
    heard = loaders.heard(sound, name)
    specs = heard_specs(loaders.results(name).recipe)
    given = [input_panel(spec, heard.features[spec.key]) for spec in specs]
    if told.refused:
        return given
    return [genre_panel(told.times, told.answers, told.names), *given]


def input_panel(spec: FeatureSpec, values: np.ndarray) -> Panel:
    """A feature [n_bins, n_frames] in its own unit and with its own axis."""
    if isinstance(spec, AverageCurves):
        return _curves(spec, values)
    normalised = getattr(spec, "normalise", "none") != "none"
    scale = Z_SCORE if normalised else DECIBEL
    title = f"{spec.title}, as the network receives it"
    match spec:
        case Mfcc():
            scale = Z_SCORE if normalised else Scale("")
            return mfcc_panel(values, **_grid(spec), scale=scale, title=title)
        case Cqt():
            return cqt_panel(
                values,
                **_grid(spec),
                fmin=spec.fmin,
                bins_per_octave=spec.bins_per_octave,
                scale=scale,
                title=title,
            )
        case Mel():
            return mel_panel(
                values, **_grid(spec), fmin=spec.fmin, fmax=spec.fmax, scale=scale, title=title
            )
        case Stft():
            return stft_panel(values, **_grid(spec), scale=scale, title=title)
        case _:
            raise TypeError(f"There is no picture of the feature {spec.kind!r}.")


class _Grid(TypedDict):
    sample_rate: int
    hop_length: int


def _grid(spec: Mfcc | Cqt | Mel | Stft) -> _Grid:
    return {"sample_rate": spec.sample_rate, "hop_length": spec.hop_length}


def _curves(spec: AverageCurves, values: np.ndarray) -> Panel:
    """The 26 features over time whose averages the network gets, each in its own z-score."""
    names = [_short(name) for name in column_names(Averages())]
    return image_panel(
        normalise(values, "rows"),
        title="The 26 features whose averages the network gets",
        frame_seconds=FRAMING.hop_length / spec.sample_rate,
        scale=Z_SCORE,
        axis=Axis("Feature", [(row, names[row]) for row in NAMED], names),
        height=260,
    )


def _short(column: str) -> str:
    """``spectral_centroid_mean`` as the axis has room for it: ``centroid``."""
    words = column.removesuffix("_mean").split("_")
    return " ".join(word for word in words if word not in ("spectral", "stft", "rate"))
