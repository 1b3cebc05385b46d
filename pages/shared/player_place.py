"""Where a player stands, as its page and the browser agree on it.

The truth is in the browser: the reader seeks there, and the page's address follows. So a page that
keeps the moment in its address asks for `moment_chosen` before it reads that address, and hands the
player what it then holds. The player is sent somewhere only when that was changed from outside: by
a link, the back button or a slider.
"""

from dataclasses import dataclass, replace

import streamlit as st

Choice = tuple[float, float]
"""A moment that the reader chose, in s, and when, so that the same one again is another choice."""

Order = tuple[int, float]
"""A number and the moment to seek, in s: the player acts on a number that is new to it."""


@dataclass(frozen=True)
class Place:
    """What a page knows of one of its players.

    Attributes
    ----------
    seen : Choice or None
        The reader's last choice that the page took up.
    position : float or None
        The moment that the page held at its last run, s.
    order : Order or None
        The last that was given; it is sent again with every run, so that none gets lost.
    """

    seen: Choice | None = None
    position: float | None = None
    order: Order | None = None


def moment_chosen(key: str) -> float | None:
    """The moment in s that the reader chose in the player `key` since the page took one up."""
    chosen = _chosen(key)
    return chosen[0] if chosen and chosen != _place(key).seen else None


def order(key: str, at: float | None) -> Order | None:
    """What the player `key` is told where its page holds that it stands `at` (s)."""
    chosen, place = _chosen(key), _place(key)
    if chosen is None and place.seen is not None:  # the player is new, and at its beginning
        place = replace(place, position=None)
    elif chosen != place.seen:  # it is where the reader put it
        place = replace(place, position=at)
    if at is not None and at != place.position:
        number = place.order[0] if place.order else 0
        place = replace(place, order=(number + 1, at))
    place = replace(place, seen=chosen, position=at)
    st.session_state[f"{key}-place"] = place
    return place.order if at is not None else None


def _chosen(key: str) -> Choice | None:
    chosen = (st.session_state.get(key) or {}).get("chosen")
    return (chosen[0], chosen[1]) if chosen else None


def _place(key: str) -> Place:
    return st.session_state.get(f"{key}-place", Place())
