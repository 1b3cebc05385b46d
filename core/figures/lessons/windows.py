"""Figures of windows: what leaks through each, and a window's own transform."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.features.filters import WINDOW_TITLES
from core.figures.lessons.frames import FLOOR_DB
from core.figures.palette import GENRE_COLOURS
from core.figures.style import ACCENT, CONTRAST, GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

WINDOW_COLOURS: dict[str, str] = {
    "hann": ACCENT,
    "hamming": GENRE_COLOURS["reggae"],
    "blackman": CONTRAST,
    "boxcar": GREY,
}


def leakage_figure(
    offsets: NDArray[np.floating],
    levels: Mapping[str, NDArray[np.floating]],
    *,
    chosen: str,
    padding: int,
) -> "go.Figure":
    """The same signal through each window: at the bins, and through one also between them.

    Parameters
    ----------
    offsets : np.ndarray [shape=(n_points,)]
        Frequency in bins, between the bins too.
    levels : mapping of str to np.ndarray [shape=(n_points,)]
        dB, by window.
    chosen : str
        The window that stands out.
    padding : int
        Points to a bin; the first and the last point are bins.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    bins = offsets[::padding]
    for name, values in levels.items():
        if name == chosen:
            continue
        figure.add_scatter(
            x=bins,
            y=np.maximum(values[::padding], FLOOR_DB),
            mode="lines",
            name=WINDOW_TITLES[name],
            line={"color": WINDOW_COLOURS[name], "width": 1.3},
            hovertemplate=f"{name}, bin %{{x}}: %{{y:.1f}} dB<extra></extra>",
        )
    figure.add_scatter(
        x=offsets,
        y=np.maximum(levels[chosen], FLOOR_DB),
        mode="lines",
        name=f"{WINDOW_TITLES[chosen]}, between the bins",
        line={"color": WINDOW_COLOURS[chosen], "width": 1.5},
        opacity=0.6,
        hovertemplate="%{x:.2f} bins: %{y:.1f} dB<extra></extra>",
    )
    figure.add_scatter(
        x=bins,
        y=np.maximum(levels[chosen][::padding], FLOOR_DB),
        mode="markers",
        name=WINDOW_TITLES[chosen],
        marker={"size": 7, "color": WINDOW_COLOURS[chosen]},
        hovertemplate="bin %{x}: %{y:.1f} dB<extra></extra>",
    )
    styled(figure, height=400)
    figure.update_yaxes(title_text="Level (dB)", range=[FLOOR_DB, 8])
    return figure.update_xaxes(title_text="Frequency (bins)", range=[bins[0], bins[-1]])


def lobes_figure(
    offsets: NDArray[np.floating],
    decibels: NDArray[np.floating],
    *,
    name: str,
    main_lobe: float,
    side_lobe: float,
    side_lobe_at: float,
) -> "go.Figure":
    """A window's own transform [n_points], its main lobe and highest side lobe marked."""
    import plotly.graph_objects as go

    colour = WINDOW_COLOURS[name]
    both = np.concatenate([-offsets[:0:-1], offsets])
    levels = np.maximum(np.concatenate([decibels[:0:-1], decibels]), FLOOR_DB)
    figure = go.Figure(
        go.Scatter(
            x=both,
            y=levels,
            mode="lines",
            line={"width": 1.5, "color": colour},
            hovertemplate="%{x:.2f} bins from the tone: %{y:.1f} dB<extra></extra>",
        )
    )
    half = main_lobe / 2
    figure.add_vrect(x0=-half, x1=half, fillcolor=colour, opacity=0.12, line_width=0)
    figure.add_hline(y=side_lobe, line={"color": GREY, "width": 1, "dash": "dot"})
    figure.add_scatter(
        x=[-side_lobe_at, side_lobe_at], y=[side_lobe] * 2, mode="markers", hoverinfo="skip",
        marker={"size": 8, "color": colour},
    )  # fmt: skip
    figure.add_annotation(
        x=1, xref="paper", y=side_lobe, xanchor="right", yanchor="bottom",
        text=f"{side_lobe:.1f} dB".replace("-", "−"), showarrow=False, font={"size": 12},
    )  # fmt: skip
    figure.add_annotation(
        x=half,
        y=2,
        xanchor="left",
        yanchor="top",
        text=f" {main_lobe:g} bins wide",
        showarrow=False,
        font={"size": 12},
    )
    styled(figure, height=400, showlegend=False)
    figure.update_yaxes(title_text="Level (dB)", range=[FLOOR_DB, 8])
    return figure.update_xaxes(
        title_text="Distance from the tone (bins)", range=[both[0], both[-1]]
    )
