"""The song whose point was clicked, and those that a line was drawn around; how they are marked.

Plotly marks a clicked point and a line drawn by hand by itself, and keeps the reader's zoom. A
figure with a ring or a line of the page's own is another figure, which Streamlit draws anew; so
there is one only where Plotly's mark is not: for what was chosen by name, by a list or by the
address, and where the figure has changed since.
"""

from collections.abc import Hashable, Sequence

import streamlit as st

from core.analysis.regions import corners_of, simplified, written
from pages.compare.points.corners import MOST_CORNERS, read_corners
from pages.shared import address

CHART = "pca-map"
SONG, AROUND = "song", "around"
_CLICKED, _DRAWN, _PLAY, _SHOWN = "pca-clicked", "pca-drawn", "pca-play", "pca-shown"
_LET_GO, _MENU = "pca-let-go", "pca-menu"


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
    address.keep(AROUND, None, read_corners, name="the line around songs")
    return corners_of(st.session_state[AROUND] or "")


def ringed(song: str | None, shown: Hashable) -> str | None:
    """The song that needs a ring in a figure of what is `shown`."""
    return None if _by_plotly(_CLICKED, song, shown) else song


def lined(corners: list[tuple[float, float]], shown: Hashable) -> list[tuple[float, float]]:
    """The line that a figure of what is `shown` needs; none where Plotly draws it."""
    return [] if _by_plotly(_DRAWN, st.session_state[AROUND], shown) else corners


def _by_plotly(key: str, chosen: str | None, shown: Hashable) -> bool:
    return st.session_state.get(key) == (chosen, shown) and CHART in st.session_state


def store_choice(marked: bool, shown: Hashable) -> None:
    """What a click on the figure does, or a line drawn on it; `marked` where it had a mark."""
    selection = st.session_state[CHART].selection
    drawn = next(iter(selection.get("lasso") or []), None)
    under = [point.get("customdata") for point in selection.points]
    clicked = next((c[0] if isinstance(c, list) else c for c in under if c), None)
    if drawn:
        corners = list(zip(drawn["x"], drawn["y"], strict=True))
        st.session_state[AROUND] = written(simplified(corners, MOST_CORNERS))
        st.session_state[_DRAWN] = None if marked else (st.session_state[AROUND], shown)
        return
    st.session_state[_CLICKED] = st.session_state[_DRAWN] = st.session_state[AROUND] = None
    if clicked is not None:
        st.session_state[SONG], st.session_state[_PLAY] = clicked, True
        if not marked:
            st.session_state[_CLICKED] = (clicked, shown)


def name_song(titles: dict[str, str], placeholder: str) -> bool:
    """Choose a song by name; whether the chosen one is to play at once.

    A song that was chosen elsewhere gets a menu of its own: of one that the browser has not told
    of it yet, the next run would hear the song before.
    """
    song = st.session_state[SONG]
    number, names = st.session_state.get(_MENU, (0, song))
    if names != song:
        number += 1
    st.session_state[_MENU] = (number, song)
    key = f"{_MENU}-{number}"
    st.session_state.setdefault(key, song)
    address.repeat(key)
    st.selectbox("Song", list(titles), index=None, key=key, format_func=titles.__getitem__,
                 placeholder=placeholder, label_visibility="collapsed",
                 on_change=lambda: _take_named(number, key))  # fmt: skip
    return st.session_state.pop(_PLAY, False)


def _take_named(number: int, key: str) -> None:
    if number != st.session_state[_MENU][0]:
        return  # a menu that is gone already
    st.session_state[SONG] = st.session_state[key]
    st.session_state[_MENU] = (number, st.session_state[key])
    _play()


def let_go() -> None:
    """Forget the line; the figure is drawn anew, as Plotly's own line stands in it."""
    st.session_state[AROUND] = st.session_state[_DRAWN] = None
    st.session_state[_LET_GO] = times_let_go() + 1


def times_let_go() -> int:
    """How often a line was forgotten: as long as that stays, the figure may keep its own."""
    return st.session_state.get(_LET_GO, 0)


def choose_song(song: str) -> None:
    """Take a song from a list, and play it."""
    st.session_state[SONG] = song
    _play()


def _play() -> None:
    st.session_state[_PLAY] = True
