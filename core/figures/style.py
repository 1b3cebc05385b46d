"""What every Plotly figure shares: transparent ground, room for labels, a legend below."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go

GRID = "rgba(128,128,128,0.22)"  # seen on white and on black
MARKERS = (
    "circle", "square", "diamond", "cross", "triangle-up", "star", "x", "pentagon", "hexagon",
    "triangle-down",
)  # fmt: skip


def styled(figure: "go.Figure", *, height: int, **layout: Any) -> "go.Figure":
    """Give `figure` the house's layout; `layout` adds to it."""
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "yanchor": "top", "y": -0.14, "x": 0, "title": None},
        hoverlabel={"align": "left"},
        **layout,
    )
    figure.update_xaxes(automargin=True, gridcolor=GRID, zerolinecolor=GRID)
    figure.update_yaxes(automargin=True, gridcolor=GRID, zerolinecolor=GRID)
    return figure
