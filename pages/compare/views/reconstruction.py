"""Of a network that puts its input out again: how much of each row comes out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import streamlit as st

from core.evaluation.predictions import truths_and_answers
from core.figures.outputs import rows_figure
from core.training.run import Results
from pages.compare.one_song import one_song
from pages.compare.together import show_compared
from pages.shared.charts import show

WORST = 10  # of the items, so many are listed


def show_view(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """The share of each row's variance that comes out again."""
    st.subheader("Each row")
    st.caption("How much of a row's variance comes out again: 100 % is all of it, 0 % what always "
               "putting out the mean would give.")  # fmt: skip
    rows = {name: scores["explained"] for name, scores in report["per_output"].items()}
    show(rows_figure(rows), key="rows", name=f"{result.name}-rows")


def show_honesty(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """The items of which least comes out."""
    st.subheader("What comes out worst")
    power, residual = truths_and_answers(judged)
    share = 1 - residual.sum(axis=1) / np.maximum(power.sum(axis=1), 1e-12)
    table = pd.DataFrame({report["items"]: judged.track_id, "comes out": 100 * share})
    st.dataframe(table.sort_values("comes out").head(WORST), hide_index=True, width="stretch",
                 column_config={"comes out": st.column_config.NumberColumn(format="%.0f %%")}
                 )  # fmt: skip


def show_together(chosen: Sequence[Results]) -> None:
    """Sequences through several networks, and one song through all of them."""
    names = [result.name for result in chosen]
    show_compared(chosen, lambda: one_song(names))
