"""Where the points of the page PCA come from: a network's songs, or a table of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.analysis.rows import Source, source_of
from core.analysis.songs import SongPoints
from core.analysis.tables import NO_CLASS
from core.errors import DatasetError
from core.jobs.maps import rows_computation
from core.recreation.clouds import VERSION_OF
from core.recreation.judges import JUDGED
from core.training.run import Results
from pages.compare.points import loaders
from pages.compare.points.waiting import offer
from pages.compare.songs import song_titles
from pages.shared import address
from pages.shared.loaders import version_of
from pages.shared.uploads import read_upload

RECREATED = (
    "Songs that were kept aside, and what the generators of their genre made of them, by 26 "
    "averages: near is alike in loudness, brightness and timbre."
)
VERSIONS_ARE = (
    "Beside each genre: its songs with an LSTM layer (“lstm”) and without (“dense”), and their "
    "exact MFCC and back (“round trip”)."
)
FEW = 60  # columns whose names are offered one by one
SLOW = (
    "They are computed from the sounds, once: some seconds to some minutes. You may leave the page."
)
WAY = "Tables are kept only while the server runs and has room. Choose the file again."


@dataclass(frozen=True, eq=False)
class Rows:
    """Points, and what they are of.

    Attributes
    ----------
    id : tuple
        Changes whenever they do.
    points : SongPoints
    alike : str
        What it says that two lie near each other.
    results : Results or None
        The network whose dataset's songs they are; None of a table.
    source : Source or None
    source_name : str
    note : str
        What should be known of them; may be empty.
    dataset : str
        Whose songs can be heard; empty of a table.
    """

    id: tuple[object, ...]
    points: SongPoints
    alike: str
    results: Results | None = None
    source: Source | None = None
    source_name: str = ""
    note: str = ""
    dataset: str = ""

    @property
    def items(self) -> str:
        """What the points are called."""
        return "songs" if self.dataset else "rows"

    def song_of(self, item: str) -> tuple[str, str]:
        """The song that an item is, or that it is a version of, and which; empty for itself."""
        if self.results is not None:
            return item, ""
        song, _, version = item.partition(VERSION_OF)
        return song, version

    def titles(self, items: Sequence[str]) -> dict[str, str]:
        """What items are called, where their dataset is here and knows it; else their ids."""
        if not self.dataset:
            return dict(zip(items, items, strict=True))
        songs = {each: self.song_of(each) for each in items}
        known = song_titles(self.dataset, {song for song, _ in songs.values()})
        return {each: ", ".join(filter(None, (known[song], version)))
                for each, (song, version) in songs.items()}  # fmt: skip


def rows_of_network(results: Results, name: str) -> Rows | None:
    """The songs of a network's dataset; None where they must be computed first, which is said."""
    source = source_of(name)
    missing = source.missing(results)
    if missing:
        st.info(missing, icon=":material/library_music:")
        return None
    if not source.ready(results):
        offer(lambda: rows_computation(name, results), f"Compute: {source.title}", SLOW,
              key="rows")  # fmt: skip
        return None
    points = loaders.rows(results.name, name)
    items = (results.report() or {}).get("items", "songs")
    table = points.table.assign(
        label=points.table.label.where(points.table.label != "", f"all {items}")
    )
    named = SongPoints(table, points.values, points.names)
    return Rows((results.name, version_of(results.name), name), named, source.alike, results,
                source, name, dataset=results.recipe.data.dataset)  # fmt: skip


def rows_of_recreations() -> Rows:
    """Songs that were kept aside and what generators made of them."""
    return Rows(("recreations", loaders.recreations_changed()), loaders.recreations(), RECREATED,
                note=VERSIONS_ARE, dataset=JUDGED)  # fmt: skip


def rows_of_table() -> Rows | None:
    """The rows of a table that the visitor brings; None before there is one."""
    file = st.file_uploader("A table: CSV with a line of names, or Parquet", key="table-file",
                            type=["csv", "parquet"])  # fmt: skip
    if file is not None and st.session_state.get("table-taken") != file.file_id:
        st.session_state["table-taken"] = file.file_id
        st.session_state["table"] = loaders.keep_table(read_upload(file), file.name)
    address.keep("table", None, loaders.known_table, name="the table", way=WAY)
    if not st.session_state["table"]:
        st.caption("Each row becomes a point: its numbers are compared, a column of text may name "
                   "its class. The file stays on this server and is not kept.")  # fmt: skip
        return None
    kept = loaders.table(st.session_state["table"])
    columns, label = _pick_columns(kept.file.numbers, kept.file.texts, kept.classes)
    if not columns:
        raise DatasetError("Choose at least one column of numbers.")
    points, left_out = loaders.table_points(kept.id, tuple(columns), label)
    note = f"{left_out:,} rows lack a number and are left out." if left_out else ""
    alike = f"Each point is a row of {kept.title}, by {len(columns)} of its columns."
    return Rows((kept.id, *columns, label), points, alike, note=note)


def _pick_columns(
    numbers: tuple[str, ...], texts: tuple[str, ...], usual: str | None
) -> tuple[list[str], str | None]:
    columns = list(numbers)
    with st.container(horizontal=True):
        if texts:
            address.keep("label", usual, address.one_of(texts), name="the column of classes")
            st.selectbox("Class of each row", texts, index=None, key="label",
                         placeholder=NO_CLASS)  # fmt: skip
        if len(numbers) <= FEW:
            address.keep("columns", columns, address.some_of(numbers), name="the columns")
            columns = st.pills("Columns that are compared", numbers, selection_mode="multi",
                               key="columns")  # fmt: skip
    return columns, st.session_state["label"] if texts else None
