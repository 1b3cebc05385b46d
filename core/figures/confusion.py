"""Confusion matrices: who is taken for whom, and what a click on a cell says."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import plotly_scale
from core.figures.style import styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

Unit = Literal["songs", "per cent"]
INVISIBLE = "rgba(0,0,0,0.01)"  # an opacity of 0 would not be clicked

# Light to strong in one hue; empty cells are left open, so that it reads on white and on black.
SEQUENTIAL = [[0.0, "#D5E5E3"], [0.5, "#5FA5AB"], [1.0, "#0F4B54"]]


def in_unit(confusion: NDArray[np.integer], unit: Unit) -> NDArray[np.float64]:
    """Counts [n_classes, n_classes] as they are, or as per cent of each row; empty rows are 0."""
    counts = np.asarray(confusion, dtype=np.float64)
    if unit == "songs":
        return counts
    return 100 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def confusion_figure(
    confusion: NDArray[np.integer], classes: Sequence[str], *, unit: Unit = "songs",
    height: int = 520,
) -> "go.Figure":  # fmt: skip
    """A confusion matrix: rows are true, columns predicted classes; every cell can be clicked.

    Plotly's heatmaps select nothing, so invisible squares lie over the cells; a clicked one's
    ``customdata`` is ``[true class, predicted class]``.

    Parameters
    ----------
    confusion : int array [shape=(n_classes, n_classes)]
    unit : str
        ``"songs"``, or ``"per cent"`` of the true class.
    """
    import plotly.graph_objects as go

    values = in_unit(confusion, unit)
    figure = go.Figure(_cells(values, classes, unit, SEQUENTIAL, 0, max(values.max(), 1)))
    figure.add_trace(_targets(values, np.asarray(confusion), classes))
    return _as_matrix(figure, classes, height)


def difference_figure(
    a: NDArray[np.integer], b: NDArray[np.integer], classes: Sequence[str], *, height: int = 440
) -> "go.Figure":
    """Per cent of each row in `a` minus that in `b`, in percentage points: blue less, red more."""
    import plotly.graph_objects as go

    values = in_unit(a, "per cent") - in_unit(b, "per cent")
    largest = max(float(np.abs(values).max()), 1.0)
    scale = plotly_scale("red-blue")
    figure = go.Figure(_cells(values, classes, "points", scale, -largest, largest))
    return _as_matrix(figure, classes, height)


def _cells(
    values: NDArray[np.float64], classes: Sequence[str], unit: str, scale: Any,
    low: float, high: float,
) -> Any:  # fmt: skip
    import plotly.graph_objects as go

    names = {"songs": "songs", "per cent": "%", "points": "points"}
    text = [[f"{v:+.0f}" if unit == "points" and round(v) else f"{v:.0f}" if v else "" for v in row]
            for row in values]  # fmt: skip
    return go.Heatmap(
        z=np.where(values == 0, np.nan, values),
        x=list(classes),
        y=list(classes),
        zmin=low,
        zmax=high,
        colorscale=scale,
        colorbar={"title": {"text": names[unit]}, "thickness": 12},
        text=text,
        texttemplate="%{text}",
        xgap=1,
        ygap=1,
        hovertemplate="%{y}, taken for %{x}: %{z:.1f} " + names[unit] + "<extra></extra>",
    )


def _targets(
    values: NDArray[np.float64], counts: NDArray[np.integer], classes: Sequence[str]
) -> Any:
    import plotly.graph_objects as go

    pairs = [(true, said) for true in classes for said in classes]
    return go.Scatter(
        x=[said for _, said in pairs],
        y=[true for true, _ in pairs],
        mode="markers",
        marker={"symbol": "square", "size": 26, "color": INVISIBLE},
        customdata=[list(pair) for pair in pairs],
        text=[f"{n} songs" for n in counts.ravel()],
        hovertemplate="%{customdata[0]}, taken for %{customdata[1]}: %{text}"
        "<br>click to hear them<extra></extra>",
        selected={"marker": {"color": INVISIBLE}},
        unselected={"marker": {"color": INVISIBLE}},
        showlegend=False,
    )


def _as_matrix(figure: "go.Figure", classes: Sequence[str], height: int) -> "go.Figure":
    styled(figure, height=height, clickmode="event+select")
    figure.update_xaxes(title="predicted", side="bottom", tickangle=-45, showgrid=False)
    figure.update_yaxes(title="true", autorange="reversed", showgrid=False)
    figure.update_xaxes(categoryorder="array", categoryarray=list(classes))
    return figure
