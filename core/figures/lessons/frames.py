"""Figures of one frame: samples and window, its spectrum, one bin's waves, two that are near."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.figures.panels import Axis, ImagePanel, Scale, image_panel
from core.figures.spectrograms import hertz, note_name
from core.figures.style import ACCENT, CONTRAST, GREY, styled

if TYPE_CHECKING:
    import plotly.graph_objects as go

FLOOR_DB = -120.0
"""Spectra are drawn down to here."""

_LOWEST_HZ = 20.0
_LABEL: dict[str, Any] = {"showarrow": False, "font": {"size": 12}}


def frame_figure(
    samples: NDArray[np.floating],
    window: NDArray[np.floating],
    windowed: NDArray[np.floating],
    *,
    sample_rate: int,
) -> "go.Figure":
    """Samples, window and their product, all [n_fft], one below the other."""
    from plotly.subplots import make_subplots

    names = ("Samples of the frame", "× window", "= what is transformed")
    figure = make_subplots(rows=3, cols=1, shared_xaxes=True, vertical_spacing=0.1)
    milliseconds = 1000 * np.arange(len(samples)) / sample_rate
    reach = 1.05 * max(float(np.abs(samples).max(initial=0)), 1e-3)
    ranges = ([-reach, reach], [-0.05, 1.1], [-reach, reach])
    colours = (GREY, CONTRAST, ACCENT)
    lines = zip((samples, window, windowed), names, colours, ranges, strict=True)
    for row, (values, name, colour, limits) in enumerate(lines, 1):
        figure.add_scatter(
            x=milliseconds,
            y=np.asarray(values, np.float32),
            mode="lines",
            line={"width": 1.5, "color": colour},
            name=name,
            hovertemplate="%{x:.2f} ms: %{y:.3f}<extra></extra>",
            row=row,
            col=1,
        )
        figure.update_yaxes(range=limits, nticks=4, row=row, col=1)
        _title(figure, name, row)
    figure.update_xaxes(title_text="Time in the frame (ms)", row=3, col=1)
    styled(figure, height=390, showlegend=False)
    return figure.update_layout(margin={"t": 26})


def spectrum_figure(
    frequencies: NDArray[np.floating],
    decibels: NDArray[np.floating],
    *,
    peaks: Sequence[tuple[float, float]],
    axis: str = "log",
) -> "go.Figure":
    """A spectrum [n_bins] with its peaks, (Hz, dB) each, named in Hz and as notes."""
    import plotly.graph_objects as go

    first = 1 if axis == "log" else 0  # 0 Hz has no place on a logarithmic axis
    figure = go.Figure(
        go.Scatter(
            x=np.asarray(frequencies[first:], np.float32),
            y=np.maximum(decibels[first:], FLOOR_DB).astype(np.float32),
            mode="lines+markers" if len(frequencies) <= 129 else "lines",
            line={"width": 1.5, "color": ACCENT},
            marker={"size": 4},
            hovertemplate="%{x:.1f} Hz: %{y:.1f} dB<extra></extra>",
        )
    )
    figure.add_scatter(
        x=[frequency for frequency, _ in peaks],
        y=[level for _, level in peaks],
        mode="markers+text",
        marker={"size": 8, "color": CONTRAST},
        text=[str(number) for number in range(1, len(peaks) + 1)],
        textposition="top center",
        customdata=[peak_name(frequency) for frequency, _ in peaks],
        hovertemplate="%{customdata}: %{y:.1f} dB<extra></extra>",
    )
    top = max([level for _, level in peaks], default=0.0)
    styled(figure, height=390, showlegend=False)
    figure.update_yaxes(title_text="Level (dB)", range=[FLOOR_DB, max(0.0, top) + 12])
    figure.update_xaxes(title_text="Frequency (Hz)", showgrid=True)
    if axis == "log":
        lowest = max(min(_LOWEST_HZ, frequencies[1]), frequencies[1] / 1.2)
        figure.update_xaxes(
            type="log",
            range=[np.log10(lowest), np.log10(frequencies[-1])],
            tickvals=[20, 50, 100, 200, 500, 1000, 2000, 5000, 10000],
            ticktext=["20", "50", "100", "200", "500", "1k", "2k", "5k", "10k"],
        )
    return figure


def peak_name(frequency: float) -> str:
    """``"440.2 Hz, A4"``; below the lowest note of a piano only the frequency."""
    return f"{frequency:.1f} Hz" + (f", {note_name(frequency)}" if frequency >= 27 else "")


def product_figure(
    samples: NDArray[np.floating],
    wave: NDArray[np.floating],
    product: NDArray[np.floating],
    *,
    name: str,
    colour: str,
) -> "go.Figure":
    """Samples and a bin's wave [n_fft], and below their product with its sum."""
    from plotly.subplots import make_subplots

    figure = make_subplots(
        rows=2, cols=1, shared_xaxes=True, vertical_spacing=0.16, row_heights=[0.5, 0.5]
    )
    n = np.arange(len(samples))
    figure.add_scatter(
        x=n, y=wave, mode="lines", line={"width": 2, "color": colour}, row=1, col=1,
        hovertemplate=f"{name}: %{{y:.3f}}<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=n, y=samples, mode="lines+markers", line={"width": 1, "color": GREY},
        marker={"size": 4, "color": GREY}, row=1, col=1,
        hovertemplate="sample %{x}: %{y:.3f}<extra></extra>",
    )  # fmt: skip
    figure.add_bar(
        x=n,
        y=product,
        marker={"color": [colour if value >= 0 else GREY for value in product], "line_width": 0},
        row=2,
        col=1,
        hovertemplate="product %{x}: %{y:.3f}<extra></extra>",
    )
    for row, text in (
        (1, f"Frame (grey) and {name}"),
        (2, f"Their product, sum = {two_decimals(product.sum())}"),
    ):
        _title(figure, text, row)
        figure.update_yaxes(range=[-1.15, 1.15], nticks=5, row=row, col=1)
    figure.update_xaxes(title_text="Sample n", row=2, col=1)
    styled(figure, height=330, showlegend=False, bargap=0.15)
    return figure.update_layout(margin={"t": 26})


