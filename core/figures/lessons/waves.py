"""Waves over time with the samples on them: arrays in, Plotly figures out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.style import ACCENT, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

HELD = "rgba(46, 138, 149, 0.20)"  # the accent, thin enough for the curves over it
RIPPLE = "rgba(194, 89, 63, 0.55)"  # the contrast, standing back
HOVER = "%{x:.3f} ms<br>%{y:.3f}"


@dataclass(frozen=True, eq=False)
class Curve:
    """A line of `y` [n_times] over the times of its figure; `steps` holds each value."""

    name: str
    y: NDArray[np.floating]
    colour: str
    dash: str = "solid"
    width: float = 2.0
    steps: bool = False


@dataclass(frozen=True, eq=False)
class Dots:
    """Samples `y` [n_samples] at `times` (s); `held` draws the area that each stands for."""

    times: NDArray[np.floating]
    y: NDArray[np.floating]
    held: bool = False


def waves_figure(
    times: NDArray[np.floating],
    curves: Sequence[Curve],
    *,
    dots: Dots | None = None,
    reach: float = 1.0,
    height: int = 300,
) -> "go.Figure":
    """Some milliseconds of waves, with samples on them.

    Parameters
    ----------
    times : np.ndarray [shape=(n_times,)]
        Of all curves, s.
    curves : sequence of Curve
        The first is drawn lowest; those of one name share an entry of the legend.
    dots : Dots, optional
        Drawn over the curves; the areas under them.
    reach : float
        The axis spans ±`reach`.
    height : int
        px.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    if dots is not None and dots.held:
        figure.add_trace(_areas(dots))
    for number, curve in enumerate(curves):
        named_before = curve.name in [other.name for other in curves[:number]]
        figure.add_trace(_line(times, curve).update(showlegend=not named_before))
    if dots is not None:
        figure.add_trace(_markers(dots))
    styled(figure, height=height)
    ends = [1000 * float(times[0]), 1000 * float(times[-1])]
    figure.update_xaxes(title_text="Time (ms)", range=ends, zeroline=False)
    figure.update_yaxes(title_text="Amplitude", range=[-1.08 * reach, 1.08 * reach])
    return figure


def _line(times: NDArray[np.floating], curve: Curve) -> "go.Scatter":
    import plotly.graph_objects as go

    return go.Scatter(
        x=1000 * times,
        y=curve.y,
        name=curve.name,
        legendgroup=curve.name,
        mode="lines",
        line={
            "color": curve.colour,
            "dash": curve.dash,
            "width": curve.width,
            "shape": "hv" if curve.steps else "linear",
        },
        hovertemplate=f"{HOVER}<extra>{curve.name}</extra>",
    )


def _markers(dots: Dots) -> "go.Scatter":
    import plotly.graph_objects as go

    return go.Scatter(
        x=1000 * dots.times,
        y=dots.y,
        name="Samples",
        mode="markers",
        marker={"color": ACCENT, "size": 8 if len(dots.times) <= 60 else 5},
        hovertemplate=f"{HOVER}<extra>Sample</extra>",
    )


def _areas(dots: Dots) -> "go.Scatter":
    """Each sample held for its period: the area of value times T."""
    import plotly.graph_objects as go

    period = dots.times[1] - dots.times[0] if len(dots.times) > 1 else 0.0
    ends = np.append(dots.times, dots.times[-1] + period)
    return go.Scatter(
        x=1000 * ends,
        y=np.append(dots.y, dots.y[-1]),
        name="Held for T",
        mode="lines",
        line={"color": ACCENT, "width": 1, "shape": "hv"},
        fill="tozeroy",
        fillcolor=HELD,
        hoverinfo="skip",
    )
