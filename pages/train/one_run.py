"""One run: where it stands, what it learned, and what can be done with it now."""

import time

import streamlit as st

from core import jobs
from core.datasets import locations
from core.errors import EarshotError
from core.training.about import about
from core.training.checkpoint import Checkpoint
from core.training.recipe import Recipe
from core.training.run import Run, Status
from pages.shared.sounds import plain
from pages.shared.visitor import may_change
from pages.train.beside import show_beside
from pages.train.curves import show_curves
from pages.train.fold_outs import show_fold_outs
from pages.train.judged import judged_now, show_figures, show_judging
from pages.train.words import (
    LEAK_NOTE,
    LEAKING,
    STATES,
    leaks,
    progress_share,
    progress_words,
)


def show_run(results: Run | Checkpoint, beside: list[str]) -> None:
    """The whole panel of a run, or of a shipped checkpoint as an example; others `beside` it."""
    recipe = results.recipe
    status = results.status() if isinstance(results, Run) else None
    _head(results, recipe, status)
    own = isinstance(results, Run) and may_change(results)
    if isinstance(results, Run) and status:
        _standing(results, status)
        if own:
            _buttons(results, status)
    show_curves(results, recipe, status, alone=not beside)
    if beside:
        show_beside([results.name, *beside])
    if not (status and status.live):
        show_figures(results)
    if own and isinstance(results, Run) and status and not status.live:
        show_judging(results)
    show_fold_outs(results, recipe, status)


def _head(results: Run | Checkpoint, recipe: Recipe, status: Status | None) -> None:
    icon, colour, word = STATES[status.state if status else "shipped"]
    description = about(results)
    st.subheader(plain(description.title) or recipe.title)
    with st.container(horizontal=True, gap="small"):
        st.badge(word, icon=icon, color=colour)  # type: ignore[arg-type]
        st.badge(recipe.data.dataset, icon=":material/library_music:", color="gray")
        if locations.made_here(recipe.data.dataset):
            st.badge("synthetic", icon=":material/smart_toy:", color="gray")
        if leaks(recipe.data.split):
            st.badge(LEAKING, icon=":material/warning:", color="red")
        for tag in description.tags:
            st.badge(plain(tag), icon=":material/sell:", color="gray")
    if description.note:
        st.text(description.note)
    st.caption(
        f"{recipe.title}. " * bool(description.title)
        + f"Split {recipe.data.split}, seed {recipe.seed}. `{results.name}`"
    )
    if leaks(recipe.data.split):
        st.warning(LEAK_NOTE, icon=":material/warning:")
    if not status:
        st.caption(
            "An example to begin with: how the network of this name, which comes with Earshot, was "
            "trained. Start a training above, and it takes this place."
        )


def _standing(run: Run, status: Status) -> None:
    """Progress, or why there is none."""
    if status.state == "queued":
        names = [waiting.name for waiting in jobs.waiting()]
        place = names.index(run.name) + 1 if run.name in names else 1
        st.progress(0.0, text=f"Waiting: number {place} in the queue. One run trains at a time.")
    elif status.state == "running":
        st.progress(progress_share(status), text=progress_words(status, time.time()))
        st.caption(status.message[:1].upper() + status.message[1:] + ".")
    elif status.state in ("failed", "lost"):
        st.error(status.message or "It failed, and its log tells where.", icon=":material/error:")
    elif status.state == "pruned":
        st.caption(
            f"Given up by its search: {status.message}. Resumed, it goes on as any other run."
        )
    elif status.state == "stopped":
        st.caption(
            f"Stopped after epoch {status.epoch} of {status.n_epochs}. The best weights so far are "
            "kept; resumed, it goes on exactly as if it had not been stopped."
            if status.epoch
            else "Stopped before its first epoch was over."
        )


def _buttons(run: Run, status: Status) -> None:
    """Stop what is live, resume what was cut short."""
    try:
        if status.live:
            stopping = run.stop_asked()
            label = "Stopping …" if stopping else "Stop"
            if st.button(label, icon=":material/stop:", disabled=stopping, key="train-stop"):
                jobs.stop(run)
                st.rerun()
        elif (
            status.state != "finished"
            and not judged_now(run)
            and st.button("Resume", icon=":material/resume:", key="train-resume")
        ):
            jobs.resume(run)
            st.rerun()
    except EarshotError as error:
        st.error(str(error))
