"""One cell of a sweep: which one is chosen, what it is called, and its runs."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.figures.sweep import named
from core.jobs import Sweep
from pages.shared import address
from pages.train.series import link_runs


def keep_cell(sweep: Sweep) -> int | None:
    """The chosen cell, which the address names."""
    places = range(len(sweep.cells))
    address.keep("cell", None, address.one_of(places), name="the cell")
    return st.session_state["cell"]


def show_cell(sweep: Sweep) -> None:
    """The runs of a cell, chosen by a click or by name."""
    keys, found = list(sweep.settings), sweep.cells
    chosen = st.selectbox(
        "Runs of", range(len(found)), index=None, key="cell", label_visibility="collapsed",
        format_func=lambda place: called(found[place].settings, keys),
        placeholder="Click a cell, or choose one here, to see its runs",
    )  # fmt: skip
    if chosen is not None:
        runs = sweep.runs(found[chosen])
        link_runs(runs)
        if not runs:
            st.caption("None of them has begun.")


def called(settings: Mapping[str, Any], keys: Sequence[str]) -> str:
    """``"epochs 20, batch_size 16"``."""
    return ", ".join(f"{key.rpartition('.')[2]} {named(settings[key])}" for key in keys)
