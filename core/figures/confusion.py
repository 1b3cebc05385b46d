"""Confusion matrices: what is labelled as what, what a network said, and which cell is chosen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import SERIES_COLOURS
from core.figures.style import ACCENT, CONTRAST, one_sided, styled, two_sided

if TYPE_CHECKING:
    import plotly.graph_objects as go

Unit = Literal["counts", "per cent"]
Cell = tuple[str, str]  # what it is labelled as, what the network said
INVISIBLE = "rgba(128,128,128,0.003)"  # an opacity of 0 would not be clicked
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
    chosen: Cell | None = None, height: int = 520, items: str = "songs",
) -> "go.Figure":  # fmt: skip
    """A confusion matrix: a row for each label, a column for each answer of the network.

    Plotly's heatmaps select nothing, so invisible squares lie over the cells; the ``customdata`` of
    a clicked one is ``[label, answer]``.

    Parameters
    ----------
    confusion : int array [shape=(n_classes, n_classes)]
    unit : str
        ``"counts"``, or ``"per cent"`` of the row.
    chosen : (label, answer), optional
        The cell with a frame around it.
    items : str
        What is counted.
    """
    counts = np.asarray(confusion)
    values = in_unit(counts, unit)
    text = [[f"{v:.0f}" if v else "" for v in row] for row in values]
    of = counts.sum(axis=1)
    hover = [
        f"{_named(cell)}<br>{n} of {of[i // len(classes)]} {items}"
        for i, (cell, n) in enumerate(zip(_pairs(classes), counts.ravel(), strict=True))
    ]
    cells = _cells(values, classes, one_sided(ACCENT), (0.0, max(values.max(), 1.0)))
    return _as_matrix(cells, _targets(classes, hover), text, chosen, height)


def difference_figure(
    a: NDArray[np.floating], b: NDArray[np.floating], classes: Sequence[str], *,
    names: tuple[str, str] = ("A", "B"), chosen: Cell | None = None, height: int = 480,
) -> "go.Figure":  # fmt: skip
    """How much better A does than B in each cell, in percentage points.

    Better is right more often on the diagonal, and making that mistake less often beside it. Above
    0 and in the first series colour A is better, below 0 and in the second B.

    Parameters
    ----------
    a, b : float array [shape=(n_classes, n_classes)]
        Per cent of each label's items, as of `in_unit`.
    names : tuple of str
        What A and B are called.
    chosen : (label, answer), optional
        The cell with a frame around it.
    """
    better = in_favour(np.asarray(a, dtype=np.float64) - b)
    largest = max(float(np.abs(better).max()), 1.0)
    text = [[f"{v:+.0f}".replace("-", "−") if round(v) else "" for v in row] for row in better]
    each = zip(_pairs(classes), np.ravel(a), np.ravel(b), better.ravel(), strict=True)
    hover = [
        f"{_named(cell)}<br>{names[0]}: {x:.1f} %<br>{names[1]}: {y:.1f} %<br>"
        + (f"{names[0] if v > 0 else names[1]} is better by {abs(v):.1f}" if v else "no difference")
        for cell, x, y, v in each
    ]
    for_a, for_b = SERIES_COLOURS[:2]
    cells = _cells(better, classes, two_sided(for_b, for_a), (-largest, largest))
    return _as_matrix(cells, _targets(classes, hover), text, chosen, height)


def _pairs(classes: Sequence[str]) -> list[Cell]:
    return [(label, answer) for label in classes for answer in classes]


def _named(cell: Cell) -> str:
    label, answer = cell
    return f"<b>{label}, recognised</b>" if label == answer else f"<b>{label}, called {answer}</b>"


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
        hoverinfo="skip",  # the squares over the cells say more
        xgap=2,
        ygap=2,
    )


def _targets(classes: Sequence[str], hover: Sequence[str]) -> Any:
    import plotly.graph_objects as go

    pairs = _pairs(classes)
    unchanged = {"marker": {"color": INVISIBLE, "opacity": 1}}  # the frame marks what is chosen
    return go.Scatter(
        x=[answer for _, answer in pairs],
        y=[label for label, _ in pairs],
        mode="markers",
        marker={"symbol": "square", "size": 26, "color": INVISIBLE, "opacity": 1},
        customdata=[list(pair) for pair in pairs],
        text=list(hover),
        hovertemplate="%{text}<extra></extra>",
        selected=unchanged,
        unselected=unchanged,
        showlegend=False,
    )


def _as_matrix(
    cells: Any, targets: Any, text: list[list[str]], chosen: Cell | None, height: int
) -> "go.Figure":
    """Axes in plain words, `text` in the cells, and a frame around the chosen one."""
    import plotly.graph_objects as go

    classes = list(cells.x)
    figure = styled(go.Figure([cells, targets]), height=height, clickmode="event+select",
                    dragmode=False, hoverdistance=-1)  # fmt: skip
    fixed: dict[str, Any] = {"showgrid": False, "zeroline": False, "fixedrange": True}
    ends = [-0.5, len(classes) - 0.5]  # as they would be, were there no squares over the cells
    figure.update_xaxes(title="What the network said", title_standoff=8, tickangle=-45, **fixed)
    figure.update_yaxes(title="Labelled as", title_standoff=8, **fixed)
    figure.update_xaxes(categoryorder="array", categoryarray=classes, range=ends)
    figure.update_yaxes(categoryorder="array", categoryarray=classes, range=ends[::-1])
    figure.update_layout(
        annotations=[
            {"x": answer, "y": label, "text": text[i][j], "showarrow": False,
             "font": {"size": FONT_SIZE}}
            for i, label in enumerate(classes)
            for j, answer in enumerate(classes)
            if text[i][j]
        ]
    )  # fmt: skip
    if chosen:
        label, answer = (classes.index(name) for name in chosen)
        figure.add_shape(
            x0=answer - 0.5, x1=answer + 0.5, y0=label - 0.5, y1=label + 0.5,
            fillcolor="rgba(0,0,0,0)", line={"color": CONTRAST, "width": 3},
        )  # fmt: skip
    return figure
