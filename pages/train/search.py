"""Search: the best values of a recipe's keys, found by the machine on the validation side."""

import streamlit as st

from core.errors import EarshotError
from core.jobs import Search
from pages.shared import address
from pages.train.search_form import choose
from pages.train.search_result import show_pictures, show_trials, show_winner
from pages.train.series import show_standing

POLL_SECONDS = 3.0
WAY = "A search is here once it was started, on this page or by `python -m core search`."


def main() -> None:
    """The page."""
    st.title("Search")
    st.caption(
        "Let the machine look for the best values: each trial is a training, and what the first "
        "ones tell guides the next. It goes on without this page."
    )
    with st.container(border=True):
        if started := choose():
            st.session_state["search"] = started.name
    names = Search.names()
    if not names:
        st.caption("No search yet. What you start above appears here, and so does what "
                   "`python -m core search` starts.")  # fmt: skip
        return
    address.keep("search", names[0], address.one_of(names), name="the search", way=WAY, named=True)
    show(Search.load(st.selectbox("Search", names, key="search", label_visibility="collapsed")))


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
