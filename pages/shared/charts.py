"""One way to put a Plotly figure on a page: theme, width, and a picture to take away."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import streamlit as st

if TYPE_CHECKING:
    import plotly.graph_objects as go

# Streamlit's chart theme puts its darkest grey in the place of this colour by day and its lightest
# by night. Left alone, it writes axes in a grey that has 3.5:1 by day.
INK = "#000037"
HEIGHT = 450  # px, Plotly's own where a figure names none
SCALES = {"svg": 1, "png": 2}  # of a picture that is saved
TOOLBAR = 28  # px above a figure: with a finger there is no hovering, so the toolbar always stands
# A drag that begins within a line drawn around points would move it: it is to draw another one.
_LINES = ".js-plotly-plot .selectionlayer path { pointer-events: none !important; }"


def show(
    figure: "go.Figure",
    *,
    key: str,
    name: str,
    on_select: Literal["ignore", "rerun"] | Callable[[], None] = "ignore",
    picture: Literal["svg", "png"] = "svg",
    around: bool = False,
) -> Any:
    """Draw `figure`; `name` is its file name when it is saved as a `picture`.

    With ``on_select="rerun"`` a click on a point reruns the page, and the selection is returned.
    Streamlit forgets it as soon as the figure differs; a figure that shows what was clicked takes
    it in a function instead, which is called before that run, from ``st.session_state[key]``.
    Where points may be gone `around`, a line drawn by hand chooses those within.
    """
    with_toolbar(inked(figure))
    config = {
        "displaylogo": False,
        "toImageButtonOptions": {"format": picture, "filename": name, "scale": SCALES[picture]},
        "modeBarButtonsToAdd": ["toImage"],
        "modeBarButtonsToRemove": ["select2d", "autoScale2d", "zoomIn2d", "zoomOut2d"]
        + ([] if around else ["lasso2d"]),
    }
    if on_select == "ignore":
        st.plotly_chart(figure, key=key, config=config, theme="streamlit", width="stretch")
        return None
    if around:
        st.html(f"<style>{_LINES}</style>")
    return st.plotly_chart(
        figure,
        key=key,
        config=config,
        theme="streamlit",
        width="stretch",
        on_select=on_select,
        selection_mode=("points", "lasso") if around else "points",
    )


def with_toolbar(figure: "go.Figure") -> "go.Figure":
    """Keep a strip above `figure` free, once, so that its toolbar covers nothing."""
    layout = figure.layout
    if layout.meta != "toolbar":
        height, top = layout.height or HEIGHT, layout.margin.t or 0
        figure.update_layout(meta="toolbar", height=height + TOOLBAR, margin_t=top + TOOLBAR)
    return figure


def inked(figure: "go.Figure") -> "go.Figure":
    """Give all text of `figure` that has no colour of its own the page's."""
    layout = figure.layout
    for texts in (layout, layout.legend, layout.hoverlabel):
        texts.font.color = INK  # set one by one, which takes half the time of Plotly's updates
    for axis in (*figure.select_xaxes(), *figure.select_yaxes()):
        axis.tickfont.color = axis.title.font.color = INK
    return figure
