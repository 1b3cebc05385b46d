"""Figures of the lesson on constant Q: filters in time and frequency, and a measured shift."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.figures.spectrograms import hertz, note_name
from core.figures.style import ACCENT, CONTRAST, GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

_TICKS = (50, 100, 200, 500, 1000, 2000, 5000)  # Hz


@dataclass(frozen=True, eq=False)
class Boxes:
    """Filters as boxes in time and frequency: for how long each listens, and to how wide a band.

    `centres` and `bandwidths` in Hz, `lengths` in s, each [n_filters].
    """

    title: str
    centres: NDArray[np.floating]
    lengths: NDArray[np.floating]
    bandwidths: NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class ShiftCurve:
    """How alike two pictures are for each shift of one of them: `correlations` over `shifts`.

    `best` is the shift that fits best; `expected` the one that theory demands, None where it
    demands none.
    """

    title: str
    shifts: NDArray[np.integer]
    correlations: NDArray[np.floating]
    best: int
    expected: int | None = None


def boxes_figure(left: Boxes, right: Boxes, chosen: int, *, height: int = 460) -> "go.Figure":
    """Two sets of filters side by side over one logarithmic frequency axis.

    `chosen` is the filter of the left set that stands out, and so does the one of the right set
    whose centre is nearest to it.
    """
    from plotly.subplots import make_subplots

    figure = make_subplots(
        rows=1, cols=2, shared_yaxes=True, horizontal_spacing=0.04,
        subplot_titles=(left.title, right.title),
    )  # fmt: skip
    nearest = int(np.argmin(np.abs(right.centres - left.centres[chosen])))
    for col, (boxes, marked) in enumerate(((left, chosen), (right, nearest)), 1):
        _add_boxes(figure, boxes, marked, col)
    reach = 540 * max(left.lengths.max(), right.lengths.max())
    lowest, highest = left.centres[0] / 1.12, left.centres[-1] * 1.06
    figure.update_xaxes(title="Time (ms)", range=[-reach, reach])
    figure.update_yaxes(
        type="log", range=[np.log10(lowest), np.log10(highest)], tickvals=_TICKS,
        ticktext=[f"{f // 1000}k" if f >= 1000 else str(f) for f in _TICKS],
    )  # fmt: skip
    figure.update_yaxes(title="Frequency (Hz)", row=1, col=1)
    figure.update_annotations(font={"size": 13})
    return styled(figure, height=height, showlegend=False).update_layout(margin={"t": 30})


def _add_boxes(figure: "go.Figure", boxes: Boxes, marked: int, col: int) -> None:
    half = boxes.lengths * 500  # ms to either side
    low, high = boxes.centres - boxes.bandwidths / 2, boxes.centres + boxes.bandwidths / 2
    low = np.maximum(low, boxes.centres / 1e3)  # the axis is logarithmic
    nothing = np.full(len(half), np.nan)
    x = np.stack([-half, half, half, -half, -half, nothing], axis=1)
    y = np.stack([low, low, high, high, low, nothing], axis=1)
    figure.add_scatter(
        x=x.ravel(), y=y.ravel(), mode="lines", fill="toself", hoverinfo="skip", row=1, col=col,
        line={"color": ACCENT, "width": 0.8}, fillcolor="rgba(46,138,149,0.22)",
    )  # fmt: skip
    figure.add_scatter(
        x=x[marked], y=y[marked], mode="lines", fill="toself", hoverinfo="skip", row=1, col=col,
        line={"color": CONTRAST, "width": 2}, fillcolor="rgba(194,89,63,0.45)",
    )  # fmt: skip
    named = [f"{note_name(f)} · {hertz(f)}" for f in boxes.centres if f > 0]
    positive = boxes.centres > 0
    figure.add_scatter(
        x=np.zeros(positive.sum()), y=boxes.centres[positive], mode="markers", row=1, col=col,
        marker={"size": 6, "color": "rgba(0,0,0,0)"}, text=named,
        customdata=np.stack([2 * half, boxes.bandwidths], axis=1)[positive],
        hovertemplate="%{text}<br>%{customdata[0]:.1f} ms × %{customdata[1]:.1f} Hz"
        "<extra></extra>",
    )  # fmt: skip


def shift_figure(curves: Sequence[ShiftCurve], *, height: int = 400) -> "go.Figure":
    """Likeness over shift, one plot for each pair of pictures; the best shift is marked."""
    from plotly.subplots import make_subplots

    if not curves:
        raise EarshotError("There is no pair of pictures to compare.")
    figure = make_subplots(
        rows=len(curves), cols=1, vertical_spacing=0.24, subplot_titles=[c.title for c in curves]
    )
    for row, curve in enumerate(curves, 1):
        likeness = float(curve.correlations[curve.shifts == curve.best][0])
        figure.add_scatter(
            x=curve.shifts, y=curve.correlations, mode="lines", row=row, col=1,
            line={"color": ACCENT, "width": 1.8},
            hovertemplate="moved by %{x} rows: correlation %{y:.3f}<extra></extra>",
        )  # fmt: skip
        figure.add_scatter(
            x=[curve.best], y=[likeness], mode="markers+text", row=row,
            col=1, marker={"color": CONTRAST, "size": 10}, hoverinfo="skip",
            text=[f"{likeness:.2f}"], textposition="middle right",
        )  # fmt: skip
        if curve.expected is not None:
            figure.add_vline(
                x=curve.expected, line={"color": GREY, "dash": "dot", "width": 2}, row=row, col=1
            )
    figure.update_yaxes(title="Correlation", range=[-1.1, 1.3], tickvals=[-1, 0, 1])
    figure.update_xaxes(title="Moved up by (rows)", row=len(curves), col=1)
    figure.update_annotations(font={"size": 13})
    return styled(figure, height=height, showlegend=False).update_layout(margin={"t": 30})
