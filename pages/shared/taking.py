"""Where a visitor drops a file that a page then looks at, again and again."""

from collections.abc import Callable
from pathlib import PurePath

import streamlit as st

from core.errors import EarshotError
from pages.shared.sounds import plain
from pages.shared.uploads import read_upload

TITLE_LENGTH = 80  # characters of a file's name


def take_upload(
    label: str,
    hold: Callable[[bytes, str], str],
    *,
    key: str,
    what: str,
    most_bytes: int,
    help: str | None = None,
) -> None:
    """Offer a place for any file; ``session_state[key]`` names what was dropped last.

    Where it cannot be read, the page says why until something else is chosen, and keeps what it
    had.

    Parameters
    ----------
    label, help : str
        Of the widget.
    hold : callable
        Takes the bytes and the title of a file, keeps what is in it, and gives its name.
    key : str
    what : str
        What stays where a file is refused: "piece".
    most_bytes : int
    """
    turn = st.session_state.get(f"{key}-turn", 0)
    upload = st.file_uploader(
        label, help=help, key=f"{key}-upload-{turn}", max_upload_size=most_bytes // 2**20
    )
    if upload is not None:
        try:
            title = PurePath(upload.name).name[:TITLE_LENGTH]
            st.session_state[key] = hold(read_upload(upload), title)
            st.session_state.pop(f"{key}-refused", None)
        except EarshotError as error:
            told, name = plain(str(error)), plain(upload.name[:TITLE_LENGTH])
            named = told if told.startswith(name) else f"{name}: {told}"
            st.session_state[f"{key}-refused"] = f"{named} The {what} before stays."
        st.session_state[f"{key}-turn"] = turn + 1  # the widget is empty again
        st.rerun()
    if refused := st.session_state.get(f"{key}-refused"):
        st.warning(refused, icon=":material/error:")


def release(key: str) -> None:
    """Look at none of the visitor's own any more, and forget what was refused."""
    st.session_state[key] = None
    st.session_state.pop(f"{key}-refused", None)
