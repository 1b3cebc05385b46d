"""The moment that a step looks at: chosen in the player or on a slider, and kept in the address."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from core.figures.panels import Panel
from pages.shared import address
from pages.shared.excerpts import Part
from pages.shared.knobs import Knob
from pages.shared.player import player

KEY = "at"
STEP = 0.01  # s
NUDGE = 1e-4  # s; makes the same moment another one


@dataclass(frozen=True)
class _Moment(Knob):
    """A knob that Reset knows; its slider is drawn under the player, by `show_moment`."""

    def show(self) -> None:
        """Draw nothing here."""


MOMENT = _Moment(KEY, "Frame at (s)", (), 2.0, "The middle of the frame, from the excerpt's start.")


def chosen_moment(part: Part, key: str) -> float:
    """The time in s, from the start of the excerpt, that was chosen last.

    In the player `key`, on the slider, or by the address; call it before `show_moment`.
    """
    told = (st.session_state.get(key) or {}).get("time")
    if told is None:  # the player is new, or new again
        st.session_state[f"{key}-followed"] = None
    elif told != st.session_state.get(f"{key}-heard"):
        st.session_state[f"{key}-heard"] = st.session_state[f"{key}-followed"] = told
        st.session_state[KEY] = min(round(told, 2), last_moment(part))
    last = last_moment(part)
    address.keep(
        KEY, min(MOMENT.default, last), address.number(0.0, last), name="the moment in seconds"
    )
    return st.session_state[KEY]


def show_moment(
    part: Part,
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
        duration=part.seconds,
        at=sought(key, moment),
        span=span,
        name=part.sound.title,
    )
    last = last_moment(part)
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


def last_moment(part: Part) -> float:
    """The last moment that can be chosen, s."""
    return math.floor(part.seconds / STEP + 1e-6) * STEP


def sought(key: str, moment: float) -> float:
    """Where the player is told to be: it acts on a change.

    What it said itself must not be told again: on a slow machine it has moved on since, and would
    be drawn back. So this stays as it is until the slider or the address says something else.
    """
    state = st.session_state
    last, followed = state.get(f"{key}-sought"), state.get(f"{key}-followed")
    if followed is not None and abs(followed - moment) <= STEP and last is not None:
        return last
    state[f"{key}-followed"] = None
    if followed is not None and last == moment:  # back to where it was told to be before
        moment += NUDGE
    if last is None or followed is not None or abs(last - moment) > 2 * NUDGE:
        state[f"{key}-sought"] = moment
    return state[f"{key}-sought"]
