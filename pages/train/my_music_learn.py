"""A network for one's own classes: how it is taught, how far it is, and the way to listen."""

import time

import streamlit as st

from core.datasets.checking import Checked
from core.datasets.owned import called
from core.errors import EarshotError
from core.training.about import update_about
from core.training.recipe import Recipe
from core.training.run import Run
from core.training.starting import from_nothing, with_new_head
from pages.shared.loaders import seen_runs
from pages.train.form import start_run
from pages.train.judged import show_figures
from pages.train.words import STATES, progress_share, progress_words

SOURCE = "earshot-genre"
SPLIT = "grouped"
POLL_SECONDS = 1.0
MOST_TITLE = 80  # characters
WAYS = {
    "head": ("A new head on earshot-genre", with_new_head),
    "anew": ("From nothing", from_nothing),
}
ABOUT = {
    "head": "What `earshot-genre` hears stays; only how that is told apart is learned. Best for "
    "few songs.",
    "anew": "The same layers, and everything is learned from your songs. Better for hundreds.",
}
SIDES = (
    "Of your songs 60 % train, 20 % choose among epochs and tell how well it does, 20 % are kept "
    "for a last test. No song lies on two sides, nor an artist, where files name enough of them."
)


def show_learning(name: str, checked: Checked) -> None:
    """The choice and its button, and below them the run that was started last."""
    st.subheader("Teach a network")
    way = st.segmented_control("How", list(WAYS), format_func=lambda key: WAYS[key][0],
                               default="head", required=True, key="my-music-way")  # fmt: skip
    st.caption(f"{ABOUT[way]} {SIDES}")
    if st.button("Teach it", icon=":material/school:", disabled=not checked.trainable):
        _teach(name, way)
    if not checked.trainable:
        st.caption("First mend what stands in the way.")
    run = last_run(name)
    if run:
        st.fragment(run_every=POLL_SECONDS if run.status().live else None)(_watch)(run)


def _teach(name: str, way: str) -> None:
    """Start a training, under a title that lists know it by."""
    if start_run(recipe_for(name, way)):
        title = f"{called(name)}: {WAYS[way][0].lower()}"
        update_about(Run.load(st.session_state["run"]), title=title[:MOST_TITLE])


def recipe_for(name: str, way: str) -> Recipe:
    """The recipe of a training on the collection `name`."""
    letters = (c if c.isascii() and c.isalnum() else "-" for c in called(name).lower())
    slug = "-".join(filter(None, "".join(letters).split("-"))) or "my-music"
    return WAYS[way][1](SOURCE, name=f"{slug}-{way}", dataset=name, split=SPLIT)


def last_run(name: str) -> Run | None:
    """The newest run that learned from the collection."""
    for run in seen_runs():
        try:
            if run.recipe.data.dataset == name:
                return run
        except EarshotError:
            continue
    return None


def _watch(run: Run) -> None:
    status = run.status()
    icon, colour, word = STATES[status.state]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(word, icon=icon, color=colour)  # type: ignore[arg-type]
        st.caption(run.recipe.title)
    if status.state == "queued":
        st.progress(0.0, "Waiting for its turn: one network is taught at a time.")
    elif status.live:
        st.progress(progress_share(status), progress_words(status, time.time()))
    elif status.state == "finished":
        _show_way(run)
    elif status.message:
        st.error(status.message)
    st.page_link("pages/train/train.py", label="Curves, log and everything else: Train",
                 icon=":material/model_training:", query_params={"run": run.name})  # fmt: skip
    if status.live:
        st.session_state["my-music-live"] = run.name
    elif st.session_state.pop("my-music-live", "") == run.name:
        st.rerun()  # it is over: stop asking


def _show_way(run: Run) -> None:
    st.page_link("pages/listen/listen.py", label="**Listen through it**",
                 icon=":material/hearing:", query_params={"checkpoint": run.name})  # fmt: skip
    show_figures(run)
