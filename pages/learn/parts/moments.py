"""The moment that a step looks at: chosen in the player or on a slider, and kept in the address."""

import math
from collections.abc import Mapping, Sequence

import streamlit as st

from core.figures.panels import Panel
from core.lessons.excerpt import Excerpt
from core.lessons.knobs import Knob
from pages.shared import address
from pages.shared.player import player
from pages.shared.player_place import moment_chosen

KEY = "at"
STEP = 0.01  # s


MOMENT = Knob(
    KEY,
    "Frame at (s)",
    (),
    2.0,
    "The middle of the frame, from the excerpt's start.",
    apart=True,  # its slider stands under the player
)


def chosen_moment(excerpt: Excerpt, key: str) -> float:
    """The time in s, from the start of the excerpt, that was chosen last.

    In the player `key`, on the slider, or by the address; call it before `show_moment`.
    """
    last = last_moment(excerpt)
    address.keep(
        KEY, min(MOMENT.default, last), address.number(0.0, last), name="the moment in seconds"
    )
    clicked = moment_chosen(key)
    if clicked is not None:
        st.session_state[KEY] = min(round(clicked, 2), last)
    return st.session_state[KEY]


def show_moment(
    excerpt: Excerpt,
    sound: bytes | Mapping[str, bytes],
    panels: Sequence[Panel],
    *,
    key: str,
    moment: float,
    span: float,
) -> None:
    """The player with a band `span` seconds wide at `moment`, to be dragged, and a slider below."""
    player(
        sound,
        panels,
        key=key,
        duration=excerpt.seconds,
        at=moment,
        span=span,
        name=excerpt.sound.title,
    )
    last = last_moment(excerpt)
    if last < STEP:
        return  # too short to choose
    st.slider(
        MOMENT.label,
        0.0,
        last,
        min(MOMENT.default, last),
        STEP,
        "%.2f",
        key=KEY,
        help=MOMENT.help,
    )


def last_moment(excerpt: Excerpt) -> float:
    """The last moment that can be chosen, s."""
    return math.floor(excerpt.seconds / STEP + 1e-6) * STEP
