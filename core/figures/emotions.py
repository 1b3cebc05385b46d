"""Emotions: how they go together, where a song lies among them, and how losses fell."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.figures.palette import SERIES_COLOURS
from core.figures.paths import PathPanel, path_panel
from core.figures.style import ACCENT, CONTRAST, GREY, styled, two_sided

if TYPE_CHECKING:
    import plotly.graph_objects as go

ROW = 26  # px for each emotion
AROUND = 150  # px for the names below
RIM = 1.15  # of the plane, beyond the circle: names need room


def correlations_figure(names: Sequence[str], correlations: ArrayLike) -> "go.Figure":
    """Pearson's r of each two emotions [n, n], as numbers on colours."""
    import plotly.graph_objects as go

    values = np.asarray(correlations, float)
    figure = go.Figure(
        go.Heatmap(
            z=values,
            x=list(names),
            y=list(names),
            zmin=-1,
            zmax=1,
            colorscale=two_sided(CONTRAST, ACCENT),
            colorbar={"title": "r", "thickness": 10},
            text=[[f"{r:.1f}".replace("-0.0", "0.0") for r in row] for row in values],
            texttemplate="%{text}",
            textfont={"size": 10},
            hovertemplate="%{y} and %{x}: r = %{z:.2f}<extra></extra>",
        )
    )
    styled(figure, height=AROUND + ROW * len(names))
    figure.update_xaxes(tickangle=-60)
    return figure.update_yaxes(autorange="reversed")


def losses_figure(courses: Mapping[str, Sequence[float]], constant: float) -> "go.Figure":
    """Validation losses by epoch (nats), a line each; dashed, that of a constant answer."""
    import plotly.graph_objects as go

    figure = go.Figure()
    for place, (name, losses) in enumerate(courses.items()):
        figure.add_scatter(
            x=np.arange(1, len(losses) + 1), y=list(losses), name=name, mode="lines",
            line={"color": SERIES_COLOURS[place], "width": 2},
            hovertemplate=f"{name}, epoch %{{x}}: %{{y:.3f}} nats<extra></extra>",
        )  # fmt: skip
    figure.add_hline(y=constant, line={"color": GREY, "width": 1.5, "dash": "dash"},
                     annotation={"text": "one answer for all", "yanchor": "bottom"})  # fmt: skip
    styled(figure, height=380)
    figure.update_xaxes(title_text="Epoch")
    return figure.update_yaxes(title_text="Validation loss (nats)")


def plane_panel(
    names: Sequence[str],
    places: NDArray[np.float64],
    groups: Sequence[str],
    path: NDArray[np.float64],
    times: NDArray[np.floating],
) -> PathPanel:
    """A song's path [n_moments, 2] among emotions [n, 2], of each the first word and its group."""
    panel = path_panel(
        path,
        times,
        places,
        groups,
        classes=sorted(set(groups)),
        titles=("Valence: pleasant", "Arousal: awake"),
        title="The song among the emotions",
    )
    return replace(
        panel,
        labels=tuple(name.split(" / ")[0] for name in names),
        **{
            f"{axis}_{end}": sign * RIM for axis in "xy" for end, sign in (("low", -1), ("high", 1))
        },
    )
