"""Figures of the columns of a table: what each says to a network."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import color_of
from core.figures.style import ACCENT, GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW, AROUND = 26, 90  # px
FEW = 12  # values that are shown as points


def importance_figure(
    names: Sequence[str], drops: NDArray[np.floating], *, title: str
) -> "go.Figure":
    """How far accuracy falls where a column is shuffled, the largest on top.

    Parameters
    ----------
    names : sequence of str
    drops : float array [shape=(n_columns, n_repeats)]
        Shares, 0 to 1; the bar is their mean, its whisker their deviation.
    title : str
        Of the axis.
    """
    import plotly.graph_objects as go

    mean, deviation = 100 * drops.mean(axis=1), 100 * drops.std(axis=1)
    order = np.argsort(mean)
    figure = go.Figure(
        go.Bar(
            x=mean[order], y=[names[i] for i in order], orientation="h", marker_color=ACCENT,
            error_x={"array": deviation[order], "color": GREY, "thickness": 1.2, "width": 3},
            customdata=deviation[order],
            hovertemplate="%{y}: %{x:.1f} points, ± %{customdata:.1f} from shuffle to shuffle"
            "<extra></extra>",
        )
    )  # fmt: skip
    figure.update_xaxes(title=title)
    figure.update_yaxes(dtick=1)
    return styled(figure, height=AROUND + ROW * len(names))


def dependence_figure(
    grid: NDArray[np.floating],
    answers: NDArray[np.floating],
    classes: Sequence[str],
    shown: Sequence[str],
    *,
    title: str,
) -> "go.Figure":
    """The mean probability of some classes against a column's value.

    Parameters
    ----------
    grid : float array [shape=(n_grid,)]
    answers : float array [shape=(n_grid, n_classes)]
        0 to 1.
    classes : sequence of str
        All of them, so that each keeps its colour.
    shown : sequence of str
    title : str
        The column, with its unit.
    """
    import plotly.graph_objects as go

    figure = go.Figure(
        [
            go.Scatter(
                x=grid, y=100 * answers[:, list(classes).index(name)], name=name,
                mode="lines+markers" if len(grid) <= FEW else "lines",
                line={"color": color_of(name, classes), "width": 2.5},
                hovertemplate=f"{name}: %{{y:.1f}} % at %{{x:.4g}}<extra></extra>",
            )
            for name in shown
        ]
    )  # fmt: skip
    figure.update_xaxes(title=title)
    figure.update_yaxes(title="Mean probability (%)", rangemode="tozero")
    return styled(figure, height=380)
