"""Search: the best values of a recipe's keys, found by the machine on the validation side."""

import streamlit as st

from core.errors import EarshotError
from core.jobs import Search
from pages.train.search_form import choose
from pages.train.search_result import show_pictures, show_trials, show_winner
from pages.train.series import pick, show_standing

POLL_SECONDS = 3.0


def main() -> None:
    """The page."""
    st.title("Search")
    st.caption(
        "Let the machine look for the best values: each trial is a training, and what the first "
        "ones tell guides the next. It goes on without this page."
    )
    with st.container(border=True):
        started = choose()
    if found := pick(Search, started):
        show(found)


def show(search: Search) -> None:
    """All of one search; what its study tells is drawn anew while it is at work."""
    watching = bool(search.workers())

    def watch() -> None:
        try:
            ended = sum(trial.state.is_finished() for trial in search.trials())
            show_standing(search, ended, search.n_trials, each="trials")
            show_winner(search)
            show_pictures(search)
            show_trials(search)
        except EarshotError as error:
            st.error(str(error))
        if watching and not search.workers():
            st.rerun()

    st.fragment(run_every=POLL_SECONDS if watching else None)(watch)()


main()
