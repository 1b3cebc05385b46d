"""What networks say that do not tell one class: tags, quantities, rows that come out again."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from core.figures.palette import SERIES_COLOURS
from core.figures.style import ACCENT, CONTRAST, GREY, MARKERS, cell_colour, styled

if TYPE_CHECKING:
    import pandas as pd
    import plotly.graph_objects as go

ROW = 26  # px for each name
AROUND = 90  # px for axes and margins
MOST_BINS = 40


def intervals_figure(
    names: Sequence[str],
    values: ArrayLike,
    bounds: tuple[ArrayLike, ArrayLike],
    *,
    title: str,
    chance: float,
) -> "go.Figure":
    """A figure of each output with its interval, the best on top.

    Parameters
    ----------
    names : sequence of str
    values : float array [shape=(n,)]
        0 to 1; NaN (or None) where it cannot be told.
    bounds : pair of float arrays [shape=(n,)]
        Lower and upper ends of the intervals.
    title : str
        Of the figure's axis.
    chance : float
        What guessing gives: a dotted line.
    """
    import plotly.graph_objects as go

    each = np.array(values, dtype=float)
    low, high = (np.array(bound, dtype=float) for bound in bounds)
    order = np.argsort(np.where(np.isfinite(each), each, -1))
    figure = go.Figure(
        go.Scatter(
            x=each[order],
            y=[list(names)[i] for i in order],
            mode="markers",
            marker={"color": ACCENT, "size": 9},
            error_x={
                "array": (high - each)[order],
                "arrayminus": (each - low)[order],
                "color": ACCENT,
                "thickness": 1.5,
                "width": 4,
            },
            customdata=np.stack([low[order], high[order]], axis=1),
            hovertemplate=f"%{{y}}: {title} %{{x:.3f}} (%{{customdata[0]:.2f}} to "
            "%{customdata[1]:.2f})<extra></extra>",
        )
    )
    figure.add_vline(x=chance, line={"color": GREY, "width": 1, "dash": "dot"})
    styled(figure, height=AROUND + ROW * len(each))
    figure.update_xaxes(title_text=title, range=[0, 1.03])
    return figure


def outputs_figure(table: "pd.DataFrame", *, title: str) -> "go.Figure":
    """A figure of each output by several networks: a dot per network on each output's line.

    Parameters
    ----------
    table : DataFrame
        Of `core.evaluation.by_output`: a row per output, a column per network.
    title : str
        Of the figure.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for place, name in enumerate(table):
        figure.add_scatter(
            x=table[name], y=[str(output) for output in table.index], mode="markers", name=name,
            marker={"size": 12, "symbol": MARKERS[place % len(MARKERS)],
                    "color": SERIES_COLOURS[place % len(SERIES_COLOURS)]},
            hovertemplate=f"%{{y}}: {title} %{{x:.3f}}<extra>{name}</extra>",
        )  # fmt: skip
    styled(figure, height=AROUND + 30 + ROW * len(table))
    figure.update_xaxes(title_text=title)
    return figure.update_yaxes(autorange="reversed")


def together_figure(names: Sequence[str], counts: ArrayLike) -> "go.Figure":
    """How often two tags are given together: counts [n_tags, n_tags] as a heatmap."""
    import plotly.graph_objects as go

    figure = go.Figure(
        go.Heatmap(
            z=np.asarray(counts),
            x=list(names),
            y=list(names),
            colorscale=[[0.0, cell_colour(ACCENT, 0.0)], [1.0, cell_colour(ACCENT, 1.0)]],
            texttemplate="%{z}" if len(names) <= 20 else None,
            showscale=len(names) > 20,
            hovertemplate="%{y} and %{x}: %{z}<extra></extra>",
        )
    )
    styled(figure, height=AROUND + ROW * len(names))
    figure.update_yaxes(autorange="reversed")
    return figure


def truth_figure(
    truths: ArrayLike, answers: ArrayLike, ids: Sequence[str], *, name: str
) -> "go.Figure":
    """What was said of a quantity over what is true, a point per item."""
    import plotly.graph_objects as go

    true, predicted = np.asarray(truths, float), np.asarray(answers, float)
    ends = [float(min(true.min(), predicted.min())), float(max(true.max(), predicted.max()))]
    figure = go.Figure(
        [
            go.Scatter(
                x=ends,
                y=ends,
                mode="lines",
                line={"color": GREY, "width": 1, "dash": "dot"},
                hoverinfo="skip",
                showlegend=False,
            ),
            go.Scatter(
                x=true,
                y=predicted,
                mode="markers",
                marker={"color": ACCENT, "size": 8, "opacity": 0.8},
                text=list(ids),
                hovertemplate="%{text}: true %{x:.4g}, said %{y:.4g}<extra></extra>",
                showlegend=False,
            ),
        ]
    )
    styled(figure, height=420)
    figure.update_xaxes(title_text=f"{name}, true")
    figure.update_yaxes(title_text=f"{name}, as the network says")
    return figure


def errors_figure(errors: ArrayLike, *, name: str) -> "go.Figure":
    """How errors (said less true) are spread."""
    import plotly.graph_objects as go

    figure = go.Figure(
        go.Histogram(
            x=np.asarray(errors, float),
            nbinsx=MOST_BINS,
            marker={"color": ACCENT},
            hovertemplate="%{x}: %{y}<extra></extra>",
        )
    )
    figure.add_vline(x=0, line={"color": GREY, "width": 1, "dash": "dot"})
    styled(figure, height=300)
    figure.update_xaxes(title_text=f"{name}: said less true")
    figure.update_yaxes(title_text="Items")
    return figure


def rows_figure(shares: Mapping[str, float | None]) -> "go.Figure":
    """How much of each row comes out again, in per cent; what is worse than nothing stands out."""
    import plotly.graph_objects as go

    each = 100 * np.array([np.nan if v is None else v for v in shares.values()])
    figure = go.Figure(
        go.Bar(
            x=list(shares),
            y=each,
            marker={"color": [ACCENT if v >= 0 else CONTRAST for v in np.nan_to_num(each)]},
            hovertemplate="%{x}: %{y:.1f} %<extra></extra>",
        )
    )
    styled(figure, height=320)
    figure.update_yaxes(title_text="Comes out again (%)", range=[min(0, np.nanmin(each)), 103])
    return figure
