"""What sweeps and searches share on their pages: how far one has come, stopping it, going on."""

import time
from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from core.errors import EarshotError
from core.jobs import Series
from core.training.run import Run
from pages.shared import address
from pages.shared.reports import as_figure
from pages.shared.visitor import at_this_computer
from pages.train.words import progress_share, progress_words

S = TypeVar("S", bound=Series)


def choose_state(series: Series, n_ended: int, n: int) -> str:
    """What it is doing: a word for a badge."""
    if series.workers():
        return "stopping" if series.stop_asked() else "at work"
    return "finished" if n_ended >= n else "stopped"


LOOKS = {
    "at work": (":material/play_arrow:", "blue"),
    "stopping": (":material/stop:", "orange"),
    "finished": (":material/check:", "green"),
    "stopped": (":material/stop:", "orange"),
}


def pick(kind: type[S], started: S | None) -> S | None:
    """One of all sweeps, or searches: that just `started`, or chosen; the address names it.

    None, and a line that says so, where there is none yet.
    """
    word = kind.kind
    if started:
        st.session_state[word] = started.name
    names = kind.names()
    if not names:
        st.caption(f"No {word} yet. What you start above appears here, and so does what "
                   f"`python -m core {word}` starts.")  # fmt: skip
        return None
    way = f"A {word} is here once it was started, on this page or by `python -m core {word}`."
    address.keep(word, names[0], address.one_of(names), name=f"the {word}", way=way, named=True)
    chosen = st.selectbox(word.capitalize(), names, key=word, label_visibility="collapsed")
    return kind.load(chosen)


def show_standing(series: Series, n_ended: int, n: int, *, each: str) -> None:
    """How many runs (`each`: "runs") have ended, what is trained now, and what can be done."""
    state, here = choose_state(series, n_ended, n), at_this_computer()
    icon, colour = LOOKS[state]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(state, icon=icon, color=colour)  # type: ignore[arg-type]
        st.caption(f"{n_ended} of {n} {each}. `{series.name}`")
    if fault := series.fault():
        st.error(fault)
    if state in ("at work", "stopping"):
        st.progress(min(1.0, n_ended / n), text=f"{n_ended} of {n} {each} are done")
        for worker in series.workers():
            _show_current(worker.run())
        if st.button(
            "Stop", icon=":material/stop:", key="series-stop",
            disabled=state == "stopping" or not here, help="After the current batch; what there is "
            "stays.",
        ):  # fmt: skip
            series.stop()
            st.rerun()
    elif state == "stopped" and st.button(
        "Go on", icon=":material/resume:", key="series-go-on", disabled=not here,
        help="Where it was.",
    ):  # fmt: skip
        series.begin()
        st.rerun()


def _show_current(run: Run | None) -> None:
    """One line for the run that is trained now."""
    if run is None:
        st.caption("Getting ready …")
        return
    status = run.status()
    words = "Waiting for its turn: one run trains at a time."
    if status.state != "queued":
        words = f"{progress_words(status, time.time())} ({progress_share(status):.0%})"
    st.caption(f"Now `{run.name}`. {words}")


def link_runs(runs: Sequence[Run]) -> None:
    """The way to each of some runs."""
    for run in runs:
        try:
            report = run.report()
        except EarshotError as error:
            st.error(str(error))
            continue
        figure = run.recipe.task.headline
        had = as_figure(report["headline"]["value"], figure.percent) if report else "–"
        st.page_link(
            "pages/train/train.py",
            label=f"{had} · {run.status().state} · {run.name}",
            icon=":material/model_training:",
            query_params={"run": run.name},
        )
