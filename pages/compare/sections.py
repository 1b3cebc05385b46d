"""What is looked at more closely: sections that are opened, of which only open ones compute."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from pages.shared import address

OPEN = "open"


@dataclass(frozen=True)
class Section:
    """A part of a page.

    Attributes
    ----------
    name : str
        In the address.
    title : str
        The question that it answers.
    draw : callable
        Draws it, when it is open.
    """

    name: str
    title: str
    draw: Callable[[], None]


def show_sections(sections: Sequence[Section]) -> None:
    """Their titles, and what is in those that are open, which the address names."""
    names = [section.name for section in sections]
    address.keep(OPEN, [], address.some_of(names), name="the section")
    for section in sections:
        key = f"section-{section.name}"
        st.session_state[key] = section.name in st.session_state[OPEN]
        box = st.expander(section.title, key=key, on_change=_toggle, args=(section.name,))
        if box.open:
            with box:
                section.draw()


def _toggle(name: str) -> None:
    others = [each for each in st.session_state[OPEN] if each != name]
    is_open = st.session_state[f"section-{name}"]
    st.session_state[OPEN] = [*others, name] if is_open else others
