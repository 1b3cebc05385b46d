"""What a network says about one song: its genres over time, and several networks side by side."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.courses import AreaPanel, area_panel
from core.figures.palette import colors_of
from core.figures.style import styled

if TYPE_CHECKING:
    import plotly.graph_objects as go


def genre_panel(
    times: NDArray[np.floating],
    probabilities: NDArray[np.floating],
    classes: Sequence[str],
    *,
    height: int = 210,
) -> AreaPanel:
    """Probabilities [n_windows, n_classes] at `times` [n_windows] in s, stacked over the song."""
    return area_panel(
        times,
        probabilities.T,
        names=classes,
        colours=colors_of(classes),
        title="Genre over time",
        height=height,
    )


def genre_bars(classes: Sequence[str], by_model: Mapping[str, NDArray[np.floating]]) -> "go.Figure":
    """A bar for each class and model: one column of bars per model, one row per class.

    Parameters
    ----------
    classes : sequence of str
        Top to bottom.
    by_model : mapping of model name to float array [shape=(n_classes,)]
        Probabilities, 0 to 1.
    """
    from plotly.subplots import make_subplots

    figure = make_subplots(
        cols=len(by_model),
        shared_yaxes=True,
        horizontal_spacing=0.04,
        column_titles=[f"<b>{name}</b>" for name in by_model],
    )
    for column, (name, values) in enumerate(by_model.items(), start=1):
        percent = 100 * np.asarray(values, np.float64)
        figure.add_bar(
            x=percent,
            y=list(classes),
            orientation="h",
            marker_color=colors_of(classes),
            text=[f"{p:.0f}" if p >= 0.5 else "< 1" for p in percent],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{y}: %{x:.1f} %<extra>" + name + "</extra>",
            showlegend=False,
            row=1,
            col=column,
        )
    figure.update_xaxes(range=[0, 118], tickvals=[0, 50, 100], title="Probability (%)")
    figure.update_yaxes(autorange="reversed")
    styled(figure, height=96 + 27 * len(classes), bargap=0.3)
    figure.update_annotations(font_size=14)
    return figure.update_layout(margin={"t": 32}).update_yaxes(showgrid=False)
