"""Bars that compare: figures of each class, probabilities of several models, reliability."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import SERIES_COLOURS
from core.figures.style import ACCENT, CONTRAST, GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

LEAST = 30  # per cent, where an axis of accuracies begins unless there are lower ones


def per_class_figure(
    reports: Mapping[str, Mapping[str, Mapping[str, float]]],
    measure: str = "f1",
    *,
    classes: Sequence[str],
    items: str = "songs",
) -> "go.Figure":
    """A measure of each class as bars, one colour per model.

    Parameters
    ----------
    reports : mapping of model name to ``per_class`` of its report
    measure : str
        ``"precision"``, ``"recall"`` or ``"f1"``, each 0 to 1.
    classes : sequence of str
        Those to show, which all of the models know.
    items : str
        What they were judged on.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for colour, (name, per_class) in zip(SERIES_COLOURS, reports.items(), strict=False):
        figure.add_bar(
            x=list(classes),
            y=[100 * per_class[each][measure] for each in classes],
            name=name,
            marker_color=colour,
            customdata=[per_class[each]["support"] for each in classes],
            hovertemplate="%{x}: %{y:.0f} % (of %{customdata:.0f} "
            + f"{items})<extra>{name}</extra>",
        )
    titles = {"f1": "F1 (%)", "precision": "Precision (%)", "recall": "Recall (%)"}
    figure.update_yaxes(title=titles[measure], range=[0, 102])
    return styled(figure, height=380, barmode="group", bargap=0.25)


def probabilities_figure(
    classes: Sequence[str], by_model: Mapping[str, NDArray[np.floating]]
) -> "go.Figure":
    """The probability of each class, 0 to 1, by several models: a dot per model on each line.

    NaN, of a class that a model does not know, has none.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    shapes = ("circle", "diamond", "square", "cross", "triangle-up", "star")
    for place, (name, values) in enumerate(by_model.items()):
        figure.add_scatter(
            x=100 * np.asarray(values),
            y=list(classes),
            mode="markers",
            name=name,
            marker={"size": 13, "symbol": shapes[place % len(shapes)],
                    "color": SERIES_COLOURS[place % len(SERIES_COLOURS)]},
            hovertemplate="%{y}: %{x:.1f} %<extra>" + name + "</extra>",
        )  # fmt: skip
    figure.update_xaxes(title="Probability (%)", range=[-2, 102])
    figure.update_yaxes(autorange="reversed")
    return styled(figure, height=110 + 32 * len(classes))


def reliability_figure(
    bins: Mapping[str, NDArray[np.floating]], *, items: str = "songs"
) -> "go.Figure":
    """How often the model is right, by how sure it is; on the diagonal it is as sure as it may be.

    Parameters
    ----------
    bins : mapping
        ``confidence``, ``accuracy`` (0 to 1) and ``count`` [n_bins] of `core.metrics.reliability`;
        empty bins are left out.
    items : str
        What it was asked about.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.add_scatter(x=[0, 100], y=[0, 100], mode="lines", name="as it should be",
                       hoverinfo="skip", line={"dash": "dot", "color": GREY})  # fmt: skip
    filled = np.asarray(bins["count"]) > 0
    sizes = np.asarray(bins["count"], dtype=float)[filled]
    figure.add_scatter(
        x=100 * np.asarray(bins["confidence"])[filled],
        y=100 * np.asarray(bins["accuracy"])[filled],
        mode="lines+markers",
        name="this network",
        marker={"size": 6 + 20 * np.sqrt(sizes / max(sizes.max(initial=1), 1)),
                "color": ACCENT},
        line={"color": ACCENT},
        customdata=sizes,
        hovertemplate="%{customdata:.0f} " + items + ": %{x:.0f} % sure on average, "
        "right in %{y:.0f} %<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(title="How sure it is (%)", range=[0, 102])
    figure.update_yaxes(title="How often it is right (%)", range=[0, 104])
    return styled(figure, height=380)


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
    told = [(n, row) for n, row in zip(names, rows, strict=True) if row.get("reported") is not None]
    figure.add_scatter(x=[100 * row["reported"] for _, row in told], y=[name for name, _ in told],
                       mode="markers", name="reported by the paper",
                       marker={"color": CONTRAST, "size": 13, "symbol": "x"},
                       hovertemplate="the paper: %{x:.1f} %<extra></extra>")  # fmt: skip
    least = min((100 * value for row in rows for value in row["values"]), default=LEAST)
    figure.update_xaxes(title="Accuracy (%)", range=[min(LEAST, least - 3), 100])
    figure.update_yaxes(autorange="reversed")
    return styled(figure, height=150 + 46 * len(rows))
