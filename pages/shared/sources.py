"""The datasets that lie here, and what each holds."""

from dataclasses import dataclass

import streamlit as st

from core.datasets import dataset_names, locations, open_dataset
from core.datasets.demo import SONGS_PER_STYLE
from core.datasets.folder import FolderDataset
from core.demo_music import STYLES
from core.features import FeatureSpec, SoundSpec
from core.tasks import DEFAULT
from pages.shared.visitor import may_see

MADE_HERE = "demo"
SILENT = ("cifar10", "gtzan-features", "spotify-genres")


@dataclass(frozen=True)
class Contents:
    """What the page says of a dataset, which `gives` features of some kinds."""

    title: str
    n_tracks: int
    classes: tuple[str, ...]
    split_names: tuple[str, ...]
    synthetic: bool = False
    gives: tuple[type[FeatureSpec], ...] = (SoundSpec,)
    items: str = "songs"
    task: str = DEFAULT


def available() -> list[str]:
    """Names of the datasets that can be trained on now: first those that the program makes."""
    made = [name for name in dataset_names() if locations.made_here(name)]
    found = [name for name in dataset_names() if name not in made and locations.find(name)]
    gtzan = locations.find("gtzan")
    if gtzan and "gtzan-features" not in found and (gtzan / "features_30_sec.csv").is_file():
        found.append("gtzan-features")
    return [*made, *sorted(filter(may_see, found))]


def with_songs() -> list[str]:
    """Those of them whose songs can be heard."""
    return [name for name in available() if name not in SILENT and not _is_table(name)]


def _is_table(name: str) -> bool:
    place = locations.find(name)
    return place is not None and place.is_file()


def contents(name: str) -> Contents:
    """What the dataset `name` holds; DatasetError when it is not here or cannot be read."""
    if name == MADE_HERE:  # known before its songs are made, which takes some seconds
        splits = FolderDataset(name, "", (), ()).split_names()
        n_tracks = SONGS_PER_STYLE * len(STYLES)
        return Contents(
            "Demo (synthetic)", n_tracks, tuple(sorted(STYLES)), tuple(splits), synthetic=True
        )
    return _contents(name, str(locations.find(name)))


@st.cache_data(ttl=600, max_entries=16, show_spinner="Looking through the dataset …")
def _contents(name: str, place: str) -> Contents:
    dataset = open_dataset(name)
    return Contents(
        dataset.title,
        len(dataset.tracks),
        dataset.names,
        tuple(dataset.split_names()),
        dataset.synthetic,
        dataset.gives,
        dataset.items,
        dataset.task,
    )
