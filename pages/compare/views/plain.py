"""Of a network whose task has no view of its own: what its report says of each output."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.training.run import Results
from pages.compare.one_song import one_song
from pages.compare.together import show_compared

FIRST = 10  # of the items, so many are listed


def show_view(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """Every figure of each output."""
    st.subheader("Each output")
    table = pd.DataFrame(report["per_output"]).T.rename_axis("output").reset_index()
    st.dataframe(table, hide_index=True, width="stretch")


def show_honesty(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """What it said of the first items, beside what is true."""
    st.subheader("What it said")
    st.dataframe(judged.head(FIRST), hide_index=True, width="stretch")


def show_together(chosen: Sequence[Results]) -> None:
    """Outputs by several networks, and one song through all of them."""
    names = [result.name for result in chosen]
    show_compared(chosen, lambda: one_song(names))
