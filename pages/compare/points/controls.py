"""What is chosen on the page PCA; all of it is in the address."""

from dataclasses import dataclass

import streamlit as st

from core.analysis.rows import source_names, source_of
from core.analysis.songs import SongPoints
from pages.compare.points.own_table import rows_of_table
from pages.compare.points.pickers import (
    OPTIONS,
    pick_axes,
    pick_genres,
    pick_results,
    pick_sides,
    switch,
)
from pages.compare.points.recreated import rows_of_recreations
from pages.compare.points.rows import Rows, rows_of_network
from pages.shared import address

OWN, RECREATED = "A table of my own", "Recreated songs"
ALONE = {OWN: rows_of_table, RECREATED: rows_of_recreations}  # songs of no network
FLAT, SPACE, NEIGHBOURS = VIEWS = ["2-D", "3-D", "t-SNE"]


@dataclass(frozen=True, eq=False)
class View:
    """What is to be shown.

    Attributes
    ----------
    rows : Rows
        Where the points come from.
    points : SongPoints
        The chosen ones.
    classes : list of str
        All that there are.
    kind : str
        Of `VIEWS`.
    axes : list of int
        Two or three components, from 0 on.
    on : dict of str to bool
        Which of `OPTIONS` are on.
    chosen : tuple
        All that decides which points there are.
    shown : tuple
        All that decides where one lies.
    seen : bool
        Whether the network was trained on what it is shown with.
    """

    rows: Rows
    points: SongPoints
    classes: list[str]
    kind: str
    axes: list[int]
    on: dict[str, bool]
    chosen: tuple[object, ...]
    shown: tuple[object, ...]
    seen: bool


def pick_view() -> View | None:
    """Two short rows: what is compared and how it is drawn; then the genres.

    None where there is nothing to show yet, which is said.
    """
    titles = {source_of(name).title: name for name in source_names()}
    with st.container(horizontal=True, vertical_alignment="center"):
        usual, choices = next(iter(titles)), [*titles, *reversed(ALONE)]
        address.keep("of", usual, address.one_of(choices), name="the songs by")
        of = str(st.selectbox("What is compared", choices, key="of", width=230,
                              label_visibility="collapsed"))  # fmt: skip
        address.keep("view", FLAT, address.one_of(VIEWS), name="the view")
        kind = str(st.segmented_control("View", VIEWS, required=True, key="view",
                                        label_visibility="collapsed"))  # fmt: skip
        with st.popover("Songs and axes", icon=":material/tune:"):
            results = None if of in ALONE else pick_results()
            sides = None if of in ALONE else pick_sides()
            axes = pick_axes(3 if kind == SPACE else 2)
            on = {key: switch(key) for key in OPTIONS}
    rows = ALONE[of]() if results is None else rows_of_network(results, titles[of])
    if rows is None:
        return None
    classes = sorted(rows.points.table.label.unique())
    genres = pick_genres(classes)
    source = None if results is None else source_of(titles[of])
    chosen = (*rows.id, *genres, *(sides or ()))
    shown = (*chosen, *axes, kind, on["scale"])
    try:
        points = rows.points.only(genres=genres, sides=sides)
    except ValueError as error:
        st.warning(str(error))
        return None
    seen = bool(source and source.of_network and "train" in (sides or ()))
    return View(rows, points, classes, kind, axes, on, chosen, shown, seen)
