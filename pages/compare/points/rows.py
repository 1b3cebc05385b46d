"""Where the points of the page PCA come from: a network's songs, or a table of one's own."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from core.analysis.rows import Source, source_names, source_of
from core.analysis.songs import SongPoints
from core.jobs.maps import rows_computation
from core.recreation.clouds import VERSION_OF
from core.training.run import Results
from pages.compare.points import loaders
from pages.compare.points.waiting import offer
from pages.compare.songs import song_titles
from pages.shared.loaders import version_of

SLOW = (
    "They are computed from the sounds, once: some seconds to some minutes. You may leave the page."
)
OTHERS = "What these songs have is one click away:"
NONE = "Choose another network under *Songs and axes*."


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
        offer_others(results, missing)
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


def offer_others(results: Results, missing: str) -> None:
    """What is missing, and a button to each kind of rows that this network's songs do have."""
    others = [source_of(name) for name in source_names()]
    having = [source.title for source in others if not source.missing(results)]
    st.info(f"{missing} {OTHERS if having else NONE}", icon=":material/library_music:")
    with st.container(horizontal=True):
        for title in having:
            st.button(title, key=f"of-{title}", icon=":material/scatter_plot:",
                      on_click=st.session_state.update, args=({"of": title},))  # fmt: skip
