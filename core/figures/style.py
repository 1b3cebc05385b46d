"""What every Plotly figure shares: transparent ground, room for labels, a legend below.

Text has no colour of its own, so that it has the page's, which reads by day and by night.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go

GRID = "rgba(128,128,128,0.22)"  # seen on white and on black
GREY = "#858D95"  # what stands back: 3:1 and more on both pages
ACCENT = "#2E8A95"  # a teal between those of the two pages, which stands out from both
CONTRAST = "#C2593F"  # what stands against it: figures of others
# On a touch screen a figure's own buttons are always there: without a box behind them.
MODEBAR = {"bgcolor": "rgba(0,0,0,0)", "color": GREY, "activecolor": ACCENT}
MARKERS = (
    "circle", "square", "diamond", "cross", "triangle-up", "hourglass", "x", "pentagon", "hexagon",
    "triangle-down",
)  # fmt: skip
# Plotly lights a button up when it is pointed at, by night too: so it is light from the beginning.
BUTTON = {"bgcolor": "#E4EDEC", "bordercolor": GREY, "font": {"size": 12, "color": "#0F1214"}}
BELOW_AXIS = 58  # px from the axis to the legend: tick labels and a title lie between
LEGEND_ROW = 24  # px of a name in a legend, which a finger hits (WCAG 2.2, 2.5.8)
PLOTLY_ROW = 19  # px of it in Plotly, whatever the legend is asked for
MARGINS = 80  # px that labels take of a figure's height, about

# Cells of a heatmap let the page shine through, the strongest too: all of them carry the page's own
# text colour, near-black by day and near-white by night, and numbers on them read (4.5:1).
WEAKEST, STRONGEST = 0.12, 0.64  # opacity
EMPTY = "rgba(128,128,128,0.07)"
HARDLY = 1e-6  # where on a colour scale nothing ends and something begins


def cell_colour(colour: str, strength: float) -> str:
    """`colour` (``#rrggbb``) behind a number, for a value of `strength` 0 to 1."""
    if not strength:
        return EMPTY
    return faded(colour, round(WEAKEST + strength * (STRONGEST - WEAKEST), 3))


def two_sided(low: str, high: str) -> list[list[Any]]:
    """A ``colorscale`` from `low` over nothing to `high`, for values around 0."""
    below = [[0.0, cell_colour(low, 1)], [0.5 - HARDLY, cell_colour(low, HARDLY)]]
    above = [[0.5 + HARDLY, cell_colour(high, HARDLY)], [1.0, cell_colour(high, 1)]]
    return [*below, [0.5, EMPTY], *above]


def fading(low: str, high: str) -> list[list[Any]]:
    """A ``colorscale`` from `low` over nothing to `high` to be seen, not read."""
    return [[0.0, low], [0.5, EMPTY], [1.0, high]]


def faded(colour: str, opacity: float) -> str:
    """`colour` (``#rrggbb``) that lets through what is behind it."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity})"


def styled(figure: "go.Figure", *, height: int, **layout: Any) -> "go.Figure":
    """Give `figure` the house's layout; `layout` adds to it."""
    below = -BELOW_AXIS / max(height - MARGINS, 1)
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        legend={"orientation": "h", "yanchor": "top", "y": below, "x": 0, "title": None},
        hoverlabel={"align": "left"},
        modebar=MODEBAR,
        **layout,
    )
    for axis in (*figure.select_xaxes(), *figure.select_yaxes()):
        axis.automargin, axis.gridcolor, axis.zerolinecolor = True, GRID, GRID
    return with_room_to_tap(figure)


def with_room_to_tap(figure: "go.Figure") -> "go.Figure":
    """Names in the legend `LEGEND_ROW` apart: each a group, as Plotly parts groups alone."""
    for place, trace in enumerate(figure.data):
        if "legendgroup" in trace and trace.legendgroup is None:
            trace.legendgroup = f"{place}"
    return figure.update_layout(legend_tracegroupgap=LEGEND_ROW - PLOTLY_ROW)
