"""Train a network: choose, start and watch. What runs goes on without the page."""

import streamlit as st

from core.errors import EarshotError
from core.training.run import Run, run_names
from pages.shared import loaders as shared_loaders
from pages.shared.visitor import may_change, may_train, remember_owner
from pages.train.beside import choose_beside
from pages.train.form import choose, start_run
from pages.train.manage import show_end, show_words
from pages.train.one_run import show_run
from pages.train.run_list import busy, choose_run, choose_tags, show_list

POLL_SECONDS = 1.0

st.title("Train a network")
st.caption(
    "Choose what it learns from and how, and watch it learn. Each training runs on its own: close "
    "this page, come back, and it will have gone on."
)

with st.container(border=True):
    recipe = choose()
    open_to_train = may_train()
    with st.container(horizontal=True):
        start = st.button("Start training", icon=":material/play_arrow:",
                          disabled=not (recipe and open_to_train))  # fmt: skip
        if start and recipe:
            start_run(recipe)
        if recipe:
            st.download_button(
                "Recipe (TOML)", recipe.to_toml(), f"{recipe.name}.toml", "application/toml",
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip

if "train-show" in st.session_state:  # a row of the list was clicked
    st.session_state["run"] = st.session_state.pop("train-show")
name = choose_run()
with st.container(horizontal=True, vertical_alignment="bottom"):
    beside = choose_beside(name)
    if name in run_names() and may_change(Run.load(name)):
        show_words(Run.load(name))
        show_end(Run.load(name))
tags = choose_tags()
watching = busy(shared_loaders.seen_runs())


@st.fragment(run_every=POLL_SECONDS if watching else None)
def watch() -> None:
    """The shown run and the list, drawn anew from their folders while anything is going on."""
    try:
        show_run(shared_loaders.results(name), beside)
    except EarshotError as error:
        st.error(str(error))
    show_list(tags)
    if watching and not busy(shared_loaders.seen_runs()):
        st.rerun()  # nothing goes on any more: stop asking


watch()
remember_owner()
