"""Songs that a line was drawn around, as a list to hear."""

import numpy as np
import streamlit as st

from core.analysis.songs import SongPoints
from pages.compare.points.picked_point import choose_song, let_go

MOST_LISTED = 500
LIST = "pca-list"


def list_songs(points: SongPoints, titles: dict[str, str], inside: np.ndarray, items: str) -> None:
    """Those inside: how many of each genre, and a list of which each row plays."""
    table = points.table[inside]
    counts = table.label.value_counts()
    counted = ", ".join(f"{name} {n}" for name, n in counts.items())
    st.markdown(f"**{len(table):,} {items} within the line**" + (f": {counted}" if counted else ""))
    st.button("Let go of them", on_click=let_go, icon=":material/close:")
    if table.empty:
        return
    named = table.assign(song=[titles[each] for each in table.track_id])[["song", "label"]]
    ids = list(table.track_id)

    def play() -> None:
        rows = st.session_state[LIST].selection.rows
        if rows:
            choose_song(ids[rows[0]])

    st.dataframe(named.head(MOST_LISTED).rename(columns={"label": "genre"}), hide_index=True,
                 height=280, key=LIST, on_select=play, selection_mode="single-row",
                 width="stretch")  # fmt: skip
    st.caption("Tick one to hear or see it.")
    st.download_button(f"These {items} (CSV)",
                       lambda: table.assign(song=named.song).to_csv(index=False).encode(),
                       f"earshot-{items}.csv", "text/csv",
                       icon=":material/download:")  # fmt: skip
