"""How far to trust what lies near: how often it is of the same genre, or by the same artist."""

import pandas as pd
import streamlit as st

from core.analysis.precision import K, read_precision
from core.library import Library

SPLIT = "artist"  # on whose test side nobody sings who sings on the train side
FIGURES = ["same_genre", "genre_chance", "same_artist", "artist_chance"]
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
    rows = pd.DataFrame([vars(row) for row in read_precision()])
    if rows.empty:
        return
    with st.expander("How far to trust this", icon=":material/straighten:"):
        st.markdown(
            f"Songs of GTZAN that a network never learned, and the {K} nearest of those that it "
            "did learn: how many are of the same genre, and how many by the same artist. Where the "
            "split parts artists, nobody can be found again, and genre is harder."
        )
        table = rows.groupby(["split", "of"], as_index=False)[FIGURES].mean()
        table[FIGURES] *= 100
        table = table.sort_values(["split", "same_genre"], ascending=[True, False])
        names = {
            "of": "compared by", "same_genre": "same genre", "genre_chance": "by chance",
            "same_artist": "same artist", "artist_chance": "artist by chance",
        }  # fmt: skip
        st.dataframe(
            table.rename(columns=names)[["compared by", "split", *list(names.values())[1:]]],
            hide_index=True, width="stretch", column_config=COLUMNS,
        )  # fmt: skip
        st.caption(f"This library is compared by **{library.network}**.")
