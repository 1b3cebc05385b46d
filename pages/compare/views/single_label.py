"""Of a network that tells one class: its confusion matrix, the songs of a cell, its honesty."""

import numpy as np
import pandas as pd
import streamlit as st

from core.analysis.mistakes import in_per_cent
from core.evaluation.predictions import truths_and_answers
from core.figures.comparison import reliability_figure
from core.figures.confusion import Unit, confusion_matrix, spoken
from core.metrics import reliability
from core.training.run import Results
from pages.compare import cells
from pages.compare.classes_together import show_together
from pages.shared import address
from pages.shared.charts import show
from pages.shared.matrix import show_matrix

__all__ = ["show_honesty", "show_together", "show_view"]

UNITS = ["counts", "per cent"]
MEASURES = {
    "f1": ("F1", "The harmonic mean of precision and recall."),
    "precision": ("Precision", "How many of those that it put in this class belong there."),
    "recall": ("Recall", "How many of those in this class it found."),
}


def show_view(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """The matrix with the songs of a cell, then each class."""
    st.subheader("Confusion matrix")
    st.caption(f"A row holds the {report['items']} with one label, a column those with one answer "
               "of the network: what it gets right lies on the diagonal. Click a cell, and its "
               f"{report['items']} are listed.")  # fmt: skip
    confusion(result, report, judged)
    each_class(report)


def confusion(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """The matrix, and beside it the songs of the chosen cell."""
    classes, counts = list(report["per_output"]), np.array(report["confusion"])
    usual = cells.commonest_mistake(counts, classes)
    left, right = st.columns([3, 2])
    with left:
        address.keep("unit", UNITS[0], address.one_of(UNITS), name="the unit")
        chosen = st.segmented_control("Unit", UNITS, default=UNITS[0], required=True, key="unit",
                                      label_visibility="collapsed")  # fmt: skip
        unit: Unit = "per cent" if chosen == "per cent" else "counts"
        cell = cells.keep_cell("cell", classes, usual, instead="The commonest mistake")
        show_matrix(confusion_matrix(counts, classes, unit=unit, items=report["items"]),
                    key="confusion", name=f"What {result.name} said", chosen=cell,
                    on_choose=cells.choosing("cell"))  # fmt: skip
    with right:
        cells.pick_cell("cell", classes, cell)
        label, answer = cell
        songs = judged[(judged.label == label) & (judged.predicted == answer)]
        n, items = int((judged.label == label).sum()), report["items"]
        st.markdown(f"**{spoken(cell)}**: {len(songs)} of "
                    f"{cells.counted(n, items)}")  # fmt: skip
        notes = [f"{in_per_cent(share)} sure of {answer}" for share in songs[f"p_{answer}"]]
        cells.list_songs(songs.assign(note=notes), report["dataset"], key="song", items=items,
                         playing=cells.was_clicked("cell"), networks=[result.name])  # fmt: skip


def each_class(report: dict) -> None:
    """Precision, recall and F1 of each class."""
    st.subheader("Each class")
    table = pd.DataFrame(report["per_output"]).T.rename_axis("class").reset_index()
    table = table[["class", *MEASURES, "support"]]
    table[list(MEASURES)] *= 100
    columns = {
        name: st.column_config.ProgressColumn(title, format="%.0f %%", min_value=0, max_value=100,
                                              help=told)
        for name, (title, told) in MEASURES.items()
    }  # fmt: skip
    columns["support"] = st.column_config.NumberColumn(report["items"].capitalize(), format="%d")
    st.dataframe(table, hide_index=True, width="stretch", column_config=columns)


def show_honesty(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """Whether it is right as often as it is sure."""
    st.subheader("Is it as sure as it should be?")
    truths, shares = truths_and_answers(judged)
    st.caption("On the dotted line it is right as often as it should be: in 70 % of those that "
               "it is 70 % sure of.")  # fmt: skip
    bins = reliability(truths.argmax(axis=1), shares / shares.sum(axis=1, keepdims=True), 10)
    show(reliability_figure({"this network": bins}, items=report["items"]), key="reliability",
         name=f"{result.name}-reliability")  # fmt: skip
