"""What a lesson on tags draws: the price of one answer, a threshold, and pairs of songs."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.palette import SERIES_COLOURS
from core.figures.style import ACCENT, CONTRAST, GREY, cell_colour, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go


def prices_figure(
    answers: NDArray[np.floating],
    losses: Mapping[str, NDArray[np.floating]],
    best: Mapping[str, float],
    chosen: str,
) -> "go.Figure":
    """Loss (nats) by the one answer for all songs, a curve each; the cheapest is marked.

    The `chosen` curve stands out.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for place, (name, curve) in enumerate(losses.items()):
        colour, lit = SERIES_COLOURS[place], name == chosen
        figure.add_scatter(
            x=100 * answers, y=curve, name=f"unknown: {name}", mode="lines",
            opacity=1 if lit else 0.4,
            line={"color": colour, "width": 3 if lit else 1.5},
            hovertemplate=f"{name}: %{{x:.0f}} % costs %{{y:.3f}} nats<extra></extra>",
        )  # fmt: skip
        figure.add_scatter(
            x=[100 * best[name]], y=[np.interp(best[name], answers, curve)], mode="markers",
            marker={"color": colour, "size": 13 if lit else 7}, showlegend=False,
            hovertemplate=f"{name}: cheapest at %{{x:.1f}} %<extra></extra>",
        )  # fmt: skip
    styled(figure, height=380)
    figure.update_xaxes(title_text="The answer for every song (%)", range=[0, 100])
    return figure.update_yaxes(title_text="Loss (nats)", range=[0.2, 2])


def threshold_figure(
    has: NDArray[np.bool_], probabilities: NDArray[np.floating], threshold: float, best: float
) -> "go.Figure":
    """Every song by its probability, with the emotion above and without below, and the threshold.

    Dotted, the threshold of the `best` F1.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    rows = (("has it", has, ACCENT, 1.0), ("has it not", ~has, CONTRAST, 0.0))
    for name, which, colour, row in rows:
        p = np.sort(probabilities[which])
        level = np.array([np.sum(p[:i] == each) for i, each in enumerate(p)])  # equals are stacked
        figure.add_scatter(
            x=100 * p, y=row + 0.09 * level, name=name, mode="markers",
            marker={"color": colour, "size": 11,
                    "symbol": ["circle" if each >= threshold else "circle-open" for each in p]},
            hovertemplate=f"{name}: %{{x:.0f}} %<extra></extra>",
        )  # fmt: skip
    figure.add_vline(x=100 * threshold, line={"color": GREY, "width": 2})
    figure.add_vline(x=100 * best, line={"color": GREY, "width": 1.5, "dash": "dot"})
    styled(figure, height=300)
    figure.update_xaxes(title_text="Probability (%)", range=[0, 100])
    return figure.update_yaxes(
        tickvals=[1, 0], ticktext=["has it", "has it not"], range=[-0.4, 1.9]
    )


def pairs_figure(
    has: NDArray[np.bool_], probabilities: NDArray[np.floating], wins: NDArray[np.floating]
) -> "go.Figure":
    """Each song with the emotion (rows) against each without (columns): who ranks higher."""
    import plotly.graph_objects as go

    yes, no = probabilities[has], probabilities[~has]
    down, across = np.argsort(-yes), np.argsort(-no)
    words = {1.0: "right", 0.5: "equal", 0.0: "wrong"}
    cells = wins[np.ix_(down, across)]
    figure = go.Figure(
        go.Heatmap(
            z=cells,
            x=[f"{100 * no[i]:.0f} % ({i + 1})" for i in across],
            y=[f"{100 * yes[i]:.0f} % ({i + 1})" for i in down],
            zmin=0,
            zmax=1,
            colorscale=[[0, cell_colour(CONTRAST, 0.7)], [1, cell_colour(ACCENT, 0.7)]],
            showscale=False,
            xgap=2,
            ygap=2,
            text=[[words[float(cell)] for cell in row] for row in cells],
            texttemplate="%{text}" if cells.size <= 60 else None,
            hovertemplate="with: %{y}, without: %{x}: %{text}<extra></extra>",
        )
    )
    styled(figure, height=120 + 34 * len(yes))
    figure.update_xaxes(title_text="Songs without it", tickangle=-60)
    return figure.update_yaxes(title_text="Songs with it", autorange="reversed")


def roc_figure(false: NDArray[np.floating], true: NDArray[np.floating], area: float) -> "go.Figure":
    """The ROC curve, its area filled; dotted, chance."""
    import plotly.graph_objects as go

    figure = go.Figure(
        [
            go.Scatter(
                x=100 * false, y=100 * true, mode="lines+markers", fill="tozeroy",
                line={"color": ACCENT, "shape": "linear"}, name=f"area {area:.3f}",
                fillcolor=cell_colour(ACCENT, 0.3),
                hovertemplate="%{x:.0f} % of those without, %{y:.0f} % of those with"
                "<extra></extra>",
            ),
            go.Scatter(x=[0, 100], y=[0, 100], mode="lines", name="chance 0.5", hoverinfo="skip",
                       line={"color": GREY, "dash": "dot"}),
        ]
    )  # fmt: skip
    styled(figure, height=340)
    figure.update_xaxes(title_text="Said of songs without it (%)", range=[-2, 102])
    return figure.update_yaxes(title_text="Said of songs with it (%)", range=[-2, 104])
