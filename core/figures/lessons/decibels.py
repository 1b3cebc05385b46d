"""Figures of levels: one number on three scales, and what a floor hides."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.figures.lessons.histograms import Histogram
from core.figures.style import ACCENT, CONTRAST, GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

_RULERS: tuple[tuple[str, float, tuple[float, ...]], ...] = (
    ("Amplitude", 20.0, (0.01, 0.03, 0.1, 0.3, 1, 3, 10)),
    ("Power", 10.0, (1e-4, 1e-3, 0.01, 0.1, 1, 10, 100)),
    ("Decibels", 0.0, (-40, -30, -20, -10, 0, 10, 20)),
)
"""Name, dB of a factor of ten (0: they are dB already), and the ticks of each scale."""

_ABOVE = 22  # px from a ruler to its name: what is told at the mark lies between


def ruler_figure(gain: float, *, low: float = -42.0, high: float = 22.0) -> "go.Figure":
    """Amplitude, power and dB as three rulers one above the other, with `gain` (dB) marked."""
    import plotly.graph_objects as go

    figure = go.Figure()
    for row, (name, factor, marks) in enumerate(_RULERS):
        y = -row
        at = np.array(marks) if not factor else factor * np.log10(marks)
        figure.add_scatter(
            x=[low, high], y=[y, y], mode="lines", line={"color": GREY, "width": 1.5},
            hoverinfo="skip",
        )  # fmt: skip
        figure.add_scatter(
            x=at,
            y=[y] * len(at),
            mode="markers+text",
            marker={"symbol": "line-ns", "size": 10, "line": {"width": 1.5, "color": GREY}},
            text=[_plain(mark) for mark in marks],
            textposition="bottom center",
            textfont={"size": 12},
            hoverinfo="skip",
        )
        figure.add_annotation(
            x=low, y=y, xanchor="left", yanchor="bottom", yshift=_ABOVE, showarrow=False,
            text=f"<b>{name}</b>", font={"size": 12},
        )  # fmt: skip
    texts = (f"× {_ratio(10 ** (gain / 20))}", f"× {_ratio(10 ** (gain / 10))}", signed(gain))
    figure.add_scatter(
        x=[gain] * 3,
        y=[0, -1, -2],
        mode="lines+markers+text",
        line={"color": ACCENT, "width": 2},
        marker={"size": 11, "color": ACCENT},
        text=[f"<b>{text}</b>" for text in texts],
        textposition="top left" if gain > 0 else "top right",
        textfont={"size": 13},
        hovertemplate="%{text}<extra></extra>",
    )
    styled(figure, height=270, showlegend=False)
    figure.update_xaxes(visible=False, range=[low - 1, high + 1], fixedrange=True)
    return figure.update_yaxes(visible=False, range=[-2.6, 0.6], fixedrange=True)


def floor_figure(seen: Histogram, *, floor: float, reference: str) -> "go.Figure":
    """How often each level occurs, hidden ones grey, the floor (dB) as a line."""
    import plotly.graph_objects as go

    kept = seen.centres >= floor
    figure = go.Figure()
    for name, mask, colour in (("Hidden", ~kept, GREY), ("Kept", kept, ACCENT)):
        figure.add_bar(
            x=seen.centres[mask],
            y=seen.shares[mask],
            width=np.diff(seen.edges)[mask],
            name=name,
            marker={"color": colour, "line_width": 0},
            hovertemplate="%{x:.1f} dB: %{y:.2f} % of all values<extra></extra>",
        )
    line: dict[str, Any] = {"color": CONTRAST, "width": 2}
    label = {"text": f"floor {signed(floor)}", "font": {"size": 12}}
    figure.add_vline(x=floor, line=line, annotation=label, annotation_position="top left")
    styled(figure, height=260, bargap=0)
    figure.update_xaxes(title_text=f"Level (dB re {reference})")
    top = 1.25 * max(float(seen.shares.max()), 1e-3)  # room for the label
    return figure.update_yaxes(title_text="Values (%)", range=[0, top])


def visible_range(decibels: NDArray[np.floating], *, least: float = -140.0) -> NDArray[np.floating]:
    """Levels for a histogram: none below `least`, where exact silence would stretch the axis."""
    return np.maximum(decibels, np.float32(least))


def _plain(value: float) -> str:
    return f"{value:,.10g}".replace("-", "−")


def _ratio(value: float) -> str:
    """Three figures; from 0.0001 up without a power of ten."""
    return f"{value:#.3g}".rstrip(".")


def signed(decibels: float) -> str:
    """``"+6.0 dB"``, ``"−6.0 dB"``, ``"0.0 dB"``."""
    rounded = round(decibels, 1)
    return f"{rounded:+.1f} dB".replace("-", "−") if rounded else "0.0 dB"
