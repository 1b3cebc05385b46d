"""The song whose point was clicked, and those that a line was drawn around; how they are marked.

Plotly marks a clicked point by itself and keeps the reader's zoom. A figure with a ring of the
page's own is another figure, which Streamlit draws anew; so there is one only where Plotly's mark
is not: for a song chosen by name or by the address, and where the figure has changed since. A line
is always the page's own: another one can then be drawn right across it, while Plotly's would be
moved instead.
"""

from collections.abc import Hashable, Sequence

import streamlit as st

from core.analysis.regions import simplified
from pages.shared import address
from pages.shared.address import NotHereError

CHART = "pca-map"
SONG, AROUND = "song", "around"
MOST_CORNERS = 32  # of a line in the address
DIGITS, BETWEEN, FARTHEST = 3, "_", 1e9
_CLICKED, _PLAY, _SHOWN = "pca-clicked", "pca-play", "pca-shown"


def keep_song(ids: Sequence[str]) -> str | None:
    """The chosen song, which the address names."""
    address.keep(SONG, None, address.one_of(ids), name="the song",
                 way="It is not among the songs shown.")  # fmt: skip
    return st.session_state[SONG]


def keep_around(shown: Hashable) -> list[tuple[float, float]]:
    """The corners of the line that was drawn, which the address holds; none on another map."""
    if st.session_state.get(_SHOWN, shown) != shown:
        st.session_state[AROUND] = None
    st.session_state[_SHOWN] = shown
    address.keep(AROUND, None, _read_corners, name="the line around songs")
    return _corners(st.session_state[AROUND] or "")


def ringed(song: str | None, shown: Hashable) -> str | None:
    """The song that needs a ring in a figure of what is `shown`."""
    by_plotly = st.session_state.get(_CLICKED) == (song, shown) and CHART in st.session_state
    return None if by_plotly else song


def store_choice(marked: bool, shown: Hashable) -> None:
    """What a click on the figure does, or a line drawn on it; `marked` where it had a mark."""
    selection = st.session_state[CHART].selection
    drawn = next(iter(selection.get("lasso") or []), None)
    under = [point.get("customdata") for point in selection.points]
    clicked = next((c[0] if isinstance(c, list) else c for c in under if c), None)
    st.session_state[_CLICKED] = None
    if drawn:
        corners = list(zip(drawn["x"], drawn["y"], strict=True))
        st.session_state[AROUND] = _text(simplified(corners, MOST_CORNERS))
    elif clicked is not None:
        st.session_state[SONG], st.session_state[_PLAY] = clicked, True
        st.session_state[AROUND] = None
        if not marked:
            st.session_state[_CLICKED] = (clicked, shown)


def name_song(titles: dict[str, str], placeholder: str) -> bool:
    """Choose a song by name; whether the chosen one is to play at once."""
    st.selectbox("Song", list(titles), index=None, key=SONG, format_func=titles.__getitem__,
                 placeholder=placeholder, label_visibility="collapsed",
                 on_change=_play)  # fmt: skip
    return st.session_state.pop(_PLAY, False)


def let_go() -> None:
    """Forget the line."""
    st.session_state[AROUND] = None


def choose_song(song: str) -> None:
    """Take a song from a list, and play it."""
    st.session_state[SONG] = song
    _play()


def _play() -> None:
    st.session_state[_PLAY] = True


def _text(corners: Sequence[tuple[float, float]]) -> str:
    """Corners as the address holds them."""
    return BETWEEN.join(f"{value:.{DIGITS}f}" for corner in corners for value in corner)


def _corners(text: str) -> list[tuple[float, float]]:
    flat = [float(value) for value in text.split(BETWEEN) if value]
    return list(zip(flat[::2], flat[1::2], strict=True))


def _read_corners(texts: Sequence[str]) -> str:
    try:
        corners = _corners(texts[-1])
    except ValueError:
        corners = []
    far = any(not abs(value) < FARTHEST for corner in corners for value in corner)
    if far or not 3 <= len(corners) <= MOST_CORNERS:
        raise NotHereError(texts[-1:], f"It is 3 to {MOST_CORNERS} corners, two numbers each.",
                           wrong="is no line")  # fmt: skip
    return _text(corners)
