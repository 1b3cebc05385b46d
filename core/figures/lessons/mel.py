"""Figures of the lesson on mel and MFCC: the scale, a filter over a spectrum, a sum of cosines."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.figures.spectrograms import hertz
from core.figures.style import ACCENT, CONTRAST, GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

_TICKS = (50, 100, 200, 500, 1000, 2000, 5000, 10000)  # Hz, on a logarithmic axis
_LOWEST = 20.0  # Hz, where a logarithmic axis begins
_POINTS = 13  # on each side of a triangle, which a logarithmic axis bends


def mel_curve_figure(
    hz: NDArray[np.floating],
    curves: dict[str, NDArray[np.floating]],
    steps_hz: NDArray[np.floating],
    stepped: str,
    *,
    height: int = 420,
) -> "go.Figure":
    """Mel over Hz, with equal steps in mel carried from one curve down to the Hz axis.

    Parameters
    ----------
    hz : np.ndarray [shape=(n_points,)]
    curves : dict
        Mel at each of `hz`, by the name of the formula.
    steps_hz : np.ndarray [shape=(n_steps + 1,)]
        Ends of the steps, in Hz.
    stepped : str
        The curve that the steps belong to.
    """
    import plotly.graph_objects as go

    mels = np.interp(steps_hz, hz, curves[stepped])
    nothing = np.full(len(mels), np.nan)
    across = np.stack([np.zeros(len(mels)), steps_hz, steps_hz, nothing], axis=1).ravel()
    down = np.stack([mels, mels, np.zeros(len(mels)), nothing], axis=1).ravel()
    figure = go.Figure()
    figure.add_scatter(
        x=across, y=down, mode="lines", hoverinfo="skip", showlegend=False,
        line={"color": GREY, "width": 0.8},
    )  # fmt: skip
    for name, values in curves.items():
        figure.add_scatter(
            x=hz, y=values, mode="lines", name=name,
            line={"color": ACCENT if name == stepped else CONTRAST, "width": 2.5},
            hovertemplate=f"%{{x:.0f}} Hz is %{{y:.0f}} mel<extra>{name}</extra>",
        )  # fmt: skip
    figure.add_scatter(
        x=steps_hz, y=np.zeros(len(mels)), mode="markers", name="equal steps in mel",
        marker={"color": ACCENT, "size": 7, "symbol": "line-ns-open", "line": {"width": 2}},
        customdata=np.arange(len(mels)), hovertemplate="end of step %{customdata}: %{x:.0f} Hz"
        "<extra></extra>",
    )  # fmt: skip
    figure.update_xaxes(title="Frequency (Hz)", range=[0, hz[-1]])
    figure.update_yaxes(title="Pitch (mel)", range=[-60, 1.05 * max(map(np.max, curves.values()))])
    return styled(figure, height=height)


def filter_figure(
    *,
    frequencies: NDArray[np.floating],
    spectrum: NDArray[np.floating],
    edges: NDArray[np.floating],
    weights: NDArray[np.floating],
    mel: NDArray[np.floating],
    chosen: int,
    log: bool,
    height: int = 560,
) -> "go.Figure":
    """A filter bank over a frame's spectrum, and below it what each filter collects.

    Parameters
    ----------
    frequencies, spectrum : np.ndarray [shape=(n_bins,)]
        Hz, and power in dB.
    edges : np.ndarray [shape=(n_mels + 2,)]
        Where filters begin, peak and end, Hz.
    weights : np.ndarray [shape=(n_bins,)]
        Of the chosen filter.
    mel : np.ndarray [shape=(n_mels,)]
        What each filter collects, dB.
    chosen : int
        Place of the chosen filter, from 0.
    log : bool
        Whether the frequency axis is logarithmic.
    """
    from plotly.subplots import make_subplots

    figure = make_subplots(
        rows=2, cols=1, shared_xaxes=True, row_heights=[0.58, 0.42], vertical_spacing=0.09,
        specs=[[{"secondary_y": True}], [{}]],
    )  # fmt: skip
    shown = slice(1, None) if log else slice(None)
    figure.add_scatter(
        x=frequencies[shown], y=spectrum[shown], mode="lines", name="spectrum of the frame",
        line={"color": GREY, "width": 1.2}, row=1, col=1,
        hovertemplate="%{x:.0f} Hz: %{y:.1f} dB<extra></extra>",
    )  # fmt: skip
    _add_filters(figure, edges, chosen, log=log)
    read = np.flatnonzero(weights)
    highest = 2 / (edges[2:] - edges[:-2]).min()  # all have the area 1: the narrowest peaks highest
    figure.add_scatter(
        x=frequencies[read], y=weights[read] / highest, mode="markers",
        name="its weight at each bin", marker={"color": CONTRAST, "size": 6}, row=1, col=1,
        secondary_y=True, customdata=weights[read],
        hovertemplate="%{x:.0f} Hz: weight %{customdata:.4f}<extra></extra>",
    )  # fmt: skip
    _add_collected(figure, edges[1:-1], mel, chosen)
    _dress_filter_axes(figure, frequencies[-1], log=log)
    return styled(figure, height=height)


def _add_filters(
    figure: "go.Figure", edges: NDArray[np.floating], chosen: int, *, log: bool
) -> None:
    """All filters as one faint line, the chosen one filled."""
    share = np.linspace(0, 1, _POINTS if log else 2)
    begin, peak, end = (each[:, np.newaxis] for each in (edges[:-2], edges[1:-1], edges[2:]))
    nothing = np.full(begin.shape, np.nan)
    sides = (begin + share * (peak - begin), peak + share[1:] * (end - peak), nothing)
    corners = np.maximum(np.concatenate(sides, axis=1), _LOWEST if log else 0.0)
    widths = end - begin
    rise_and_fall = np.concatenate([share, 1 - share[1:], [np.nan]])
    heights = rise_and_fall * widths.min() / widths
    figure.add_scatter(
        x=corners.ravel(), y=heights.ravel(), mode="lines", name="all filters", row=1, col=1,
        secondary_y=True, line={"color": ACCENT, "width": 0.8}, opacity=0.8, hoverinfo="skip",
    )  # fmt: skip
    figure.add_scatter(
        x=corners[chosen, :-1], y=heights[chosen, :-1], mode="lines", fill="tozeroy",
        name=f"filter {chosen + 1}", row=1, col=1, secondary_y=True, hoverinfo="skip",
        line={"color": CONTRAST, "width": 2}, fillcolor="rgba(194,89,63,0.28)",
    )  # fmt: skip


def _add_collected(
    figure: "go.Figure", centres: NDArray[np.floating], mel: NDArray[np.floating], chosen: int
) -> None:
    """The mel spectrum, and in it the point of the chosen filter."""
    figure.add_scatter(
        x=centres, y=mel, mode="lines+markers", name="mel spectrum", row=2, col=1,
        line={"color": ACCENT, "width": 1.5}, marker={"size": 4},
        customdata=np.arange(1, len(mel) + 1),
        hovertemplate="filter %{customdata}, %{x:.0f} Hz: %{y:.1f} dB<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=centres[[chosen]], y=mel[[chosen]], mode="markers", showlegend=False, row=2, col=1,
        marker={"color": CONTRAST, "size": 12}, hoverinfo="skip",
    )  # fmt: skip


def _dress_filter_axes(figure: "go.Figure", nyquist: float, *, log: bool) -> None:
    if log:
        ends = [float(np.log10(_LOWEST)), float(np.log10(nyquist))]
        labels = [f"{f // 1000}k" if f >= 1000 else str(f) for f in _TICKS]
        figure.update_xaxes(type="log", range=ends, tickvals=_TICKS, ticktext=labels)
    else:
        figure.update_xaxes(range=[0, nyquist])
    figure.update_xaxes(title="Frequency (Hz)", row=2, col=1)
    figure.update_yaxes(title="Power (dB)", row=1, col=1, secondary_y=False)
    figure.update_yaxes(
        title="Weight (of highest)", row=1, col=1, secondary_y=True, range=[0, 1.5],
        tickvals=[0, 0.5, 1], showgrid=False, zeroline=False,
    )  # fmt: skip
    figure.update_yaxes(title="Collected (dB)", row=2, col=1)


def cepstrum_figure(
    *,
    centres: NDArray[np.floating],
    decibels: NDArray[np.floating],
    rebuilt: NDArray[np.floating],
    coefficients: NDArray[np.floating],
    n_kept: int,
    chosen: int,
    cosine: NDArray[np.floating],
    height: int = 640,
) -> "go.Figure":
    """A log-mel spectrum and its sum of cosines, one of them, and how much there is of each.

    Parameters
    ----------
    centres, decibels, rebuilt : np.ndarray [shape=(n_mels,)]
        Of the bands: Hz, dB, and dB from the first `n_kept` coefficients.
    coefficients : np.ndarray [shape=(n_mels,)]
        All of them, dB.
    chosen : int
        Which cosine is drawn; `cosine` [n_mels] is it, without its coefficient.
    """
    from plotly.subplots import make_subplots

    figure = make_subplots(rows=3, cols=1, row_heights=[0.42, 0.25, 0.33], vertical_spacing=0.13)
    bands = np.arange(1, len(decibels) + 1)
    hover = [hertz(f) for f in centres]
    lines = (("spectrum", decibels, GREY, 1.5), (f"from {n_kept} coefficients", rebuilt, ACCENT, 3))
    for name, values, colour, width in lines:
        figure.add_scatter(
            x=bands, y=values, mode="lines", name=name, line={"color": colour, "width": width},
            customdata=hover, row=1, col=1,
            hovertemplate="band %{x}, %{customdata}: %{y:.1f} dB<extra></extra>",
        )  # fmt: skip
    figure.add_scatter(
        x=bands, y=cosine * coefficients[chosen], mode="lines", showlegend=False, row=2, col=1,
        line={"color": CONTRAST, "width": 2}, customdata=hover,
        hovertemplate="band %{x}, %{customdata}: %{y:.2f} dB<extra></extra>",
    )  # fmt: skip
    _add_coefficients(figure, coefficients, n_kept, chosen)
    figure.update_xaxes(title="Mel band (number)", row=1, col=1)
    figure.update_xaxes(title="Mel band (number)", row=2, col=1)
    figure.update_xaxes(title="Coefficient (number)", row=3, col=1)
    figure.update_yaxes(title="Power (dB)", row=1, col=1)
    figure.update_yaxes(title=f"Cosine {chosen} (dB)", row=2, col=1)
    return styled(figure, height=height, barmode="overlay")


def _add_coefficients(
    figure: "go.Figure", coefficients: NDArray[np.floating], n_kept: int, chosen: int
) -> None:
    """A bar for each; coefficient 0 outshouts all others, and may leave the axis."""
    numbers = np.arange(len(coefficients))
    colours = np.where(numbers < n_kept, ACCENT, GREY)
    colours[chosen] = CONTRAST
    figure.add_bar(
        x=numbers, y=coefficients, marker={"color": colours}, showlegend=False, row=3, col=1,
        hovertemplate="coefficient %{x}: %{y:.1f} dB<extra></extra>",
    )  # fmt: skip
    reach = 1.15 * max(float(np.abs(coefficients[1:]).max(initial=0)), 1.0)
    figure.update_yaxes(title="Coefficient (dB)", range=[-reach, reach], row=3, col=1)
    if abs(coefficients[0]) > reach:
        value = f"{coefficients[0]:.0f}".replace("-", "−")
        below = bool(coefficients[0] < 0)
        figure.add_annotation(
            text=f"coefficient 0 is {value} dB", x=0.5, y=-reach if below else reach,
            xanchor="left", yanchor="bottom" if below else "top", showarrow=False, xshift=8,
            row=3, col=1,
        )  # fmt: skip
