"""How far several songs are judged, and the table of what was said of them."""

from typing import TYPE_CHECKING

import streamlit as st

from core.several import SongPrediction, as_csv, surprises_first, table
from core.training.checkpoint import Checkpoint
from pages.listen.several_songs import Songs
from pages.listen.tables import columns_of
from pages.shared.sounds import plain

if TYPE_CHECKING:
    import pandas as pd

MOST_TOLD = 3  # files that could not be read, beneath the table; the rest are counted

TITLE = {"title": st.column_config.TextColumn("Song", pinned=True, width="medium")}
ABOUT = {
    "seconds": st.column_config.NumberColumn("Length (s)", format="%.1f"),
    "note": st.column_config.TextColumn("Note", width="large"),
}


def show_progress(
    songs: Songs, known: list[SongPrediction | None], what: tuple[str, str], going: bool
) -> None:
    """How far it is, and the button that stops it or lets it go on."""
    n, n_done = len(songs.songs), sum(each is not None for each in known)
    st.caption(songs.about)
    if n_done == n:
        return
    first = songs.songs[known.index(None)].title
    # The button stands on the left: on the right, the table's own tools would cover it.
    with st.container(horizontal=True, vertical_alignment="center"):
        if going:
            st.button("Stop", icon=":material/stop:", on_click=_stop, args=(what,))
        else:
            st.button("Go on", icon=":material/play_arrow:", on_click=_stop, args=(None,))
        words = f"{n_done} of {n} judged." + (f" Now {plain(first)} …" if going else " Stopped.")
        st.progress(n_done / n, words)


def _stop(what: tuple[str, str] | None) -> None:
    st.session_state["several-stopped"] = what


def show_table(songs: Songs, known: list[SongPrediction | None], network: str, going: bool) -> None:
    """The rows, in the order they came while they are judged, the most telling first after that."""
    checkpoint = Checkpoint.load(network)
    task = checkpoint.recipe.task
    rows = table(songs.songs, known, task, checkpoint.names, checkpoint.calibration)
    rows = rows if going else surprises_first(rows)
    view = columns_of(task.kind)
    columns = TITLE | view.configured(rows) | ABOUT
    picked = st.dataframe(
        view.shown(rows)[list(columns)],
        hide_index=True,
        column_config=columns,
        key=f"several-table-{going}",
        on_select="rerun",
        selection_mode="single-row",
        placeholder="",
        alt="What the network says of each song",
    )["selection"]["rows"]
    if picked:
        st.session_state["several-song"] = rows.id.iloc[picked[0]]
    if told := unread(rows):
        st.warning(told, icon=":material/error:")
    st.download_button(
        "Table (CSV)",
        lambda: as_csv(rows),
        "songs.csv",
        "text/csv",
        on_click="ignore",
        icon=":material/download:",
    )


def unread(rows: "pd.DataFrame") -> str:
    """Which songs of a table could not be read, and why; nothing where all could.

    On a phone their reasons stand far to the right of the table's edge.
    """
    lost = rows[rows.seconds.isna() & (rows.note != "")]
    told = [f"{plain(row.title)}: {plain(row.note)}" for row in lost[:MOST_TOLD].itertuples()]
    if len(lost) > MOST_TOLD:
        told.append(f"{len(lost) - MOST_TOLD} more could not be read: their notes say why.")
    return "\n\n".join(told)
