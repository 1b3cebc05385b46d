"""One trained network: how well it does, where it fails, and the songs it got wrong."""

import json

import numpy as np
import pandas as pd
import streamlit as st

from core.figures.comparison import reliability_figure
from core.figures.confusion import Unit, confusion_matrix, spoken
from core.figures.learning_curves import accuracy_curves, loss_curves
from core.metrics import reliability
from core.training.run import Results
from pages.compare import cells
from pages.shared import address, loaders
from pages.shared.charts import show
from pages.shared.matrix import show_matrix
from pages.shared.reports import headline, pick_result, tell_seeds

UNITS = ["counts", "per cent"]
MEASURES = {
    "f1": ("F1", "The harmonic mean of precision and recall."),
    "precision": ("Precision", "How many of those that it put in this class belong there."),
    "recall": ("Recall", "How many of those in this class it found."),
}


def main() -> None:
    """The page."""
    st.title("One network, judged")
    result = pick_result("run")
    report = result.report()
    judged = loaders.predictions(result.name)
    if report is None or judged is None:
        st.info("This run has not been judged yet. It is when its training ends.")
        return
    headline(report)
    tell_seeds(result.name, report)
    st.subheader("Confusion matrix")
    st.caption(f"A row holds the {report['items']} with one label, a column those with one answer "
               "of the network: what it gets right lies on the diagonal. Click a cell, and its "
               f"{report['items']} are listed.")  # fmt: skip
    confusion(result, report, judged)
    details(result, report, judged)


def confusion(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """The matrix, and beside it the songs of the chosen cell."""
    classes, counts = report["classes"], np.array(report["confusion"])
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
        notes = [f"{100 * share:.0f} % sure of {answer}" for share in songs[f"p_{answer}"]]
        cells.list_songs(songs.assign(note=notes), report["dataset"], key="song", items=items,
                         playing=cells.was_clicked("cell"))  # fmt: skip


def details(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """Each genre, how it learned, how honest it is, and the files to take away."""
    st.subheader("Each class")
    table = pd.DataFrame(report["per_class"]).T.rename_axis("class").reset_index()
    table = table[["class", *MEASURES, "support"]]
    table[list(MEASURES)] *= 100
    columns = {
        name: st.column_config.ProgressColumn(title, format="%.0f %%", min_value=0, max_value=100,
                                              help=told)
        for name, (title, told) in MEASURES.items()
    }  # fmt: skip
    columns["support"] = st.column_config.NumberColumn(report["items"].capitalize(), format="%d")
    st.dataframe(table, hide_index=True, width="stretch", column_config=columns)
    left, right = st.columns(2)
    with left:
        st.subheader("How it learned")
        history = result.history()
        show(accuracy_curves(history, n_epochs=len(history), n_classes=len(report["classes"])),
             key="accuracy", name=f"{result.name}-accuracy")  # fmt: skip
        show(loss_curves(history, n_epochs=len(history)), key="loss", name=f"{result.name}-loss")
    with right:
        st.subheader("Is it as sure as it should be?")
        shares = judged[[f"p_{name}" for name in report["classes"]]].to_numpy()
        labels = [report["classes"].index(label) for label in judged.label]
        st.caption("On the dotted line it is right as often as it should be: in 70 % of those that "
                   "it is 70 % sure of.")  # fmt: skip
        bins = reliability(labels, shares / shares.sum(axis=1, keepdims=True), 10)
        show(reliability_figure(bins, items=report["items"]), key="reliability",
             name=f"{result.name}-reliability")  # fmt: skip
    left, right = st.columns(2)
    left.download_button("Report (JSON)", json.dumps(report, indent=1), f"{result.name}.json",
                         "application/json", icon=":material/download:")  # fmt: skip
    right.download_button("Predictions (CSV)", lambda: judged.to_csv(index=False).encode(),
                          f"{result.name}.csv", "text/csv", icon=":material/download:")  # fmt: skip
    card = result.path / "card.md"
    if card.exists():
        with st.expander("Model card: data, protocol, limits"):
            st.markdown(card.read_text())


main()
