"""Histograms of a picture's values, in the colours that the picture gives them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.figures.palette import COLOUR_MAPS
from core.figures.style import ACCENT

if TYPE_CHECKING:
    import plotly.graph_objects as go

N_BINS = 80
SPIKE = 2.0
"""A first bin this many times as high as any other (the floor of a picture) is cut off and told."""

_GREY = "rgba(128, 128, 128, 0.55)"  # reads on the light and on the dark page
_LEFT, _RIGHT, _BELOW = 52, 12, 46  # px around the plots


@dataclass(frozen=True, eq=False)
class Histogram:
    """How often each value occurs.

    `edges` [n_bins + 1] in the values' unit; `shares` [n_bins] in per cent of all values;
    `mean` and `std` of the values.
    """

    edges: NDArray[np.floating]
    shares: NDArray[np.floating]
    mean: float
    std: float

    @property
    def centres(self) -> NDArray[np.floating]:
        """Middle of each bin, [n_bins]."""
        return (self.edges[:-1] + self.edges[1:]) / 2


@dataclass(frozen=True, eq=False)
class HistogramPlot:
    """A histogram and how it is drawn.

    `colours` and `low` to `high` are those of the picture, so that a bar has the colour of the
    pixels it counts; without `colours` bars are plain. `top` and `height` in px
    place the plot beside its picture. `normal` draws the normal distribution over it.
    """

    histogram: Histogram
    title: str
    unit: str
    top: int
    height: int
    colours: str | None = None
    low: float = 0.0
    high: float = 1.0
    normal: bool = False


def histogram(values: NDArray[np.floating], *, n_bins: int = N_BINS) -> Histogram:
    """Count values of any shape in `n_bins` (1 to 256) equal bins from the lowest to the highest.

    Rounded in float32, a value within a millionth of a bin's edge may count in its neighbour. A
    constant is counted in a range of one unit.

    Raises
    ------
    EarshotError
        If there is no value, one that is not finite, or `n_bins` is out of range.
    """
    if not 1 <= n_bins <= 256:
        raise EarshotError(f"A histogram has 1 to 256 bins, not {n_bins}.")
    flat = np.asarray(values, np.float32).ravel()
    if flat.size == 0:
        raise EarshotError("A histogram needs at least one value.")
    low, high = flat.min(), flat.max()
    if not (np.isfinite(low) and np.isfinite(high)):
        raise EarshotError("A histogram needs finite values.")
    span = np.float32(high - low if high > low else 1)
    # A quarter of numpy.histogram's time, which is most of a page's answer.
    bins = np.minimum((flat - low) * (n_bins / span), n_bins - 1).astype(np.uint8)
    counts = np.bincount(bins, minlength=n_bins)
    return Histogram(
        edges=np.linspace(float(low), float(low) + float(span), n_bins + 1),
        shares=counts * (100 / flat.size),
        mean=float(flat.mean(dtype=np.float64)),
        std=float(flat.std(dtype=np.float64)),
    )


def histogram_figure(plots: Sequence[HistogramPlot], *, height: int) -> "go.Figure":
    """Histograms one below the other, each where its `top` and `height` say.

    Parameters
    ----------
    plots : sequence of HistogramPlot
        From top to bottom.
    height : int
        Of the whole figure, in px.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    inner = height - _BELOW  # the plotting area reaches from the top edge to above the last title
    for number, plot in enumerate(plots, 1):
        axis = "" if number == 1 else str(number)
        top, bottom = 1 - plot.top / inner, 1 - (plot.top + plot.height) / inner
        figure.add_trace(_bars(plot, axis))
        if plot.normal:
            figure.add_trace(_normal(plot.histogram, axis))
        most, spike = _ceiling(plot.histogram)
        figure.update_layout(
            {
                f"xaxis{axis}": _value_axis(plot, axis),
                f"yaxis{axis}": _share_axis(axis, most, (max(0.0, bottom), top)),
            }
        )
        figure.add_annotation(_label(plot.title, top))
        figure.add_annotation(_unit(plot.unit, max(0.0, bottom)))
        if spike:
            figure.add_annotation(_spike(plot.histogram, axis, most, spike))
    figure.update_layout(
        height=height,
        margin={"l": _LEFT, "r": _RIGHT, "t": 0, "b": _BELOW},
        bargap=0,
        showlegend=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
    )
    return figure


