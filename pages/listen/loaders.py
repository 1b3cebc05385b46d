"""What Listen keeps between reruns and between visitors, bounded."""

from collections.abc import Sequence

import streamlit as st

from core import paths
from core.audio import Audio, encode_wav
from core.datasets import locations
from core.figures.panels import Panel
from core.inference import Rebuilt, default_network
from core.library import Description, Library, carried_library, describe_sound, example_library
from core.library.carried import DATASETS
from core.synthesis.from_network import both_sounds
from core.training.checkpoint import version
from pages.listen.several_files import RESULT_BYTES, Batch, SongResult
from pages.listen.views import view_of
from pages.shared import loaders
from pages.shared.network_inputs import input_panels, unnamed_inputs
from pages.shared.sound import LruCache, Sound

BATCH_BYTES = 512 * 2**20  # of files, of all visitors together; the newest batch always stays
N_ANSWERS = 4000
LIBRARIES = {"mine": Library, "known": carried_library, "demo": example_library}


@st.cache_resource(max_entries=1, show_spinner=False)
def batches() -> LruCache[Batch]:
    """The server's one cache of batches."""
    return LruCache(BATCH_BYTES)


@st.cache_resource(max_entries=1, show_spinner=False)
def answers() -> LruCache[SongResult]:
    """What was said of songs before, so that no rerun asks again."""
    return LruCache(N_ANSWERS * RESULT_BYTES)


def prediction_panels(sound: Sound, name: str) -> Sequence[Panel]:
    """What the checkpoint `name` says over the song, and beneath it what it was given.

    Of a sound that is no music, only what it would have been given.
    """
    return _panels(sound, name, version(loaders.results(name).path))


@st.cache_resource(
    ttl=3600, max_entries=24, show_spinner=False, hash_funcs={Sound: lambda sound: sound.id}
)
def _panels(sound: Sound, name: str, files: str) -> Sequence[Panel]:
    prediction = loaders.prediction(sound, name)
    if prediction.refused:
        return unnamed_inputs(sound, name)
    return view_of(prediction.task.kind).panels(prediction, input_panels(sound, name))


def library_of(which: str) -> Library:
    """The library that `which` of `LIBRARIES` names, as it is now."""
    here = tuple(str(locations.find(name)) for name in DATASETS)
    return _library(which, str(paths.home()), default_network(), here)


def described(sound: Sound, library: Library, at: float | None) -> Description:
    """A sound, or what is around the moment `at` (s) of it, as a library knows songs."""
    return _described(sound, library.network, library.name, at)


@st.cache_resource(ttl=3600, max_entries=4, show_spinner="Opening the library …")
def _library(which: str, home: str, network: str, here: tuple[str, ...]) -> Library:
    return LIBRARIES[which]()


@st.cache_resource(
    ttl=3600,
    max_entries=64,
    show_spinner="Listening …",
    hash_funcs={Sound: lambda sound: sound.id},
)
def _described(sound: Sound, network: str, weights: str, at: float | None) -> Description:
    return describe_sound(sound.audio, network, at)


def rebuilt_sounds(sound: Sound, name: str, rebuilt: Rebuilt) -> tuple[bytes, bytes]:
    """What went into the checkpoint `name`, and what came out, as WAV files."""
    return _rebuilt_sounds(sound, name, version(loaders.results(name).path), rebuilt)


@st.cache_resource(
    ttl=3600,
    max_entries=6,
    show_spinner="Finding phases …",
    hash_funcs={Sound: lambda sound: sound.id},
)
def _rebuilt_sounds(sound: Sound, name: str, files: str, _rebuilt: Rebuilt) -> tuple[bytes, bytes]:
    recipe = loaders.results(name).recipe
    given, returned = (
        encode_wav(Audio.from_mono(y, sound.audio.sample_rate))
        for y in both_sounds(_rebuilt, sound.audio, recipe)
    )
    return given, returned
