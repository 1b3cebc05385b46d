"""Of a network that tells tags: how well it ranks each, and how it does at its thresholds."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from core.evaluation.predictions import truths_and_answers
from core.figures.outputs import intervals_figure, together_figure
from core.training.run import Results
from pages.compare.one_song import draw_shares, one_song
from pages.compare.together import show_compared
from pages.shared.charts import show

COLUMNS = {
    "auroc": ("AUROC", "How often an item with the tag ranks above one without."),
    "ap": ("Average precision", "Mean precision at the rank of each item that has it."),
    "precision": ("Precision", "Of those that it gave the tag: how many have it."),
    "recall": ("Recall", "Of those that have the tag: how many it found."),
    "f1": ("F1", "The harmonic mean of precision and recall."),
    "threshold": ("Threshold", "From which probability on it gives the tag."),
    "support": ("Have it", "Items that have the tag, of those known."),
    "known": ("Known", "Items of which somebody said whether they have it."),
}


def show_view(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """Each tag with its interval, the table, and which tags it gives together."""
    st.subheader("Each tag")
    st.caption("AUROC: how often an item with the tag ranks above one without it. At the dotted "
               "line it only guesses; whiskers are 95 % intervals.")  # fmt: skip
    tags = pd.DataFrame(report["per_output"]).T.rename_axis("tag").reset_index()
    figure = intervals_figure(tags.tag, tags.auroc, (tags.auroc_low, tags.auroc_high),
                              title="AUROC", chance=0.5)  # fmt: skip
    show(figure, key="tags", name=f"{result.name}-tags")
    columns = {
        name: st.column_config.NumberColumn(title, help=help_text,
                                            format="%d" if name in ("support", "known") else "%.2f")
        for name, (title, help_text) in COLUMNS.items()
    }  # fmt: skip
    st.dataframe(tags[["tag", *COLUMNS]], hide_index=True, width="stretch", column_config=columns)


def show_honesty(result: Results, report: dict, judged: pd.DataFrame) -> None:
    """Which tags it gives together."""
    st.subheader("Tags that it gives together")
    st.caption(f"How many of the {report['n']} {report['items']} it gives both tags.")
    names = list(report["per_output"])
    n_given = (truths_and_answers(judged)[1] >= [report["per_output"][name]["threshold"]
                                                 for name in names]).sum(axis=0)  # fmt: skip
    figure = together_figure(names, report["together"])
    show(figure, key="together", name=f"{result.name}-together")
    st.caption(" · ".join(f"{name}: {n}" for name, n in zip(names, n_given, strict=True)))


def show_together(chosen: Sequence[Results]) -> None:
    """Tags by several networks, and one song through all of them."""
    names = [result.name for result in chosen]
    show_compared(chosen, lambda: one_song(names, draw_shares))
