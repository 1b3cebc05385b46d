"""One trained network: how well it does, where it fails, and the songs it got wrong."""

import json
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core.figures.comparison import reliability_figure
from core.figures.confusion import Unit, confusion_figure
from core.figures.learning_curves import accuracy_curves, loss_curves
from core.metrics import reliability
from core.training.run import Results
from pages.shared import address, loaders
from pages.shared.charts import show
from pages.shared.reports import headline, pick_result
from pages.shared.songs import hear_song

UNITS = ["counts", "per cent"]
MOST_LISTED = 60
MEASURES = {
    "f1": ("F1", "The harmonic mean of precision and recall."),
    "precision": ("Precision", "Of those said to be of this class: how many are."),
    "recall": ("Recall", "Of those of this class: how many were found."),
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
    items = report["items"]
    st.subheader("Which is taken for which")
    st.caption(f"Click a cell to meet its {items}.")
    address.keep("unit", UNITS[0], address.one_of(UNITS), name="the unit")
    chosen = st.segmented_control("Unit", UNITS, default=UNITS[0], required=True, key="unit",
                                  label_visibility="collapsed")  # fmt: skip
    unit: Unit = "per cent" if chosen == "per cent" else "counts"
    figure = confusion_figure(np.array(report["confusion"]), report["classes"], unit=unit,
                              items=items)  # fmt: skip
    picked = show(figure, key=f"confusion-{result.name}-{unit}",
                  name=f"{result.name}-confusion", on_select="rerun")  # fmt: skip
    cell_songs(report, judged, picked)
    details(result, report, judged)


def cell_songs(report: dict, judged: pd.DataFrame, picked: Any) -> None:
    """The songs of the clicked cell (or the one that the address names), and one of them heard."""
    points = [p["customdata"] for p in picked.selection.points if "customdata" in p]
    cells = [f"{true}~{said}" for true in report["classes"] for said in report["classes"]]
    address.keep("cell", None, address.one_of(cells), name="the cell",
                 way="The commonest mistake is shown.")  # fmt: skip
    if points:
        st.session_state["cell"] = "~".join(points[0])
    true, _, said = (st.session_state["cell"] or worst(report)).partition("~")
    songs = judged[(judged.label == true) & (judged.predicted == said)]
    what = f"{true}, rightly named" if true == said else f"{true} taken for {said}"
    items = report["items"]
    st.markdown(f"**{what}**: {len(songs)} {items.removesuffix('s') if len(songs) == 1 else items}")
    if songs.empty:
        return
    songs = songs.head(MOST_LISTED)
    chance = dict(zip(songs.track_id, songs[f"p_{said}"], strict=True))
    address.keep("song", None, address.one_of(chance), name="the song",
                 way="It is not among those of this cell.")  # fmt: skip
    first = str(st.session_state["song"] or next(iter(chance)))
    song = st.pills(items.capitalize(), list(chance),
                    format_func=lambda i: f"{i} · {100 * chance[i]:.0f} %",
                    default=first, required=True, key=f"song-{true}-{said}",
                    label_visibility="collapsed")  # fmt: skip
    song = song or first
    if song != first:
        st.session_state["song"] = song
    st.caption(f"In per cent: how sure the network was of {said}.")
    hear_song(report["dataset"], song, key="run-song", playing=False)


def worst(report: dict) -> str:
    """The commonest mistake, as ``"true~said"``."""
    counts = np.array(report["confusion"])
    np.fill_diagonal(counts, 0)
    true, said = np.unravel_index(counts.argmax(), counts.shape)
    return f"{report['classes'][true]}~{report['classes'][said]}"


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
        bins = reliability(labels, shares / shares.sum(axis=1, keepdims=True), 10)
        show(reliability_figure(bins), key="reliability", name=f"{result.name}-reliability")
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
