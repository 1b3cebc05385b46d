"""What the player draws of a network: its answers over time, and what it was given."""

from collections.abc import Sequence

import streamlit as st

from core.figures.panels import Panel
from core.training.checkpoint import version
from pages.listen.views import view_of
from pages.shared import loaders
from pages.shared.network_inputs import input_panels
from pages.shared.sound import Sound


def prediction_panels(sound: Sound, name: str) -> Sequence[Panel]:
    """What the checkpoint `name` says over the song, and beneath it what it was given.

    Of a sound that is no music, only what it would have been given.
    """
    return _panels(sound, name, version(loaders.results(name).path))


@st.cache_resource(
    ttl=3600, max_entries=24, show_spinner=False, hash_funcs={Sound: lambda sound: sound.id}
)
def _panels(sound: Sound, name: str, files: str) -> Sequence[Panel]:
    told = loaders.prediction(sound, name)
    given = input_panels(sound, name)
    return given if told.refused else view_of(told.task.kind).panels(told, given)
