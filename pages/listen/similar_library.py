"""The library of one's own: filling it from a folder or a dataset, and how far that has come."""

from pathlib import Path

import streamlit as st

from core.errors import EarshotError
from core.library import Building, building, start, stop
from core.library.words import ended_in_words
from pages.listen.loaders import library_of
from pages.shared import sources
from pages.shared.sounds import plain
from pages.shared.visitor import at_this_computer

POLL_SECONDS = 1.0
STATES = {
    "looking": ("looking through the files", ":material/search:", "blue"),
    "describing": ("listening", ":material/hearing:", "blue"),
    "finished": ("finished", ":material/check:", "green"),
    "stopped": ("stopped", ":material/stop:", "orange"),
    "failed": ("failed", ":material/error:", "red"),
    "lost": ("lost", ":material/help:", "red"),
}
ONLY_HERE = (
    "All visitors of this server search one library. Whoever runs it adds to it: "
    "`python -m core library add FOLDER`."
)


def show_library() -> None:
    """Filling the library, watched while it goes on."""
    st.subheader("Your library")
    st.caption(
        "Each song is heard once and kept by what it is like. Run it again at any time: what is "
        "known is not heard again, and files that moved, changed or vanished are noticed."
    )
    now = building()
    live = bool(now and now.live)
    if not live:
        _choose(now.source if now and Path(now.source).is_dir() else "")
    st.fragment(run_every=POLL_SECONDS if live else None)(_watch)(live)
    _list_left_out()


def _choose(last: str) -> None:
    """A folder, at first the one that was added `last`, or a dataset; and what adds them."""
    if not at_this_computer():
        st.caption(ONLY_HERE)
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        folder = st.text_input("A folder of this computer", last, placeholder="/home/me/Music")
        if st.button("Add folder", icon=":material/create_new_folder:", disabled=not folder):
            _start(str(Path(folder).expanduser()))
        dataset = st.selectbox(
            "The songs of a dataset", sources.with_songs(), index=None, placeholder="Choose one",
            key="similar-dataset",
        )  # fmt: skip
        if st.button("Add dataset", icon=":material/library_add:", disabled=not dataset):
            _start(dataset or "")


def _start(source: str) -> None:
    if not (Path(source).is_dir() or source in sources.available()):
        st.error(f"There is no folder {plain(source)}. Give its whole path, as /home/me/Music.")
        return
    try:
        start(source)
    except (EarshotError, OSError) as error:
        st.error(plain(str(error)))
    else:
        st.rerun()


def _watch(live: bool) -> None:
    """How far adding is, or how the last one ended."""
    now = building()
    if now is None:
        return
    word, icon, colour = STATES[now.state]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(word, icon=icon, color=colour)  # type: ignore[arg-type]
        st.caption(f"`{now.source}`" if now.live else plain(ended_in_words(now)))
    if now.message:
        st.error(plain(now.message))
    if now.live:
        _show_progress(now)
    elif live:
        st.rerun()  # nothing goes on any more: stop asking


def _show_progress(now: Building) -> None:
    what = "files looked through" if now.state == "looking" else "songs heard"
    share = now.n_done / now.n_songs if now.n_songs else 0.0
    st.progress(min(1.0, share), f"{now.n_done:,} of {now.n_songs:,} {what}")
    if st.button("Stop", icon=":material/stop:", help="What was heard stays."):
        stop()


def _list_left_out() -> None:
    """Files that could not be heard, with the reason, and songs whose file is gone."""
    library = library_of("mine")
    bad, gone = library.entries("error != ''"), library.entries("missing")
    if not bad and not gone:
        return
    title = f"{len(bad)} that cannot be compared, {len(gone)} that are gone"
    with st.expander(title, icon=":material/report:"):
        rows = [{"file": each.path, "why": each.error} for each in bad]
        rows += [{"file": each.path, "why": "The file is gone."} for each in gone]
        st.dataframe(rows, hide_index=True, width="stretch")
