"""Every recipe that tells genres, in one table: on the same songs, and what it costs."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.evaluation.every_recipe import recipes_table
from core.evaluation.measured import Measured

FIGURE = 140  # px of one with its interval, which a column finds out from its first rows alone
LEARNED = st.column_config.TextColumn(
    help="Over all songs of the split, those that it learned included: no measure of new ones."
)
LEAKING = st.column_config.TextColumn(
    help="Slices of one song on both sides of the split: no measure of anything but the leak."
)
SAME_SONGS = """Accuracy on new songs of GTZAN. Of two more columns, the first gives
accuracy on **other music**, the second how often speech and **sounds that are no music** are called
a genre, which should be seldom. † stands on a network that others trained, and that has heard
GTZAN's artists."""
COLUMNS = {
    "recipe": st.column_config.TextColumn(pinned=True),
    "nearest protocol": st.column_config.TextColumn(
        help="Ours on the split that is nearest to the paper's, counted as the paper counts."
    ),
    "artist": st.column_config.TextColumn(width=FIGURE),
    "fault-filtered": st.column_config.TextColumn(width=FIGURE),
    "leaky-slices": LEAKING,
    "outside": st.column_config.TextColumn(
        "other music", width=FIGURE,
        help="Accuracy on 541 songs of some fifty other sources, none of them learned.",
    ),
    "nonmusic": st.column_config.TextColumn(
        "no music", width=FIGURE,
        help="The share of 96 sounds that is called a genre, and not left unsure.",
    ),
    "its own split, learned songs too": LEARNED,
}  # fmt: skip


def every_recipe(rows: Sequence[Measured]) -> None:
    """Every recipe on the same splits, on other music, on what is none, and what it costs."""
    st.subheader("Every recipe on the same songs")
    st.markdown(SAME_SONGS)
    table = pd.DataFrame(recipes_table(rows))
    st.dataframe(table, hide_index=True, width="stretch", height="content",
                 column_config=COLUMNS)  # fmt: skip
    st.download_button("Recipes (CSV)", table.to_csv(index=False), "earshot-recipes.csv",
                       "text/csv", icon=":material/download:")  # fmt: skip
