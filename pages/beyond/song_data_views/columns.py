"""What each column of a table says to a network."""

import numpy as np
import streamlit as st

from core.analysis.columns import grid_of
from core.figures.columns import dependence_figure, importance_figure
from core.tables import descriptor
from pages.beyond.song_data_views import loaders
from pages.beyond.song_data_views.songs import Songs
from pages.shared import address
from pages.shared.charts import show

MOST_ROWS = 300  # that are asked about, drawn by chance from more
N_CLASSES = 3  # shown at first: those that a column moves most
BY_LABEL = "Accuracy lost (points)"
BY_ANSWER = "Answers changed (points)"


def show_columns(songs: Songs) -> None:
    """Which columns matter, then what the network makes of one of them."""
    columns = songs.numbers.columns
    titles = [descriptor(name).title for name in columns]
    known = np.flatnonzero(songs.truths >= 0)
    by_label = len(known) > 0
    st.subheader("Which columns it goes by")
    rows = _rows(songs, known if by_label else None)
    truths = songs.truths[rows] if by_label else songs.answers[rows].argmax(axis=1)
    found = loaders.importance(
        songs.checkpoint, songs.numbers.values[rows], columns, truths, f"{songs.key} {by_label}"
    )
    st.caption(
        "One column at a time is shuffled, so that each song gets another song's value: how many "
        + ("fewer songs are then right." if by_label else "songs are then called otherwise.")
        + " Columns that tell the same stand in for one another."
    )
    show(importance_figure(titles, found.drops, title=BY_LABEL if by_label else BY_ANSWER),
         key="song-data-importance", name="earshot-columns")  # fmt: skip
    st.subheader("What it makes of one")
    first = columns[int(found.mean.argmax())]
    address.keep("column", first, address.one_of(columns), name="the column")
    column = st.selectbox("Column", columns, key="column",
                          format_func=lambda name: descriptor(name).title)  # fmt: skip
    _dependence(songs, column)


def _dependence(songs: Songs, column: str) -> None:
    """The mean answer if every song had each value of a column."""
    names, place = songs.checkpoint.names, songs.numbers.columns.index(column)
    grid = grid_of(songs.numbers.values[:, place])
    if len(grid) < 2:
        st.caption("All songs have the same value there, or none.")
        return
    values = songs.numbers.values[_rows(songs)]
    answers = loaders.mean_answers(
        songs.checkpoint, values, songs.numbers.columns, column, grid, songs.key
    )
    moved = np.argsort(-np.ptp(answers, axis=0))[:N_CLASSES]
    shown = st.pills("Genres", names, selection_mode="multi", default=[names[i] for i in moved],
                     key=f"dependence-{songs.checkpoint.name}-{column}")  # fmt: skip
    known = descriptor(column)
    title = f"{known.title} ({known.unit})" if known.unit else known.title
    show(dependence_figure(grid, answers, names, shown, title=title),
         key="song-data-dependence", name="earshot-column")  # fmt: skip
    st.caption(
        "All songs are given each value in turn, everything else as it is, and the network's "
        "answers are averaged. Some of these songs could not exist: the line tells what the "
        "network does, not what music is like."
    )


def _rows(songs: Songs, among: np.ndarray | None = None) -> np.ndarray:
    """Which rows are asked about."""
    rows = np.arange(len(songs.titles)) if among is None else among
    if len(rows) <= MOST_ROWS:
        return rows
    return np.sort(np.random.default_rng(0).choice(rows, MOST_ROWS, replace=False))
