"""The song whose point was clicked or that was chosen by name, and how it is marked.

Plotly marks a clicked point by itself and keeps the reader's zoom. A figure with a ring of the
page's own is another figure, which Streamlit draws anew; so there is one only where Plotly's mark
is not: for a song chosen by name or by the address, and where the figure has changed since.
"""

from collections.abc import Hashable, Sequence

import streamlit as st

from pages.shared import address

CHART = "pca-map"
_CLICKED, _PLAY = "pca-clicked", "pca-play"


def keep_song(ids: Sequence[str]) -> str | None:
    """The chosen song, which the address names."""
    address.keep("song", None, address.one_of(ids), name="the song",
                 way="It is not among the songs shown.")  # fmt: skip
    return st.session_state["song"]


def ringed(song: str | None, shown: Hashable) -> str | None:
    """The song that needs a ring in a figure of what is `shown`."""
    by_plotly = st.session_state.get(_CLICKED) == (song, shown) and CHART in st.session_state
    return None if by_plotly else song


def store_click(ring: str | None, shown: Hashable) -> None:
    """What a click on the figure does, which had a `ring` or not."""
    under = [point.get("customdata") for point in st.session_state[CHART].selection.points]
    clicked = next((c[0] if isinstance(c, list) else c for c in under if c), None)
    st.session_state[_CLICKED] = None
    if clicked is not None:
        st.session_state["song"], st.session_state[_PLAY] = clicked, True
        if ring is None:
            st.session_state[_CLICKED] = (clicked, shown)


def name_song(titles: dict[str, str], placeholder: str) -> bool:
    """Choose a song by name; whether the chosen one is to play at once."""
    st.selectbox("Song", list(titles), index=None, key="song", format_func=titles.__getitem__,
                 placeholder=placeholder, label_visibility="collapsed",
                 on_change=_play)  # fmt: skip
    return st.session_state.pop(_PLAY, False)


def _play() -> None:
    st.session_state[_PLAY] = True
