"""What Compare reads and computes of songs, kept between reruns and visitors, and bounded."""

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis.songs import averages_of
from core.audio import SAMPLE_RATE
from core.datasets.cifar10 import Pictures
from core.errors import EarshotError
from core.features import Cqt, Mfcc, extract
from core.figures.panels import Panel
from core.figures.spectrograms import Z_SCORE, cqt_panel, mfcc_panel
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


@st.cache_data(
    ttl=3600, max_entries=64, show_spinner=False, hash_funcs={Sound: lambda sound: sound.id}
)
def averages(sound: Sound) -> np.ndarray:
    """The 26 averages [26] of a sound."""
    return averages_of(sound.audio)


@st.cache_resource(
    ttl=3600, max_entries=32, show_spinner=False, hash_funcs={Sound: lambda sound: sound.id}
)
def network_panels(sound: Sound) -> list[Panel]:
    """MFCC and CQT of a sound, normalised as the network gets them."""
    mfcc, cqt = extract(sound.audio.mono(), specs=[Mfcc(), Cqt()])
    grid = {"sample_rate": SAMPLE_RATE, "hop_length": Mfcc().hop_length, "scale": Z_SCORE}
    return [
        mfcc_panel(mfcc, **grid, title="MFCC, as the network receives it"),
        cqt_panel(cqt, **grid, title="Constant Q, as the network receives it"),
    ]


@st.cache_data(ttl=3600, max_entries=16, show_spinner=False)
def _songs(name: str, changed: float) -> pd.DataFrame | None:
    return results(name).songs()
