"""What Create keeps between reruns and between visitors, bounded."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st

from core.audio import Audio, encode_wav
from core.errors import EarshotError
from core.features import Mfcc
from core.inference import default_network
from core.recreation import judges
from core.recreation.judges import JUDGED, Opinion, opinions, whole_of
from core.synthesis.generators import (
    KINDS,
    coefficients_of,
    generator_name,
    mfcc_spec,
    open_generator,
    recreate,
    sound_of,
)
from core.synthesis.new_material import SECONDS, cut
from pages.shared import loaders
from pages.shared.sound import Sound

TRUE = "true"
Make = Callable[[Callable[[float], Any]], Audio]


def titled(kind: str) -> str:
    """What tells a generator from the other one, to begin a line with."""
    return KINDS[kind][0].upper() + KINDS[kind][1:]


def spec_of(genre: str) -> Mfcc:
    """The MFCC that the generators of a genre take and give."""
    return mfcc_spec(open_generator(generator_name(genre, next(iter(KINDS)))).recipe)


def kept_aside(genre: str) -> list[str]:
    """Ids of the sounds of a genre that neither of its generators learned; none without the data.

    Longer ones first: clips of 2 s tell little.
    """
    generators = [open_generator(generator_name(genre, kind)) for kind in KINDS]
    name = whole_of(generators[0].recipe.data.dataset)
    try:
        dataset = loaders.dataset(name)
    except EarshotError:
        return []
    songs = judges.kept_aside(generators, dataset, genre)
    seconds: dict[str, float] = getattr(dataset, "durations", {})
    long = sorted(songs, key=lambda track: seconds.get(track.id, SECONDS) < SECONDS)
    return [f"{name}~{track.id}" for track in long]


def genre_of(sound: Sound, genres: Sequence[str]) -> str:
    """Which of some genres a sound is of: its label in its dataset, else what is heard in it."""
    labelled = _label(sound)
    if labelled in genres:
        return labelled
    heard = loaders.prediction(sound, default_network())
    if heard.refused:
        return genres[0]
    known = {name: p for name, p in zip(heard.names, heard.overall, strict=True) if name in genres}
    return max(known, key=known.__getitem__, default=genres[0])


def _label(sound: Sound) -> str:
    """Its label in its dataset; empty where it is of none, or that is not here."""
    dataset, _, track_id = sound.id.partition("~")
    try:
        return loaders.dataset(dataset).track(track_id).label
    except EarshotError:
        return ""


@st.cache_resource(
    ttl=3600, max_entries=16, show_spinner=False, hash_funcs={Sound: lambda sound: sound.id}
)
def recreated(sound: Sound, genre: str) -> Mapping[str, np.ndarray]:
    """MFCC [n_mfcc, n_frames] of the beginning of a sound, `TRUE` and of each kind of generator."""
    true = coefficients_of(cut(sound.audio, SECONDS), spec_of(genre))
    made = {kind: recreate(open_generator(generator_name(genre, kind)), true) for kind in KINDS}
    return {TRUE: true, **made}


def recreated_sounds(sound: Sound, genre: str) -> dict[str, bytes]:
    """What `recreated` holds as sounds, WAV files of one length; their progress is shown."""
    found, n = recreated(sound, genre), cut(sound.audio, SECONDS).n_samples
    return {
        name: made_sound(
            f"{sound.id} {genre if name != TRUE else ''} {name}",
            name,
            lambda tell, each=each: Audio.from_mono(sound_of(each, spec_of(genre), n, tell)),
        ).media
        for name, each in found.items()
    }


def made_sound(settings: str, title: str, make: Make) -> Sound:
    """The sound that `make` gives by some settings, made once; progress is shown meanwhile."""
    key = f"made~{hashlib.sha256(settings.encode()).hexdigest()[:16]}"
    place = st.empty()  # there with a sound that is known, too, so that the page stays the same
    found = loaders.sounds_cache().get(key)
    if found is None:
        place.progress(0.0, "Making sound …")
        audio = make(lambda share: place.progress(share, "Making sound …"))
        place.empty()
        found = loaders.sounds_cache().put(
            Sound(key, title, audio, "", encode_wav(audio), "audio/wav", synthetic=True)
        )
    return found


@st.cache_resource(
    ttl=3600,
    max_entries=32,
    show_spinner="Asking networks …",
    hash_funcs={Sound: lambda sound: sound.id},
)
def opinions_of(sound: Sound, genre: str, used: str = "") -> list[Opinion]:
    """What each network says of a sound and of a genre."""
    return opinions(sound.audio, genre, dataset=JUDGED, used=used)
