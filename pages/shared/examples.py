"""The sounds that are there before a visitor brings one: songs made by a program, and real ones."""

import time

import pandas as pd
import streamlit as st

from core.audio import Audio, encode_wav
from core.datasets import locations
from core.datasets.base import AudioDataset, Track
from core.datasets.demo_music import STYLES, make_song
from core.errors import EarshotError
from pages.shared import loaders
from pages.shared.sound import Sound

EXAMPLE_SECONDS = 30.0
EXAMPLE_SEED = 7
WHOLE = 25.0  # s; shorter clips of a dataset are examples only where there is no longer one
INTERESTING = 0.85  # probability of the right class: sure, and yet there is something to see
DEFAULT = "example~club"
SYNTHETIC_NOTE = (
    "Made by a program, unlike the recordings that the networks learned from, so take what they "
    "say of it lightly."
)


def synthetic(style: str) -> Sound:
    """The example of a style, made in a third of a second."""
    began = time.perf_counter()
    audio = Audio.from_mono(make_song(style, EXAMPLE_SEED, seconds=EXAMPLE_SECONDS))
    took = time.perf_counter() - began
    media = encode_wav(audio)
    return Sound(f"example~{style}", _made(style), audio, SYNTHETIC_NOTE, media, "audio/wav", took)


def titled(track: Track) -> str:
    """Artist and title of a track, or its id."""
    return " – ".join(part for part in (track.artist, track.title) if part) or track.id


def examples() -> dict[str, str]:
    """Id and title of each example, offline: real ones first, where there are any."""
    made = {f"example~{style}": _made(style) for style in STYLES}
    found = _held_out()
    return made if found is None else dict(zip(found.sound_id, found.title, strict=True)) | made


def default_sound() -> str:
    """The id of what a first visit shows: one that the network knows, but not beyond all doubt."""
    found = _held_out()
    if found is None:
        return DEFAULT
    return found.sound_id[(found.confidence - INTERESTING).abs().idxmin()]


def _made(style: str) -> str:
    return f"{style.replace('-', ' ').capitalize()} (synthetic)"


def _held_out() -> pd.DataFrame | None:
    """A song of each class that the shipped network was tested on and never trained on.

    Its `sound_id`, `title` and the network's `confidence` in its class; None where none is here.
    """
    try:
        name = loaders.results(loaders.CNN).recipe.data.dataset
        return _tested(name, str(locations.find(name)))
    except EarshotError:
        return None


@st.cache_data(ttl=3600, max_entries=4, show_spinner=False)
def _tested(name: str, place: str) -> pd.DataFrame | None:
    judged, found = loaders.predictions(loaders.CNN), loaders.dataset(name)
    if judged is None or not isinstance(found, AudioDataset) or found.synthetic:
        return None
    here = {track.id: track for track in found.tracks}
    judged = judged[judged.track_id.isin(here)]
    if judged.empty:
        return None
    seconds: dict[str, float] = getattr(found, "durations", {})
    short = [seconds.get(track_id, EXAMPLE_SECONDS) < WHOLE for track_id in judged.track_id]
    firsts = judged.assign(short=short).sort_values(["short", "track_id"])
    firsts = firsts.groupby("label").head(1).sort_values("label")
    pairs = zip(firsts.label, firsts.track_id, strict=True)
    return pd.DataFrame(
        {
            "sound_id": [f"{name}~{track_id}" for track_id in firsts.track_id],
            "title": [f"{label.capitalize()}: {titled(here[track])}" for label, track in pairs],
            "confidence": [row[f"p_{row.label}"] for _, row in firsts.iterrows()],
        }
    )
