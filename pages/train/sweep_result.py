"""What a sweep found: the best cell first, the picture of all, a cell's runs, and the curves."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from core.figures import sweep as figures
from core.jobs import Sweep
from core.training.sweep import as_csv, mean_curve
from pages.shared.charts import show
from pages.train.sweep_cell import called

Row = Mapping[str, Any]
MOST_BESIDE = 9  # heatmaps
PICTURE = "sweep-picture"


def show_means(sweep: Sweep) -> None:
    """The best cell, in words, and the picture of all that are known by now."""
    rows, keys = rows_of(sweep), list(sweep.settings)
    figure = sweep.recipe.task.headline
    known = [row for row in rows if row["mean"] is not None]
    if not known:
        st.caption("The first result appears here as soon as a run is through.")
        return
    best = max(known, key=lambda row: row["mean"])
    st.markdown(
        f"Best on the {sweep.side} side: **{called(best, keys)}**, {figure.title.lower()} "
        f"**{figures.interval_in_words(best, figure.percent)}**."
    )
    if sweep.side == "validation":
        st.caption("The best of many looks better than it is. Choose by this, then judge the "
                   "chosen one on its test side, once.")  # fmt: skip
    _downloads(sweep, rows)
    _draw(sweep, rows, keys)


def rows_of(sweep: Sweep) -> list[Row]:
    """A row for each cell, with its place among all."""
    return [row | {"place": place} for place, row in enumerate(sweep.rows())]


def _downloads(sweep: Sweep, rows: Sequence[Row]) -> None:
    """The table to take away, and how pictures are saved."""
    plain = [{key: value for key, value in row.items() if key != "place"} for row in rows]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        tables = (("CSV", as_csv(plain), "text/csv"),
                  ("JSON", json.dumps(plain, indent=1), "application/json"))  # fmt: skip
        for label, text, kind in tables:
            st.download_button(label, text, f"{sweep.name}.{label.lower()}", kind,
                               icon=":material/download:", on_click="ignore")  # fmt: skip
        st.segmented_control("A figure's camera saves", ["SVG", "PNG"], default="SVG", key=PICTURE)


def _draw(sweep: Sweep, rows: list[Row], keys: list[str]) -> None:
    """A line over one key; over two a heatmap; over more, one for each value of the others."""
    figure = sweep.recipe.task.headline
    st.subheader(f"{figure.title} by {' and '.join(keys[:2])}")
    if len(keys) == 1:
        drawn = figures.along(rows, keys[0], title=figure.title, percent=figure.percent)
        show(drawn, key="sweep-along", name=sweep.name, picture=_saved_as(),
             on_select=lambda: _store_click("sweep-along"))  # fmt: skip
        return
    others = keys[2:]
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(called(row, others), []).append(row)
    if len(groups) > MOST_BESIDE:
        st.caption(f"The {MOST_BESIDE} best of {len(groups)} combinations of the other keys.")
    ends = figures.spread(rows)
    with st.grid(1 if len(groups) == 1 else 2, min_column_width=320):
        for name, group in sorted(groups.items(), key=_best_first)[:MOST_BESIDE]:
            key = f"sweep-map-{group[0]['place']}"
            with st.container():
                if others:
                    st.markdown(f"**{name}**")
                drawn = figures.heatmap(group, (keys[0], keys[1]), percent=figure.percent,
                                        ends=ends)  # fmt: skip
                show(drawn, key=key, name=f"{sweep.name}-{key}", picture=_saved_as(),
                     on_select=lambda key=key: _store_click(key))  # fmt: skip


def _best_first(group: tuple[str, list[Row]]) -> float:
    return -max((row["mean"] or 0.0) for row in group[1])


def _store_click(key: str) -> None:
    """What a click on a figure does: the cell stands in the address."""
    for point in st.session_state[key].selection.points:
        if place := point.get("customdata"):
            st.session_state["cell"] = int(place[0] if isinstance(place, list) else place)


def show_curves(sweep: Sweep) -> None:
    """How all cells learned."""
    keys, figure = list(sweep.settings), sweep.recipe.task.headline
    curves = {
        called(cell.settings, keys): curve
        for cell in sweep.cells
        if len((curve := mean_curve(sweep.runs(cell), f"validation_{figure.name}"))["epoch"])
    }
    if not curves:
        return
    st.subheader("How they learned", help="On the validation side: the mean over seeds, and its "
                 "95 % interval where there are two or more.")  # fmt: skip
    drawn = figures.curves(curves, title=figure.title, percent=figure.percent)
    show(drawn, key="sweep-curves", name=f"{sweep.name}-curves", picture=_saved_as())


def _saved_as() -> Literal["svg", "png"]:
    """How the camera of a figure saves it."""
    return "png" if st.session_state.get(PICTURE) == "PNG" else "svg"
