"""What every Plotly figure shares: transparent ground, room for labels, a legend below."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go

GRID = "rgba(128,128,128,0.22)"  # seen on white and on black
GREY = "#8A929A"  # what stands back: 3:1 and more on both pages
ACCENT = "#2E8A95"  # the app's teal, as the dark page has it
CONTRAST = "#C2593F"  # what stands against it: figures of others
MARKERS = (
    "circle", "square", "diamond", "cross", "triangle-up", "hourglass", "x", "pentagon", "hexagon",
    "triangle-down",
)  # fmt: skip
BELOW_AXIS = 58  # px from the axis to the legend: tick labels and a title lie between
MARGINS = 80  # px that labels take of a figure's height, about

# Weak cells of a heatmap let the page shine through and carry the page's own text colour; from
# STEP on they are solid enough for dark INK, so that numbers read in light and dark (4:1).
WEAK, STRONG = (0.14, 0.32), (0.85, 1.0)  # opacity, from and to
STEP = 0.4  # of the largest value
INK = "#0B0F14"
EMPTY = "rgba(128,128,128,0.07)"
HARDLY = 1e-6  # where on a colour scale nothing ends and something begins


def one_sided(colour: str) -> list[list[Any]]:
    """A ``colorscale`` from nothing to `colour` (``#rrggbb``), for values from 0 on."""
    places = (HARDLY, STEP - HARDLY, STEP, 1.0)
    shades = zip(places, (*WEAK, *STRONG), strict=True)
    return [[0.0, EMPTY], *([place, _clear(colour, opacity)] for place, opacity in shades)]


def two_sided(low: str, high: str) -> list[list[Any]]:
    """A ``colorscale`` from `low` over nothing to `high`, for values around 0."""
    below = [[0.5 - place / 2, colour] for place, colour in reversed(one_sided(low)[1:])]
    above = [[0.5 + place / 2, colour] for place, colour in one_sided(high)[1:]]
    return [*below, [0.5, EMPTY], *above]


def fading(low: str, high: str) -> list[list[Any]]:
    """A ``colorscale`` from `low` over nothing to `high` without a step, for cells without text."""
    return [[0.0, low], [0.5, EMPTY], [1.0, high]]


def _clear(colour: str, opacity: float) -> str:
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
        **layout,
    )
    figure.update_xaxes(automargin=True, gridcolor=GRID, zerolinecolor=GRID)
    figure.update_yaxes(automargin=True, gridcolor=GRID, zerolinecolor=GRID)
    return figure
