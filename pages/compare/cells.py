"""A cell of a confusion matrix, chosen by a click or by name, and its songs, listed and heard.

The choice lies in the session and in the address.
"""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from core.analysis.mistakes import in_per_cent
from core.figures.confusion import Cell, cell_title
from core.training.run import Results
from pages.compare.songs import play_song, song_titles
from pages.shared import address, loaders
from pages.shared.sounds import plain
from pages.shared.words import counted

MOST_LISTED = 60
LIST_HEIGHT = 190  # px; a longer list scrolls, so that the player below it stays in sight
FEW = 3  # songs that need no such frame


def keep_cell(key: str, classes: Sequence[str], usual: Cell, *, instead: str) -> Cell:
    """The chosen cell, which the address names under `key`; `usual`, called `instead`, at first."""
    cells = {f"{label}~{answer}": (label, answer) for label in classes for answer in classes}
    address.keep(key, None, address.one_of(cells), name="the cell", way=f"{instead} is shown.")
    return cells.get(st.session_state[key], usual)


def choosing(key: str) -> Callable[[Cell], None]:
    """What a click on a matrix does: its cell is chosen, and its first song will play."""

    def choose(cell: Cell) -> None:
        st.session_state[key] = "~".join(cell)
        st.session_state[f"{key}-clicked"] = True

    return choose


def pick_cell(key: str, classes: Sequence[str], cell: Cell) -> None:
    """Choose the cell by name too: by keyboard, by touch, and where it holds nothing to see."""
    names = {"label": "Labelled as", "answer": "The network said"}
    with st.container(horizontal=True):
        for (part, name), value in zip(names.items(), cell, strict=True):
            st.session_state[f"{key}-{part}"] = value
            st.selectbox(name, classes, key=f"{key}-{part}", on_change=_named, args=(key,))


def _named(key: str) -> None:
    st.session_state[key] = (
        f"{st.session_state[f'{key}-label']}~{st.session_state[f'{key}-answer']}"
    )


def list_songs(
    songs: pd.DataFrame,
    dataset: str,
    *,
    key: str,
    items: str,
    playing: bool,
    networks: Sequence[str] = (),
) -> None:
    """Songs (``track_id``, and in ``note`` what is said of each), and the chosen one heard.

    `key` is what the address calls the chosen one. It plays at once where `playing`, or where it is
    chosen from the list. Above it stands what `networks` get of it, which takes some room.
    """
    if songs.empty:
        return
    songs = songs.head(MOST_LISTED)
    ids = list(songs.track_id)
    titles = song_titles(dataset, ids)
    address.keep(key, ids[0], address.one_of(ids), name="the song",
                 way="It is not among those of this cell.")  # fmt: skip
    with st.container(height=LIST_HEIGHT if len(ids) > FEW else "content", border=len(ids) > FEW):
        st.radio(items.capitalize(), ids, key=key, captions=[plain(note) for note in songs.note],
                 format_func=lambda track_id: plain(titles[track_id]),
                 label_visibility="collapsed", on_change=_chosen, args=(key,))  # fmt: skip
    playing = st.session_state.pop(f"{key}-chosen", False) or playing
    play_song(dataset, st.session_state[key], key=f"{key}-heard", networks=networks,
              playing=playing)  # fmt: skip


def list_cell(
    result: Results, cell: Cell, *, key: str, by: str = "", networks: Sequence[str] = ()
) -> None:
    """The songs of a cell of `result`'s confusion matrix, and a menu for another cell.

    `key` and `networks` are those of `list_songs`; `by` says whose cell it is, where that is not
    plain.
    """
    report, judged = result.report() or {}, loaders.predictions(result.name)
    pick_cell("cell", list(report["per_output"]), cell)
    if judged is None:
        return
    label, answer = cell
    songs = judged[(judged.label == label) & (judged.predicted == answer)]
    n, items = int((judged.label == label).sum()), report["items"]
    st.markdown(f"**{cell_title(cell)}**{by}: {len(songs)} of {counted(n, items)}")
    notes = [f"{in_per_cent(share)} sure of {answer}" for share in songs[f"p_{answer}"]]
    list_songs(songs.assign(note=notes), report["dataset"], key=key, items=items,
               playing=was_clicked("cell"), networks=networks)  # fmt: skip


def _chosen(key: str) -> None:
    st.session_state[f"{key}-chosen"] = True


def was_clicked(cell: str) -> bool:
    """Whether this run comes of a click on a matrix, after which its first song plays."""
    return st.session_state.pop(f"{cell}-clicked", False)


def commonest_mistake(confusion: NDArray[np.integer], classes: Sequence[str]) -> Cell:
    """The largest cell beside the diagonal."""
    counts = np.array(confusion)
    np.fill_diagonal(counts, -1)
    label, answer = divmod(int(counts.argmax()), len(classes))
    return classes[label], classes[answer]
