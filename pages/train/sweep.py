"""Sweep: every combination of some values, over seeds; what is best, and how sure that is."""

import streamlit as st

from core.jobs import Sweep
from pages.train.series import pick, show_standing
from pages.train.sweep_cell import keep_cell, show_cell
from pages.train.sweep_form import choose
from pages.train.sweep_result import show_curves, show_means

POLL_SECONDS = 2.0


def main() -> None:
    """The page."""
    st.title("Sweep")
    st.caption(
        "Train every combination of some values, each with several seeds, and see which is best "
        "and how sure that is. It goes on without this page."
    )
    with st.container(border=True):
        started = choose()
    if found := pick(Sweep, started):
        show(found)


def show(sweep: Sweep) -> None:
    """All of one sweep; what its folders tell is drawn anew while it is at work."""
    watching, cell = bool(sweep.workers()), keep_cell(sweep)
    again = st.fragment(run_every=POLL_SECONDS if watching else None)

    def means() -> None:
        show_standing(sweep, sweep.ended(), len(sweep.recipes), each="runs")
        show_means(sweep)
        over = watching and not sweep.workers()
        if over or st.session_state["cell"] != cell:  # a cell was clicked
            st.rerun()

    again(means)()
    show_cell(sweep)
    again(show_curves)(sweep)


main()