def _bars(plot: HistogramPlot, axis: str) -> "go.Bar":
    import plotly.graph_objects as go

    seen, edges = plot.histogram, plot.histogram.edges
    marker: dict[str, Any] = {"line": {"width": 0.5, "color": _GREY}}
    if not plot.colours:
        marker["color"] = ACCENT
    else:
        stops = COLOUR_MAPS[plot.colours]
        places = np.clip((seen.centres - plot.low) / (plot.high - plot.low), 0, 1)
        marker |= {"color": places, "cmin": 0, "cmax": 1, "colorscale": list(stops)}
    return go.Bar(
        x=seen.centres,
        y=seen.shares,
        width=np.diff(edges),
        marker=marker,
        customdata=np.stack([edges[:-1], edges[1:]], axis=1),
        hovertemplate=(
            f"%{{customdata[0]:.4~g}} to %{{customdata[1]:.4~g}} {plot.unit}"
            "<br>%{y:.2f} % of all values<extra></extra>"
        ),
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
    )


def _normal(seen: Histogram, axis: str) -> "go.Scatter":
    """The normal distribution of the same mean and deviation, in per cent for each bin."""
    import plotly.graph_objects as go

    std = max(seen.std, 1e-9)
    width = seen.edges[1] - seen.edges[0]
    density = np.exp(-0.5 * ((seen.centres - seen.mean) / std) ** 2) / (std * np.sqrt(2 * np.pi))
    return go.Scatter(
        x=seen.centres,
        y=100 * width * density,
        mode="lines",
        line={"dash": "dot", "width": 1.5, "color": "rgb(128, 128, 128)"},
        hoverinfo="skip",
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
    )


def _ceiling(seen: Histogram) -> tuple[float, float | None]:
    """Top of the axis in per cent, and the first bin's share where it towers over all others."""
    first, others = seen.shares[0], float(seen.shares[1:].max(initial=0))
    if others > 0 and first > SPIKE * others:
        return others * 1.3, float(first)
    return max(first, others) * 1.1, None


def _value_axis(plot: HistogramPlot, axis: str) -> dict[str, Any]:
    return {
        "anchor": f"y{axis}",
        "showgrid": False,
        "zeroline": False,
        "ticks": "outside",
        "ticklen": 4,
        "tickfont": {"size": 11},
        "nticks": 6,
        "fixedrange": True,
    }


def _share_axis(axis: str, most: float, domain: tuple[float, float]) -> dict[str, Any]:
    return {
        "anchor": f"x{axis}",
        "domain": domain,
        "range": (0, most),
        "title": {"text": "Values (%)", "standoff": 4, "font": {"size": 12}},
        "nticks": 5,
        "tickfont": {"size": 11},
        "zeroline": False,
        "fixedrange": True,
    }


def _label(text: str, top: float) -> dict[str, Any]:
    """A title over a plot, at its left end."""
    return {
        "text": text,
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": top,
        "yshift": 4,
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "showarrow": False,
        "font": {"size": 12},
    }


def _unit(text: str, bottom: float) -> dict[str, Any]:
    """The title of the value axis: at its right end, where the next plot's title leaves room."""
    place = {"x": 1, "y": bottom, "yshift": -26, "xanchor": "right", "yanchor": "top"}
    return {**_label(text, bottom), **place}


def _spike(seen: Histogram, axis: str, most: float, share: float) -> dict[str, Any]:
    """What a bar that leaves the plot stands for."""
    return {
        "text": f"↑ {share:.0f} %",
        "xref": f"x{axis}",
        "yref": f"y{axis}",
        "x": seen.edges[1],
        "y": most,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 12},
    }
