"""Bars that compare: figures of each class, probabilities of several models, reliability."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.figures.networks import colour, diagonal, marker, with_legend
from core.figures.style import ACCENT, CONTRAST, GREY, styled

FEW = 3  # models whose large markers do not hide one another

if TYPE_CHECKING:
    import plotly.graph_objects as go

LEAST = 30  # per cent, where an axis of accuracies begins unless there are lower ones


def per_class_figure(
    reports: Mapping[str, Mapping[str, Mapping[str, float]]],
    measure: str = "f1",
    *,
    classes: Sequence[str],
    bounds: Mapping[str, Mapping[str, Sequence[float]]],
    items: str = "songs",
) -> "go.Figure":
    """A measure of each class as bars with their intervals, one colour per model.

    Bars lie on their sides, below one another: so ten models have room on a phone.

    Parameters
    ----------
    reports : mapping of model name to ``per_class`` of its report
    measure : str
        ``"precision"``, ``"recall"`` or ``"f1"``, each 0 to 1.
    classes : sequence of str
        Those to show, which all of the models know.
    bounds : mapping of model name to class to (low, high)
        95 % intervals of the measure, 0 to 1.
    items : str
        What they were judged on.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for place, (name, per_class) in enumerate(reports.items()):
        values = np.array([per_class[each][measure] for each in classes])
        low, high = np.array([bounds[name][each] for each in classes]).T
        figure.add_bar(
            x=100 * values,
            y=list(classes),
            orientation="h",
            name=escape(name),
            marker_color=colour(place),
            error_x={"array": 100 * (high - values), "arrayminus": 100 * (values - low),
                     "color": GREY, "thickness": 1.2, "width": 2},
            customdata=[(per_class[each]["support"], 100 * a, 100 * b)
                        for each, a, b in zip(classes, low, high, strict=True)],
            hovertemplate="%{y}: %{x:.0f} % (%{customdata[1]:.0f} to %{customdata[2]:.0f} %; "
            + f"%{{customdata[0]:.0f}} {items})<extra>{escape(name)}</extra>",
        )  # fmt: skip
    titles = {"f1": "F1 (%)", "precision": "Precision (%)", "recall": "Recall (%)"}
    n = len(reports)
    with_legend(figure, n, height=60 + len(classes) * (14 + max(10, 22 - 4 * n) * n))
    figure.update_layout(barmode="group", bargap=0.2)
    figure.update_xaxes(title=titles[measure], range=[0, 102])
    return figure.update_yaxes(autorange="reversed")


def probabilities_figure(
    classes: Sequence[str], by_model: Mapping[str, NDArray[np.floating]]
) -> "go.Figure":
    """The probability of each class, 0 to 1, by several models: a dot per model on each line.

    NaN, of a class that a model does not know, has none.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for place, (name, values) in enumerate(by_model.items()):
        figure.add_scatter(
            x=100 * np.asarray(values),
            y=list(classes),
            mode="markers",
            name=escape(name),
            marker=marker(place) | {"size": 13},
            hovertemplate="%{y}: %{x:.1f} %<extra>" + escape(name) + "</extra>",
        )  # fmt: skip
    with_legend(figure, len(by_model), height=70 + 32 * len(classes))
    figure.update_xaxes(title="Probability (%)", range=[-2, 102])
    return figure.update_yaxes(autorange="reversed")


def reliability_figure(
    bins: Mapping[str, Mapping[str, NDArray[np.floating]]], *, items: str = "songs"
) -> "go.Figure":
    """How often models are right, by how sure they are; on the diagonal they are as sure as right.

    Parameters
    ----------
    bins : mapping of model name to mapping
        ``confidence``, ``accuracy`` (0 to 1) and ``count`` [n_bins] of `core.metrics.reliability`;
        empty bins are left out.
    items : str
        What they were asked about.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    diagonal(figure, "as it should be")
    largest = 20 if len(bins) <= FEW else 8  # px, of a marker that stands for most items
    for place, (name, each) in enumerate(bins.items()):
        filled = np.asarray(each["count"]) > 0
        sizes = np.asarray(each["count"], dtype=float)[filled]
        style = marker(place) if len(bins) > 1 else {"color": ACCENT}
        figure.add_scatter(
            x=100 * np.asarray(each["confidence"])[filled],
            y=100 * np.asarray(each["accuracy"])[filled],
            mode="lines+markers",
            name=escape(name),
            marker=style | {"size": 6 + largest * np.sqrt(sizes / max(sizes.max(initial=1), 1))},
            line={"color": style["color"]},
            customdata=sizes,
            hovertemplate=escape(name) + ", %{customdata:.0f} " + items
            + ": %{x:.0f} % sure on average, right in %{y:.0f} %<extra></extra>",
        )  # fmt: skip
    with_legend(figure, 1 + len(bins), height=380)
    figure.update_xaxes(title="How sure it is (%)", range=[0, 102])
    return figure.update_yaxes(title="How often it is right (%)", range=[0, 104])


def spread_figure(rows: Sequence[Mapping[str, Any]]) -> "go.Figure":
    """Accuracy of each seed as a point and the mean with its interval, one line per row.

    Parameters
    ----------
    rows : sequence of mappings
        ``name``; ``values`` of the seeds, ``mean``, ``low``, ``high`` (0 to 1); ``reported`` by the
        paper, or None.
    """
    import plotly.graph_objects as go

    names = [row["name"].replace(", ", "<br>") for row in rows]  # two lines leave room on a phone
    figure = go.Figure()
    for place, (name, row) in enumerate(zip(names, rows, strict=True)):
        figure.add_scatter(x=[100 * v for v in row["values"]], y=[name] * len(row["values"]),
                           mode="markers", marker={"color": "rgba(46,138,149,0.5)", "size": 9},
                           name="a draw of the split", legendgroup="draws", showlegend=not place,
                           hovertemplate="a draw: %{x:.1f} %<extra></extra>")  # fmt: skip
    figure.add_scatter(
        x=[100 * row["mean"] for row in rows], y=names, mode="markers",
        name="their mean, 95 % interval",
        marker={"color": ACCENT, "size": 14, "symbol": "diamond"},
        error_x={"type": "data", "symmetric": False,
                 "array": [100 * (row["high"] - row["mean"]) for row in rows],
                 "arrayminus": [100 * (row["mean"] - row["low"]) for row in rows]},
        hovertemplate="mean %{x:.1f} %<extra></extra>",
    )  # fmt: skip
    reported = [
        (n, row) for n, row in zip(names, rows, strict=True) if row.get("reported") is not None
    ]
    figure.add_scatter(x=[100 * row["reported"] for _, row in reported],
                       y=[name for name, _ in reported],
                       mode="markers", name="reported by the paper",
                       marker={"color": CONTRAST, "size": 13, "symbol": "x"},
                       hovertemplate="the paper: %{x:.1f} %<extra></extra>")  # fmt: skip
    least = min((100 * value for row in rows for value in row["values"]), default=LEAST)
    figure.update_xaxes(title="Accuracy (%)", range=[min(LEAST, least - 3), 100])
    figure.update_yaxes(autorange="reversed")
    return styled(figure, height=150 + 46 * len(rows))
