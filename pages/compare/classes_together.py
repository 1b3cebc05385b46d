"""Networks that tell one class, together: who is best, and each closer look when it is opened."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from core.errors import RunError
from core.evaluation.answers import answers_of, pairs, standings
from core.evaluation.best import best_in_words
from core.figures.networks import standings_figure
from core.training.about import titles
from core.training.run import Results
from pages.compare.closer import agree, all_figures, calibration, missed
from pages.compare.costs import costs
from pages.compare.each_class import each_class, shared_classes
from pages.compare.one_song import draw_shares, one_song
from pages.compare.pairs import two_of_them
from pages.compare.sections import Section, show_sections
from pages.compare.seeds import order_by_seed
from pages.compare.together import measure_of
from pages.shared import loaders
from pages.shared.charts import show
from pages.shared.sounds import plain


def show_together(chosen: Sequence[Results]) -> None:
    """Who is best and whether by more than chance; below it what a reader may want to know."""
    called = titles(chosen)
    reports = {result.name: result.report() or {} for result in chosen}
    items, measure = next(iter(reports.values()))["items"], measure_of(chosen)
    answers = answers_of({result.name: _judged(result) for result in chosen})
    table, against = standings(answers), pairs(answers)
    renamed = [each.replace(called) for each in (table, against)]
    st.markdown(f"**{plain(best_in_words(*renamed, items=items))}**")
    show(standings_figure(renamed[0], measure), key="standings", name="earshot-networks")
    st.caption(how_found(reports, len(against)))
    order = list(table.network)
    ranked = {name: reports[name] for name in order}
    named = {called[name]: report for name, report in ranked.items()}
    results = {result.name: result for result in chosen}
    show_sections([
        Section("table", "All figures in a table", lambda: all_figures(ranked, called)),
        Section("pairs", "Is a difference more than chance?",
                lambda: two_of_them([results[name] for name in order], against, called)),
        Section("seeds", "Would another seed change the order?", lambda: order_by_seed(chosen)),
        Section("cost", "What does accuracy cost?", lambda: costs(table, called, measure)),
        Section("sure", "Are they as sure as they should be?", lambda: calibration(ranked, called)),
        Section("classes", "How well is each class recognised?",
                lambda: each_class(named, shared_classes(named))),
        Section("missed", f"Which {items} does every network get wrong?",
                lambda: missed(answers, items, order)),
        Section("agreement", "Do they say the same?", lambda: agree(answers, order, called)),
        Section("song", "One song through all of them", lambda: one_song(order, draw_shares)),
    ])  # fmt: skip


def how_found(reports: Mapping[str, dict[str, Any]], n_pairs: int) -> str:
    """Where intervals and p-values come from, and what is unlike among the networks."""
    items = next(iter(reports.values()))["items"]
    caption = f"Whiskers: 95 % intervals, bootstrapped over {items}."
    if n_pairs:
        together = f", corrected by Holm's method for {n_pairs} pairs" if n_pairs > 1 else ""
        caption += f" The lead is judged by McNemar's test{together}."
    if len({report["side"] for report in reports.values()}) > 1:
        caption += (" Some were judged on the validation side, by which their weights were chosen, "
                    "so their figures flatter.")  # fmt: skip
    return caption


def _judged(result: Results) -> pd.DataFrame:
    table = loaders.predictions(result.name)
    if table is None:
        raise RunError(f"{result.name} has a report and no predictions. Judge it again with "
                       f"`python -m core evaluate {result.name}`.")  # fmt: skip
    return table.assign(dataset=result.recipe.data.dataset)
