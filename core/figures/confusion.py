"""Confusion matrices: who is taken for whom, and what a click on a cell says."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import SERIES_COLOURS
from core.figures.style import ACCENT, HARDLY, INK, STEP, one_sided, styled, two_sided

if TYPE_CHECKING:
    import plotly.graph_objects as go

Unit = Literal["counts", "per cent"]
INVISIBLE = "rgba(128,128,128,0.003)"  # an opacity of 0 would not be clicked
CHOSEN = "rgba(194,89,63,0.55)"  # lies over the cell that was clicked
FONT_SIZE = 11  # px: "100" still fits a cell of ten on a phone


def in_unit(confusion: NDArray[np.integer], unit: Unit) -> NDArray[np.float64]:
    """Counts [n_classes, n_classes] as they are, or as per cent of each row; empty rows are 0."""
    counts = np.asarray(confusion, dtype=np.float64)
    if unit == "counts":
        return counts
    return 100 * counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)


def in_favour(difference: NDArray[np.floating]) -> NDArray[np.float64]:
    """A difference of two matrices, A minus B, turned so that above 0 is good for A everywhere.

    More on the diagonal is better, more beside it is worse; so the signs beside it change.
    """
    difference = np.asarray(difference, dtype=np.float64)
    return np.where(np.eye(len(difference), dtype=bool), difference, 0.0 - difference)


def confusion_figure(
    confusion: NDArray[np.integer], classes: Sequence[str], *, unit: Unit = "counts",
    clickable: bool = True, height: int = 520, items: str = "songs",
) -> "go.Figure":  # fmt: skip
    """A confusion matrix: rows are true, columns predicted classes.

    Plotly's heatmaps select nothing, so invisible squares lie over cells that are to be clicked;
    a clicked one's ``customdata`` is ``[true class, predicted class]``.

    Parameters
    ----------
    confusion : int array [shape=(n_classes, n_classes)]
    unit : str
        ``"counts"``, or ``"per cent"`` of the true class.
    clickable : bool
        Whether a click on a cell selects it.
    items : str
        What is counted.
    """
    import plotly.graph_objects as go

    values = in_unit(confusion, unit)
    text = [[f"{v:.0f}" if v else "" for v in row] for row in values]
    cells = _cells(values, classes, one_sided(ACCENT), (0.0, max(values.max(), 1.0)))
    named = items if unit == "counts" else "%"
    cells.hovertemplate = "%{y}, taken for %{x}: %{z:.0f} " + named + "<extra></extra>"
    figure = go.Figure(cells)
    if clickable:
        figure.add_trace(_targets(np.asarray(confusion), classes, items))
    return _as_matrix(figure, text, values / max(values.max(), 1.0), height)


def difference_figure(
    a: NDArray[np.integer], b: NDArray[np.integer], classes: Sequence[str], *,
    names: tuple[str, str] = ("A", "B"), height: int = 480,
) -> "go.Figure":  # fmt: skip
    """Per cent of each row in `a` minus that in `b`, coloured by whom it speaks for.

    Numbers are percentage points, A minus B. A cell has the first series colour where A is
    better (right more often, or making that mistake less often), the second where B is.

    Parameters
    ----------
    a, b : int array [shape=(n_classes, n_classes)]
    names : tuple of str
        What A and B are called.
    """
    import plotly.graph_objects as go

    values = in_unit(a, "per cent") - in_unit(b, "per cent")
    largest = max(float(np.abs(values).max()), 1.0)
    for_a, for_b = SERIES_COLOURS[:2]
    scale = two_sided(for_b, for_a)
    cells = _cells(in_favour(values), classes, scale, (-largest, largest))
    cells.update(
        customdata=values,
        text=[[_spoken(v, v > 0, names) if v else "the same" for v in row]
              for row in in_favour(values)],
        hovertemplate="%{y}, taken for %{x}: %{customdata:+.1f} points<br>%{text}<extra></extra>",
    )  # fmt: skip
    text = [[f"{v:+.0f}".replace("-", "−") if round(v) else "" for v in row] for row in values]
    return _as_matrix(go.Figure(cells), text, np.abs(values) / largest, height)


def _spoken(value: float, for_a: bool, names: tuple[str, str]) -> str:
    return f"{names[0] if for_a else names[1]} is better by {abs(value):.1f}"


def _cells(
    values: NDArray[np.float64], classes: Sequence[str], scale: Any, limits: tuple[float, float]
) -> Any:
    import plotly.graph_objects as go

    return go.Heatmap(
        z=values,
        x=list(classes),
        y=list(classes),
        zmin=limits[0],
        zmax=limits[1],
        colorscale=scale,
        showscale=False,  # every cell says its number
        xgap=2,
        ygap=2,
    )


def _targets(counts: NDArray[np.integer], classes: Sequence[str], items: str) -> Any:
    import plotly.graph_objects as go

    pairs = [(true, said) for true in classes for said in classes]
    return go.Scatter(
        x=[said for _, said in pairs],
        y=[true for true, _ in pairs],
        mode="markers",
        marker={"symbol": "square", "size": 26, "color": INVISIBLE, "opacity": 1},
        customdata=[list(pair) for pair in pairs],
        text=[f"{n} {items.removesuffix('s') if n == 1 else items}" for n in counts.ravel()],
        hovertemplate="%{customdata[0]}, taken for %{customdata[1]}: %{text}"
        "<br>click to meet them<extra></extra>",
        selected={"marker": {"color": CHOSEN}},
        unselected={"marker": {"color": INVISIBLE, "opacity": 1}},
        showlegend=False,
    )


def _as_matrix(
    figure: "go.Figure", text: list[list[str]], strength: NDArray[np.float64], height: int
) -> "go.Figure":
    """Axes in plain words, and `text` in the cells; `strength` is 0 to 1 of the colour scale."""
    classes = list(figure.data[0].x)
    solid = strength > STEP - HARDLY
    styled(figure, height=height, clickmode="event+select", dragmode=False)
    fixed = {"showgrid": False, "zeroline": False, "fixedrange": True}
    figure.update_xaxes(title="What the network said", tickangle=-45, **fixed)
    figure.update_yaxes(title="What it is", autorange="reversed", **fixed)
    figure.update_xaxes(categoryorder="array", categoryarray=classes)
    figure.update_layout(
        annotations=[
            {"x": said, "y": true, "text": text[i][j], "showarrow": False,
             "font": {"size": FONT_SIZE} | ({"color": INK} if solid[i, j] else {})}
            for i, true in enumerate(classes)
            for j, said in enumerate(classes)
            if text[i][j]
        ]
    )  # fmt: skip
    return figure
