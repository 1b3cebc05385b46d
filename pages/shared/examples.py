"""The sounds that are there before a visitor brings one: songs made by a program, and real ones."""

import contextlib
import time
from collections import Counter
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from core.audio import SAMPLE_RATE, Audio, decode_file, encode_wav
from core.datasets import locations
from core.datasets.all_sounds import NOT_MUSIC
from core.datasets.base import AudioDataset, Track
from core.demo_music import EXAMPLE_SECONDS, EXAMPLE_SEED, STYLES, make_song
from core.errors import EarshotError
from core.inference import default_network
from core.recordings import RECORDINGS, known, place_of
from pages.shared import loaders
from pages.shared.sound import Sound

WHOLE = 25.0  # s; shorter clips of a dataset are examples only where there is no longer one
INTERESTING = 0.85  # probability of the right class: sure, and yet there is something to see
DEFAULT = "example~club"
MADE = "Made by a program."
RECORDING = "librosa"  # how the ids of librosa's recordings begin


def synthetic(style: str) -> Sound:
    """The example of a style, made in a third of a second."""
    began = time.perf_counter()
    audio = Audio.from_mono(make_song(style, EXAMPLE_SEED, seconds=EXAMPLE_SECONDS))
    seconds = time.perf_counter() - began
    media = encode_wav(audio)
    return Sound(
        f"example~{style}", _made(style), audio, MADE, media, "audio/wav", seconds, synthetic=True
    )


def recording(key: str) -> Sound:
    """One of librosa's recordings, which must have been fetched."""
    found, file = known(key), place_of(key)
    if not file.is_file():
        raise EarshotError(
            f"{found.title} is not on this machine yet. Choose it among the examples, and it is "
            "fetched from librosa.org."
        )
    began = time.perf_counter()
    audio = decode_file(file, sample_rate=SAMPLE_RATE, mono=True)
    seconds = time.perf_counter() - began
    note = f"{found.credit}, from librosa.org."
    return Sound(
        f"{RECORDING}~{key}", _played(key), audio, note, file.read_bytes(), "audio/ogg", seconds
    )


def titled(track: Track) -> str:
    """Artist and title of a track, or its id."""
    return " – ".join(part for part in (track.artist, track.title) if part) or track.id


def told_apart(titles: Mapping[str, str]) -> dict[str, str]:
    """The same titles by id, those of several songs with the end of the id behind them.

    A menu knows what was chosen by what it shows, and would take another song of that title.
    """
    n_songs = Counter(titles.values())
    return {
        each: title if n_songs[title] == 1 else f"{title} ({each.rpartition('~')[2]})"
        for each, title in titles.items()
    }


def examples() -> dict[str, str]:
    """Id and title of each example: real ones first, then those that a program makes."""
    found = _held_out()
    real = {} if found is None else dict(zip(found.sound_id, found.title, strict=True))
    fetched = {f"{RECORDING}~{key}": _offered(key) for key in RECORDINGS}
    generated = {f"example~{style}": _made(style) for style in STYLES}
    return real | fetched | generated


def default_sound() -> str:
    """The id of what a first visit shows: one that the network knows, but not beyond all doubt."""
    found = _held_out()
    if found is None:
        found = _unheard()
    if found is None:
        return DEFAULT
    distance = (found.confidence - INTERESTING).abs()
    return found.sound_id[distance[found.label != NOT_MUSIC].idxmin()]


def network_for(sound: Sound) -> str:
    """The network that is asked about a sound at first.

    Of a program's song, and of a song of a dataset that networks which come with Earshot learned
    from, one that did, which knows what it held out; of all else, the best that is here.
    """
    if sound.synthetic:
        return loaders.DEMO
    source = sound.id.partition("~")[0]
    at_home = (name for name in _of_real_music() if _dataset_of(name) == source)
    return next(at_home, default_network())


def why_first(sound: Sound) -> str:
    """Why a first visit shows `sound`, the default one, through `network_for` it."""
    if not sound.synthetic:
        return "To begin with, a song that the network was tested on and never trained on."
    unheard = _unheard()
    if unheard is not None and sound.id in set(unheard.sound_id):
        return (
            "There is no real music on this machine, so this begins with a small network that "
            "learned from such songs but not from this one."
        )
    return "There is no real music on this machine to begin with."


def _made(style: str) -> str:
    return f"{style.replace('-', ' ').capitalize()} (synthetic)"


def _played(key: str) -> str:
    return f"{RECORDINGS[key].artist} – {RECORDINGS[key].title}"


def _offered(key: str) -> str:
    source = "" if place_of(key).is_file() else ", fetched from librosa.org"
    return f"{_played(key)} ({RECORDINGS[key].style}{source})"


def _unheard() -> pd.DataFrame | None:
    """Synthetic examples whose song the demo network was tested on and told right, or None.

    Their `sound_id`, and the network's `confidence` in its style.
    """
    return _right_of(loaders.changed(loaders.DEMO, "predictions.parquet"))


@st.cache_data(ttl=3600, max_entries=4, show_spinner=False)
def _right_of(changed: float) -> pd.DataFrame | None:
    judged = loaders.predictions(loaders.DEMO)
    if judged is None:
        return None
    songs = {f"{style}.{EXAMPLE_SEED:02d}": style for style in STYLES}  # as the demo set names them
    right = judged[judged.track_id.isin(songs) & (judged.predicted == judged.label)]
    return (
        None
        if right.empty
        else pd.DataFrame(
            {
                "sound_id": [f"example~{songs[track_id]}" for track_id in right.track_id],
                "label": list(right.label),
                "confidence": [row[f"p_{row.label}"] for _, row in right.iterrows()],
            }
        )
    )


def _held_out() -> pd.DataFrame | None:
    """A song of each class that a network was tested on and never trained on.

    Its `sound_id`, `title` and the network's `confidence` in its class; None where none is here.
    """
    for network in _of_real_music():
        name = _dataset_of(network)
        if place := locations.find(name):
            with contextlib.suppress(EarshotError):  # what lies there cannot be read
                return _tested(network, name, str(place))
    return None


def _of_real_music() -> list[str]:
    """Networks that learned from recordings, the best that is here first."""
    return list(dict.fromkeys([default_network(), loaders.CNN]))


def _dataset_of(network: str) -> str:
    return loaders.results(network).recipe.data.dataset


@st.cache_data(ttl=3600, max_entries=4, show_spinner=False)
def _tested(network: str, name: str, place: str) -> pd.DataFrame | None:
    judged, found = loaders.predictions(network), loaders.dataset(name)
    if judged is None or not isinstance(found, AudioDataset) or found.synthetic:
        return None
    tracks = {track.id: track for track in found.tracks}
    judged = judged[judged.track_id.isin(tracks)]
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
            "label": list(firsts.label),
            "title": [f"{label.capitalize()}: {titled(tracks[track])}" for label, track in pairs],
            "confidence": [row[f"p_{row.label}"] for _, row in firsts.iterrows()],
        }
    )
