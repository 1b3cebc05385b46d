"""Where songs lie before and after they were recreated."""

import streamlit as st

from core.figures.recreation import moved_clouds
from core.recreation.clouds import Clouds, clouds
from core.recreation.judging import NOISE, ORIGINAL, VERSIONS
from core.recreation.published import read_songs
from pages.create.judged import NONE, SHORT, TITLES
from pages.shared import address
from pages.shared.charts import show

PAPER_GENRES = ("blues", "classical", "metal", "pop")
AFTER = [version for version in VERSIONS if version not in (ORIGINAL, NOISE)]
MEANS = (
    "Songs that were kept aside, by 26 averages (loudness, brightness, timbre), on components that "
    "were fitted to the songs as they are. An arrow leads from the middle of a genre's songs to "
    "that of their recreations; how far is told in multiples of the songs' own spread, over all "
    "components."
)


def show_moved(genre: str) -> None:
    """Four genres before and after on two components, and how far each moved."""
    songs = read_songs()
    if songs.empty:
        st.info(NONE, icon=":material/info:")
        return
    st.segmented_control(
        "After",
        AFTER,
        key=address.keep("after", "lstm", address.one_of(AFTER), name="the version"),
        format_func=TITLES.__getitem__,
        required=True,
    )
    version: str = st.session_state["after"]
    there = [each for each in PAPER_GENRES if each in set(songs.genre)]
    genres = list(dict.fromkeys([*there, *({genre} & set(songs.genre))]))
    found = clouds(songs, genres, version)
    st.subheader(in_words(found, genres, version))
    parts = {(g, SHORT[v]): ((found.songs.genre == g) & (found.songs.version == v)).to_numpy()
             for g in genres for v in (ORIGINAL, version)}  # fmt: skip
    points = {key: found.coordinates[rows] for key, rows in parts.items()}
    titles = {key: list(found.songs.track_id[rows]) for key, rows in parts.items()}
    figure = moved_clouds(points, titles, found.pca.share, (SHORT[ORIGINAL], SHORT[version]))
    show(figure, key="recreate-moved", name="recreate-moved")
    st.caption(MEANS)


def in_words(found: Clouds, genres: list[str], version: str) -> str:
    """How far each genre moves, the farthest first."""
    far = {genre: found.moved(genre, version) for genre in genres}
    order = sorted(far, key=far.__getitem__, reverse=True)
    return "How far the middle moves: " + ", ".join(f"{g} {far[g]:.1f}" for g in order)
