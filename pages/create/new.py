"""Music that nobody played: drawn, between two, or led; and what networks think of it."""

from collections.abc import Callable

import streamlit as st

from pages.create import between, drawn, led
from pages.create.opinions import Made, show_made
from pages.shared import address

WAYS: dict[str, tuple[str, Callable[[str], Made | None]]] = {
    "draw": ("Draw", drawn.draw),
    "between": ("Between two", between.blend),
    "lead": ("Lead a song", led.lead),
}


def show_new(genre: str) -> None:
    """The way that was chosen, with its controls; what it made, and opinions on that."""
    st.segmented_control(
        "How",
        list(WAYS),
        key=address.keep("how", "draw", address.one_of(WAYS), name="the way"),
        format_func=lambda name: WAYS[name][0],
        required=True,
        label_visibility="collapsed",
    )
    made = WAYS[st.session_state["how"]][1](genre)
    if made is not None:
        show_made(made)
