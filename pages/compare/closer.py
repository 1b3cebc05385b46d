"""Closer looks at networks that tell one class: figures, honesty, songs missed, agreement."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.evaluation import summary
from core.evaluation.answers import ClassAnswers, agreement, missed_by_all
from core.evaluation.predictions import truths_and_answers
from core.figures.comparison import reliability_figure
from core.figures.pairs import agreement_matrix
from core.metrics import expected_calibration_error, reliability
from pages.compare.cells import list_songs
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.matrix import show_matrix
from pages.shared.reports import seeds_of
from pages.shared.sounds import plain

PER_CENT = st.column_config.NumberColumn(format="%.1f %%")
COLUMNS = {
    "right": PER_CENT,
    "mean over seeds": st.column_config.TextColumn(
        help="What the recipe reaches on average, trained from several random seeds, with the 95 % "
        "interval of that mean. One network alone may have been lucky."
    ),
    "macro F1": PER_CENT,
    "among first two": PER_CENT,
    "judged on": st.column_config.NumberColumn(help="So many songs (or pictures)."),
}
BINS = 5  # a test side of some fifty songs fills no more


def all_figures(reports: Mapping[str, dict[str, Any]], called: Mapping[str, str]) -> None:
    """A row per network."""
    seeds = {name: seeds_of(name, report) for name, report in reports.items()}
    table = summary(reports, seeds).replace({"network": called})
    st.dataframe(table, hide_index=True, width="stretch", column_config=COLUMNS)


def calibration(reports: Mapping[str, dict[str, Any]], called: Mapping[str, str]) -> None:
    """How often each is right, by how sure it is, and how far the two lie apart on average."""
    bins, errors, items = {}, {}, next(iter(reports.values()))["items"]
    for name in reports:
        truths, shares = truths_and_answers(loaders.predictions(name))
        shares = shares / shares.sum(axis=1, keepdims=True)
        labels = truths.argmax(axis=1)
        errors[name] = 100 * expected_calibration_error(labels, shares)
        bins[f"{called[name]} ({errors[name]:.0f} points off)"] = reliability(labels, shares, BINS)
    best = min(errors, key=errors.__getitem__)
    st.markdown(f"**{plain(called[best])}** is the most honest: what it is sure of and what it "
                f"gets right lie {errors[best]:.0f} percentage points apart on average. On the "
                "dotted line they are the same; below it, a network is too sure.")  # fmt: skip
    show(reliability_figure(bins, items=items), key="calibration",
         name="earshot-calibration")  # fmt: skip


def missed(answers: ClassAnswers, items: str, order: Sequence[str]) -> None:
    """The songs on which none was right, to be listened to."""
    table = missed_by_all(answers)
    comparable = answers.predicted.notna().sum(axis=1) > 1
    if not comparable.any():
        st.markdown(f"No two of these networks were judged on one of the same {items}.")
        return
    st.markdown(f"Of {comparable.sum()} {items} that two or more were judged on, none is right "
                f"on **{len(table)}**. Listen: would you be?")  # fmt: skip
    if table.empty:
        return
    dataset = table.dataset.iloc[0]
    table = table[table.dataset == dataset]
    notes = [f"labelled {row.label}; {row.n_predicted} of {row.n_judged} say {row.predicted}"
             for row in table.itertuples()]  # fmt: skip
    list_songs(table.assign(note=notes), dataset, key="missed", items=items, playing=False,
               networks=order)  # fmt: skip


def agree(answers: ClassAnswers, order: Sequence[str], called: Mapping[str, str]) -> None:
    """Cohen's kappa of every two."""
    kappa, n_common = agreement(answers)
    places = [answers.names.index(name) for name in order]
    names = [called[name] for name in order]
    st.caption("Cohen's κ: 1 where two always say the same, right or wrong; 0 where they do so no "
               "more often than chance would have it. Networks that err alike gain little from "
               "being asked together.")  # fmt: skip
    matrix = agreement_matrix(names, kappa[places][:, places], n_common[places][:, places])
    show_matrix(matrix, key="agreement", name="Agreement of every two networks")
