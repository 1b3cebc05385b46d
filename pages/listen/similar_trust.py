"""How far to trust what lies near: how often it is of the same genre, or by the same artist."""

import streamlit as st

from core.analysis.precision import K, precision_table, read_precision
from core.library import Library

COLUMNS = {
    "compared by": st.column_config.TextColumn(pinned=True),
    "same genre": st.column_config.NumberColumn(
        format="%.0f %%", help=f"Of the {K} nearest songs, mean over songs and seeds."
    ),
    "by chance": st.column_config.NumberColumn(format="%.0f %%"),
    "same artist": st.column_config.NumberColumn(
        format="%.0f %%", help="Of songs by artists who have others to be found."
    ),
    "artist by chance": st.column_config.NumberColumn(format="%.0f %%"),
}


def show_trust(library: Library) -> None:
    """Same genre and same artist among the nearest five, of what was measured."""
    rows = read_precision()
    if not rows:
        return
    with st.expander("How far to trust this", icon=":material/straighten:"):
        st.markdown(
            f"Songs of GTZAN that a network never learned, and the {K} nearest of those that it "
            "did learn: how many are of the same genre, and how many by the same artist. Where the "
            "split parts artists, nobody can be found again, and genre is harder."
        )
        st.dataframe(precision_table(rows), hide_index=True, width="stretch", column_config=COLUMNS)
        st.caption(f"This library is compared by **{library.network}**.")
