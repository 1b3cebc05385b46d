"""What the page PCA reads and computes, kept between reruns and visitors, and bounded."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import streamlit as st

from core.analysis import Pca, fit_pca
from core.analysis.claims import Claim, claims
from core.analysis.rows import Course, source_of
from core.analysis.separability import Pair, evenly, pairs_apart, silhouettes
from core.analysis.songs import SongPoints
from core.analysis.tables import TableFile
from core.errors import DatasetError
from pages.shared.address import NotHereError
from pages.shared.loaders import changed, results, version_of
from pages.shared.sound import LruCache, Sound

TABLE_BYTES = 400 * 2**20  # for all tables that visitors brought


@dataclass(frozen=True, eq=False)
class Table:
    """A table that a visitor brought; `classes` is the column that tells classes apart."""

    id: str
    title: str
    file: TableFile
    classes: str | None
    n_bytes: int


def rows(name: str, source: str) -> SongPoints:
    """All songs of a network's dataset, by a source that has them ready."""
    return _rows(name, source, changed(name, "songs.parquet"))


def place(sound: Sound, name: str, source: str) -> np.ndarray:
    """Where a sound lies among them: its row [n_values], NaN where it has none."""
    return _place(sound, name, source, version_of(name))


def course(sound: Sound, name: str, source: str) -> Course:
    """The rows of a sound's passages."""
    return _course(sound, name, source, version_of(name))


@st.cache_resource(ttl=3600, max_entries=16, show_spinner="Finding the components …")
def components(chosen: tuple[object, ...], standardise: bool, _values: np.ndarray) -> Pca:
    """The components of what is `chosen`, which has these values; ValueError as `fit_pca`."""
    return fit_pca(_values, standardise=standardise)


@st.cache_data(ttl=3600, max_entries=32, show_spinner="Measuring how far they lie apart …")
def apart(
    space: tuple[object, ...], _values: np.ndarray, _labels: np.ndarray
) -> tuple[list[Pair], list[Claim]]:
    """How far every two classes lie apart in a `space`, and what the paper says of the four."""
    return pairs_apart(_values, _labels), claims(_values, _labels)


@st.cache_data(ttl=3600, max_entries=64, show_spinner=False)
def silhouette(space: tuple[object, ...], _values: np.ndarray, _labels: np.ndarray) -> float:
    """The mean silhouette of items in a `space`, of many some."""
    few = evenly(len(_labels))
    return float(silhouettes(_values[few], _labels[few]).mean())


@st.cache_resource(max_entries=1, show_spinner=False)
def _tables() -> LruCache[Table]:
    return LruCache(TABLE_BYTES)


def keep_table(raw: bytes, title: str) -> str:
    """Keep a table as long as there is room; its id. DatasetError where it is none."""
    table_id = hashlib.sha256(title.encode() + raw).hexdigest()[:16]
    if _tables().get(table_id) is None:
        file = TableFile(raw, title)
        _tables().put(Table(table_id, title, file, file.classes(), len(raw)))
    return table_id


def known_table(texts: Sequence[str]) -> str:
    """The id of a table that is still here, from an address."""
    if _tables().get(texts[-1]) is None:
        raise NotHereError(texts[-1:], "")
    return texts[-1]


def table(table_id: str) -> Table:
    """The table with this id; DatasetError where it is gone."""
    found = _tables().get(table_id)
    if found is None:
        raise DatasetError("The table is no longer on the server. Choose the file again.")
    return found


@st.cache_resource(ttl=3600, max_entries=4, show_spinner="Reading the table …")
def table_points(
    table_id: str, columns: tuple[str, ...], label: str | None
) -> tuple[SongPoints, int]:
    """Rows of a table that are whole, and how many are not."""
    kept = table(table_id)
    name = next((text for text in kept.file.texts if text != label), None)
    return kept.file.points(columns, label=label, name=name)


@st.cache_resource(ttl=3600, max_entries=16, show_spinner=False)
def _rows(name: str, source: str, changed: float) -> SongPoints:
    return source_of(source).rows(results(name))


@st.cache_data(
    ttl=3600, max_entries=64, show_spinner="Placing your sound …",
    hash_funcs={Sound: lambda sound: sound.id},
)  # fmt: skip
def _place(sound: Sound, name: str, source: str, files: str) -> np.ndarray:
    return source_of(source).place(sound.audio, results(name))


@st.cache_resource(
    ttl=3600, max_entries=32, show_spinner="Following your sound …",
    hash_funcs={Sound: lambda sound: sound.id},
)  # fmt: skip
def _course(sound: Sound, name: str, source: str, files: str) -> Course:
    return source_of(source).course(sound.audio, results(name))
