"""Our figures over seeds beside Table 1 of Zheng, Xing and Huang."""

import streamlit as st

from core.evaluation import published_results, published_table
from core.figures.comparison import spread_figure
from pages.shared.charts import show

SPLITS = """Each dot is a network trained and tested on its own draw of the split; the diamond is
the mean of the draws with its 95 % interval; **×** is what Zheng, Xing and Huang report for the
same system on the test side of one random split. In the **random** split, songs of one
artist may lie on both sides; in the **artist** split, no artist of the test was heard in training.
What is lost between the two is what a network knew of voices and recordings rather than of
genres."""


def beside_paper() -> None:
    """A figure and a table; nothing where the figures are not there."""
    rows = published_results()
    if not rows:
        return
    st.subheader("Beside the paper")
    st.markdown(SPLITS)
    show(spread_figure([row.spread() for row in rows]), key="paper", name="earshot-table-1")
    st.dataframe(published_table(rows), hide_index=True, width="stretch")
