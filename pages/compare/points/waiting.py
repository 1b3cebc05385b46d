"""A computation in the background, as a page shows it: how far it is, and how to stop it."""

from collections.abc import Callable

import streamlit as st

from core.jobs.computing import Computation


def offer(make: Callable[[], Computation], label: str, about: str, *, key: str) -> None:
    """A button that begins it where nobody did, a bar where it runs, and why where it ended badly.

    The page runs again as soon as it is through.
    """
    work = make()
    told = work.progress()
    if told and told.state == "running":
        _bar(work, label, key)
        return
    if told and told.state in ("failed", "lost"):
        st.error(told.message, icon=":material/error:")
    if told and told.state == "stopped":
        st.caption("Stopped. What was done is kept.")
    st.caption(about)
    if st.button(label, key=f"{key}-start", icon=":material/play_arrow:"):
        work.start()
        st.rerun()


def begun(work: Computation, label: str, *, key: str) -> bool:
    """Begin what takes seconds without being asked; whether it is through."""
    told = work.progress()
    if told is None:
        work.start()
    elif told.state in ("failed", "lost"):
        st.error(told.message, icon=":material/error:")
        if st.button("Try again", key=f"{key}-again"):
            work.start()
            st.rerun()
        return False
    elif told.state != "running":
        return True
    _bar(work, label, key)
    return False


def _bar(work: Computation, label: str, key: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Stop", key=f"{key}-stop", icon=":material/stop:"):
            work.stop()
        _moving(work, label)


@st.fragment(run_every=1.0)
def _moving(work: Computation, label: str) -> None:
    told = work.progress()
    if told is None or told.state != "running":
        st.rerun()
        return
    st.progress(told.share, text=f"{label}: {100 * told.share:.0f} %")
