"""What this lesson learns from the shipped baseline: once for all visitors, and bounded."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from core.lessons.honest_numbers.leakage import (
    CLASSIFIERS,
    Evaluation,
    Neighbours,
    Split,
    evaluate_all,
    first_slices,
    neighbours,
    split_table,
)
from core.lessons.honest_numbers.slices import MOST_SLICES, read_slices
from pages.shared import loaders

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, eq=False)
class Judged:
    """Slices, a split of each kind, and what a classifier makes of them."""

    table: "pd.DataFrame"
    splits: dict[str, Split]
    by_split: dict[str, Evaluation]


def judged(n_slices: int, draw: int, classifier: str) -> Judged:
    """At most `n_slices` of each song, judged: once for all visitors, who change nothing of it."""
    return _judged(n_slices, draw, classifier, loaders.version_of(loaders.BASELINE))


def nearest(draw: int, split: str) -> Neighbours:
    """Of each test slice of a split, with all slices, what lies nearest; once for all visitors."""
    return _nearest(draw, split, loaders.version_of(loaders.BASELINE))


@st.cache_resource(ttl=3600, max_entries=64, show_spinner="Learning three times …")
def _judged(n_slices: int, draw: int, classifier: str, files: str) -> Judged:
    table = first_slices(read_slices(loaders.results(loaders.BASELINE)), n_slices)
    splits = split_table(table, draw)
    return Judged(table, splits, evaluate_all(table, splits, classifier))


@st.cache_resource(ttl=3600, max_entries=16, show_spinner="Looking for the nearest …")
def _nearest(draw: int, split: str, files: str) -> Neighbours:
    found = _judged(MOST_SLICES, draw, CLASSIFIERS[0], files)
    return neighbours(found.table, found.splits[split])