def two_decimals(value: float) -> str:
    """Two decimals, a minus as printed in books, and none before a zero."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "−")


def bins_figure(magnitudes: NDArray[np.floating], k: int, *, bin_hz: float) -> "go.Figure":
    """Magnitude of every bin [n_bins], bin `k` marked."""
    import plotly.graph_objects as go

    bins = np.arange(len(magnitudes))
    figure = go.Figure(
        go.Bar(
            x=bins,
            y=magnitudes,
            marker={"color": [CONTRAST if j == k else ACCENT for j in bins], "line_width": 0},
            customdata=bins * bin_hz,
            hovertemplate="bin %{x}, %{customdata:.0f} Hz: %{y:.2f}<extra></extra>",
        )
    )
    styled(figure, height=210, showlegend=False, bargap=0.25)
    figure.update_xaxes(title_text="Bin k")
    return figure.update_yaxes(title_text="|X[k]|", rangemode="tozero")


def pair_figure(
    places: NDArray[np.floating],
    levels: NDArray[np.floating],
    *,
    pair: tuple[float, float],
    title: str,
    unit: str,
    reach: tuple[float, float],
    colour: str,
) -> "go.Figure":
    """Levels [n] in dB over `places`, with dotted lines where the two of a pair really are."""
    import plotly.graph_objects as go

    seen = (places >= reach[0]) & (places <= reach[1])
    figure = go.Figure(
        go.Scatter(
            x=places[seen],
            y=levels[seen],
            mode="lines+markers",
            line={"width": 1.5, "color": colour},
            marker={"size": 5 if np.count_nonzero(seen) < 120 else 3},
            hovertemplate=f"%{{x:.1f}} {unit}: %{{y:.1f}} dB<extra></extra>",
        )
    )
    for place in pair:
        figure.add_vline(x=place, line={"color": GREY, "width": 1.5, "dash": "dot"})
    styled(figure, height=250, showlegend=False)
    figure.update_xaxes(title_text=title, range=list(reach))
    return figure.update_yaxes(title_text="Level (dB)", range=[-45, 3])


def band_panel(
    decibels: NDArray[np.floating],
    frequencies: NDArray[np.floating],
    *,
    band: tuple[float, float],
    frame_seconds: float,
    title: str,
    depth: float = 80.0,
    height: int = 260,
) -> ImagePanel:
    """The rows of a spectrogram [n_bins, n_frames] between two frequencies, on a linear axis.

    `depth` is how far below the loudest value the colours reach, in dB.
    """
    step = float(frequencies[1] - frequencies[0])
    inside = (frequencies >= band[0] - step) & (frequencies <= band[1] + step)
    rows, values = frequencies[inside], decibels[inside]
    marks = [hz for hz in range(0, round(band[1]) + 1, 100) if rows[0] <= hz <= rows[-1]]
    places = np.interp(marks, rows, np.arange(len(rows)))
    ticks = [(float(place), str(hz)) for place, hz in zip(places, marks, strict=True)]
    loudest = float(values.max())
    return image_panel(
        values,
        title=title,
        frame_seconds=frame_seconds,
        scale=Scale("dB", floor=loudest - depth, ceiling=loudest, pool="max", colours="magma"),
        axis=Axis("Frequency (Hz)", ticks, [hertz(hz) for hz in rows]),
        height=height,
    )


def _title(figure: "go.Figure", text: str, row: int) -> None:
    """A heading at the upper left of the plot in `row`."""
    axis = "" if row == 1 else str(row)
    figure.add_annotation(
        text=text, xref=f"x{axis} domain", yref=f"y{axis} domain", x=0, y=1.0,
        xanchor="left", yanchor="bottom", **_LABEL,
    )  # fmt: skip
