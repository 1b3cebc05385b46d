"""Of a network that tells quantities: what it said against what is true."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.figures.outputs import errors_figure, truth_figure
from core.training.run import Results
from pages.compare.one_song import one_song
from pages.compare.together import show_compared
from pages.shared import address
from pages.shared.charts import show

COLUMNS = {
    "r2": ("R²", "How much of its variance is told: 1 is all, 0 is always saying the mean."),
    "mae": ("Mean error", "Mean distance from the truth, in its own unit."),
    "rmse": ("RMS error", "Root of the mean square of the errors."),
    "bias": ("Bias", "Mean of what was said less what is true."),
    "correlation": ("Correlation", "Of what was said with what is true."),
    "half_width": ("± for 9 in 10", "Nine validation answers in ten lay this near to the truth."),
    "known": ("Known", "Items of which it is known."),
}


def show_view(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """One quantity against its truth; then all in a table."""
    names = list(report["per_output"])
    st.subheader("Said against true")
    address.keep("quantity", names[0], address.one_of(names), name="the quantity")
    st.selectbox("Quantity", names, key="quantity", label_visibility="collapsed")
    name = str(st.session_state["quantity"])
    st.caption(f"On the dotted line lies what it got right. Each point is one of the "
               f"{report['items']}; hover for its name.")  # fmt: skip
    known = judged[judged[f"y_{name}"].notna()]
    figure = truth_figure(known[f"y_{name}"], known[f"p_{name}"], known.track_id, name=name)
    show(figure, key="truth", name=f"{result.name}-{name}")
    table = pd.DataFrame(report["per_output"]).T.rename_axis("quantity").reset_index()
    shown = [column for column in COLUMNS if column in table]
    columns = {
        column: st.column_config.NumberColumn(COLUMNS[column][0], help=COLUMNS[column][1],
                                              format="%.3g")
        for column in shown
    }  # fmt: skip
    st.dataframe(table[["quantity", *shown]], hide_index=True, width="stretch",
                 column_config=columns)  # fmt: skip


def show_honesty(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """How its errors are spread."""
    st.subheader("By how much it errs")
    name = st.session_state["quantity"]
    known = judged[judged[f"y_{name}"].notna()]
    figure = errors_figure(known[f"p_{name}"] - known[f"y_{name}"], name=name)
    show(figure, key="errors", name=f"{result.name}-errors")


def show_together(chosen: Sequence[Results]) -> None:
    """Quantities by several networks, and one song through all of them."""
    names = [result.name for result in chosen]
    show_compared(chosen, lambda: one_song(names))
