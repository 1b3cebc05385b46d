"""How far a reader came in the lessons: which steps were opened, which questions answered.

It is kept for the session and, for the next visit, in a cookie for each lesson in the reader's own
browser: one letter for each step. Streamlit reads cookies when a page is loaded; a component of a
few lines writes them. Nothing is kept on the server.
"""

import math

import streamlit as st
from streamlit.components.v2 import component

from pages.learn.parts.lesson_list import LessonPage

NEW, OPENED, RIGHT = "-", "o", "r"
_ORDER = (NEW, OPENED, RIGHT)
_MARKS = {NEW: "circle", OPENED: "radio_button_partial", RIGHT: "check_circle"}
_PARTS = (10, 20, 40, 60, 80, 90)  # per cent that a symbol can show
MOST_STEPS = 100  # a cookie may say anything
_YEAR = 365 * 24 * 3600  # s

_remember = component(
    "earshot_progress", js="export default ({ data }) => { document.cookie = data; };"
)


def record(folder: str, number: int, n_steps: int, state: str) -> None:
    """A step of a lesson, counted from 0, was `OPENED`, or its question answered `RIGHT`."""
    states = _states(folder).ljust(n_steps, NEW)[:n_steps]
    best = max(states[number], state, key=_ORDER.index)
    st.session_state[_key(folder)] = states[:number] + best + states[number + 1 :]


def show_marks(folder: str) -> None:
    """A mark for each step of a lesson, and in words how far that is."""
    states = _states(folder)
    n_right = states.count(RIGHT)
    n_opened = len(states) - states.count(NEW)
    st.caption(
        "".join(f":material/{_MARKS[state]}:" for state in states),
        help=f"Your progress, kept in this browser: {n_opened} of {len(states)} steps opened, "
        f"{n_right} of {len(states)} questions answered.",
        width="content",
    )


def save(folder: str) -> None:
    """Write it into the browser; at the end of a page, where it takes no room."""
    cookie = f"{_key(folder)}={_states(folder)}; max-age={_YEAR}; path=/; samesite=lax"
    _remember(key=f"{_key(folder)}-cookie", data=cookie, height=1)


def icon(lesson: LessonPage) -> str:
    """The lesson's number; once it was begun, how much of it is done; at the end, a tick."""
    states = _states(lesson.folder)
    points = sum(_ORDER.index(state) for state in states)
    most = 2 * len(states)
    if not points:
        return lesson.icon
    if points == most:
        return ":material/check_circle:"
    part = min(_PARTS, key=lambda part: math.fabs(part - 100 * points / most))
    return f":material/clock_loader_{part}:"


def _states(folder: str) -> str:
    """A letter for each step; none before the lesson was ever opened."""
    stored = st.session_state.get(_key(folder)) or str(st.context.cookies.get(_key(folder), ""))
    return stored if set(stored) <= set(_ORDER) and len(stored) < MOST_STEPS else ""


def _key(folder: str) -> str:
    return f"earshot-{folder.replace('_', '-')}"
