"""Figures of the lesson on notes and sequences."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.panels import Axis, ImagePanel, Scale, image_panel
from core.figures.style import ACCENT, CONTRAST, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go


def gate_panel(
    values: NDArray[np.floating], *, frame_seconds: float, title: str, signed: bool
) -> ImagePanel:
    """Gates (0 to 1) or cells, which are `signed`, of units [n_units, n_frames] over time."""
    reach = max(1.0, float(np.abs(values).max()))
    scale = (
        Scale("value", floor=-reach, ceiling=reach, colours="red-blue")
        if signed
        else Scale("open", floor=0.0, ceiling=1.0, colours="viridis")
    )
    step = max(1, len(values) // 8)
    ticks = [(float(row), str(row)) for row in range(0, len(values), step)]
    rows = [f"cell {row}" for row in range(len(values))]
    return image_panel(
        np.asarray(values, np.float32), title=title, frame_seconds=frame_seconds, scale=scale,
        axis=Axis("Cell", ticks, rows), height=230,
    )  # fmt: skip


def leak_figure(by_passage: float, by_piece: float, chance: float) -> "go.Figure":
    """Accuracies, 0 to 1, of one classifier on two divisions, and that of guessing."""
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.add_bar(
        x=[100 * by_passage, 100 * by_piece], y=["passages shuffled", "whole pieces"],
        orientation="h", marker_color=[CONTRAST, ACCENT], showlegend=False,
        text=[f"{100 * each:.0f} %" for each in (by_passage, by_piece)],
        hovertemplate="%{y}: %{x:.1f} %<extra></extra>",
    )  # fmt: skip
    figure.add_vline(
        x=100 * chance,
        line_dash="dot",
        annotation_text="guessing",
        annotation_position="bottom right",
    )
    figure.update_xaxes(title="Passages named correctly (%)", range=[0, 105])
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return styled(figure, height=200, bargap=0.4)
