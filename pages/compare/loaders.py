"""What Compare reads and computes of songs, kept between reruns and visitors, and bounded."""

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis.shift import Shift, shift_towards
from core.datasets.cifar10 import Pictures
from core.datasets.rows import Rows
from core.errors import EarshotError
from core.inference import Latency, measure_latency
from core.training.checkpoint import Checkpoint, version
from pages.shared.loaders import changed, dataset, results
from pages.shared.sound import Sound


def songs(name: str) -> pd.DataFrame | None:
    """Averages and embedding of each song of a network's dataset; None where not computed."""
    return _songs(name, changed(name, "songs.parquet"))


def picture(dataset_name: str, track_id: str) -> np.ndarray | None:
    """A picture of the dataset, uint8 [32, 32, 3]; None where there is none."""
    try:
        found = dataset(dataset_name)
    except EarshotError:
        return None
    return found.pixels.get(track_id) if isinstance(found, Pictures) else None


def row(dataset_name: str, track_id: str) -> pd.DataFrame | None:
    """What a dataset's table tells of a song, by column; None where it is no table."""
    try:
        found = dataset(dataset_name)
    except EarshotError:
        return None
    if not isinstance(found, Rows) or track_id not in found.rows:
        return None
    return pd.DataFrame({"value": found.rows[track_id]})


def n_parameters(name: str) -> int:
    """How many numbers the training of a network found."""
    return _n_parameters(name, changed(name, "model.safetensors"))


def latency(sound: Sound, name: str) -> Latency:
    """How long a network takes for a sound on this machine, now: never kept."""
    return measure_latency(sound.audio, Checkpoint.load(name))


def shift_of(name: str, track_id: str, mean: tuple[float, ...]) -> Shift:
    """A song of a network on its way to the mean embedding of a class."""
    return _shift(name, track_id, mean, version(results(name).path))


@st.cache_resource(ttl=3600, max_entries=256, show_spinner="Asking the network on the way …")
def _shift(name: str, track_id: str, mean: tuple[float, ...], files: str) -> Shift:
    checkpoint = Checkpoint.load(name)
    found = dataset(checkpoint.recipe.data.dataset)
    return shift_towards(checkpoint, found, found.track(track_id), np.array(mean))


@st.cache_data(ttl=3600, max_entries=512, show_spinner=False)
def _n_parameters(name: str, changed: float) -> int:
    return Checkpoint.load(name).n_parameters()


@st.cache_data(ttl=3600, max_entries=16, show_spinner=False)
def _songs(name: str, changed: float) -> pd.DataFrame | None:
    return results(name).songs()
