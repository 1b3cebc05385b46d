"""A matrix of numbered cells that answer a click, a tap and the keyboard.

Plotly's heatmaps select nothing, and whatever lies over them answers a finger one tap late and the
keyboard never; so this is a grid of buttons, a component of a hundred lines without an iframe.
"""

from collections.abc import Callable
from pathlib import Path

import streamlit as st
from streamlit.components.v2 import component

from core.figures.confusion import Cell, Matrix

_HERE = Path(__file__).parent
_mount = component(
    "earshot_matrix",
    js=(_HERE / "matrix.js").read_text(encoding="utf-8"),
    css=(_HERE / "matrix.css").read_text(encoding="utf-8"),
)


def show_matrix(
    matrix: Matrix,
    *,
    key: str,
    name: str,
    chosen: Cell | None = None,
    on_choose: Callable[[Cell], None] | None = None,
) -> None:
    """Draw `matrix` with a frame around the `chosen` cell.

    `on_choose` is called before the run that a click on a cell brings about; without it nothing can
    be chosen. `name` is what screen readers call it.
    """
    classes = matrix.classes

    def store_choice() -> None:
        place = st.session_state[key].cell
        if place and on_choose:
            on_choose((classes[place[0]], classes[place[1]]))

    _mount(
        key=key,
        data={
            "classes": list(classes),
            "text": matrix.text,
            "colours": matrix.colours,
            "hover": matrix.hover,
            "titles": list(matrix.titles),
            "chosen": [classes.index(each) for each in chosen] if chosen else None,
            "clickable": on_choose is not None,
            "name": name,
        },
        on_cell_change=store_choice,
    )
