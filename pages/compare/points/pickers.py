"""The small choices of the page PCA, each of which the address keeps."""

import streamlit as st

from core.analysis.claims import FOUR
from core.errors import RunError
from core.training.run import Results
from pages.shared import address, loaders
from pages.shared.reports import pick_network
from pages.shared.unreadable import show_unreadable

SIDES = {"All songs": ["train", "validation", "test"], "Test songs only": ["test"]}
MOST_COMPONENTS = 26
COMPONENT = address.number(1, MOST_COMPONENTS)
OPTIONS = {
    "scale": ("Divide each value by its spread", True,
              "Standardised, no value outweighs another by its unit. Without, a centroid in Hz "
              "outweighs all else."),
    "ellipses": ("Ellipses", True, "95 % of a normal cloud with the genre's mean and spread."),
    "arrows": ("Arrows of values", False,
               "A biplot: the strongest values, in the direction in which they rise."),
    "hear": ("Hear a second of each song pointed at", False,
             "Needs the dataset's sounds on this machine, and a mouse."),
}  # fmt: skip
SWITCH = address.one_of([True, False])


def pick_results() -> Results:
    """The network whose dataset is shown."""
    having = [r.name for r in loaders.checkpoint_choices() if (r.path / "songs.parquet").exists()]
    show_unreadable()
    if not having:
        raise RunError("No network has described its songs yet. Train one on the page Train.")
    st.markdown("Songs and embeddings of the network")
    return loaders.results(pick_network(having, key="from"))


def pick_sides() -> list[str]:
    """Sides of its split."""
    address.keep("songs", next(iter(SIDES)), address.one_of(SIDES), name="the songs")
    return SIDES[str(st.selectbox("Side of the split", list(SIDES), key="songs"))]


def pick_axes(n: int) -> list[int]:
    """So many components, from 0 on."""
    return [
        st.number_input(f"Component on {letter}", 1, MOST_COMPONENTS, place + 1,
                        key=address.keep(letter, place + 1, COMPONENT, name="the component")) - 1
        for place, letter in enumerate("xyz"[:n])
    ]  # fmt: skip


def switch(key: str) -> bool:
    """Whether one of `OPTIONS` is on."""
    label, usual, about = OPTIONS[key]
    address.keep(key, usual, SWITCH, name=f"“{label}”")
    return st.toggle(label, key=key, help=about)


def pick_genres(classes: list[str]) -> list[str]:
    """Genres to show, with one click for the four of the papers and one for all."""
    four = [genre for genre in FOUR if genre in classes] or classes[:4]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Four that differ", help=", ".join(four), type="tertiary"):
            st.session_state["genres"] = four
        if st.button("All genres", type="tertiary"):
            st.session_state["genres"] = classes
        address.keep("genres", four, address.some_of(classes), name="the genres")
        return st.pills("Genres", classes, selection_mode="multi", default=four, key="genres",
                        label_visibility="collapsed", wrap=True)  # fmt: skip
