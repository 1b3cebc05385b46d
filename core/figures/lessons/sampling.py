"""What sampling does to frequencies and levels: arrays in, Plotly figures out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.figures.style import ACCENT, CONTRAST, GREY, styled
from core.signals import alias

if TYPE_CHECKING:
    import plotly.graph_objects as go

DARKEST = -100.0  # dB; what is softer is drawn there


def folding_figure(
    frequency: float, *, sample_rate: float, highest: float, height: int = 300
) -> "go.Figure":
    """Where a tone is heard after sampling, for every frequency up to `highest` (Hz).

    The point stands for `frequency`; the dotted lines are multiples of half the rate, where the
    line turns.
    """
    import plotly.graph_objects as go

    folds = np.arange(0, highest + sample_rate / 2, sample_rate / 2)
    folds = np.append(folds[folds < highest], highest)
    figure = go.Figure()
    figure.add_scatter(
        x=folds / 1000,
        y=alias(folds, sample_rate) / 1000,
        mode="lines",
        line={"color": GREY, "width": 2},
        hovertemplate="%{x:.2f} kHz is heard at %{y:.2f} kHz<extra></extra>",
    )
    _mark_alias(figure, frequency, float(alias(frequency, sample_rate)))
    styled(figure, height=height, showlegend=False)
    for number, fold in enumerate(folds[1:-1], 1):
        figure.add_vline(
            x=fold / 1000,
            line={"color": GREY, "width": 1, "dash": "dot"},
            annotation={"text": _halves(number), "font": {"size": 12}},
            annotation_position="top",
        )
    figure.update_layout(margin={"t": 26})
    ticks = {"rangemode": "tozero", "zeroline": False}
    figure.update_xaxes(title_text="The tone (kHz)", range=[0, highest / 1000], **ticks)
    figure.update_yaxes(title_text="Heard at (kHz)", range=[0, 0.55 * sample_rate / 1000], **ticks)
    return figure


def _mark_alias(figure: "go.Figure", frequency: float, alias_hz: float) -> None:
    figure.add_scatter(
        x=[0, frequency / 1000, frequency / 1000],
        y=[alias_hz / 1000, alias_hz / 1000, 0],
        mode="lines",
        line={"color": CONTRAST, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[frequency / 1000],
        y=[alias_hz / 1000],
        mode="markers",
        marker={"color": CONTRAST, "size": 13},
        hovertemplate="%{x:.3f} kHz is heard at %{y:.3f} kHz<extra></extra>",
    )


def _halves(number: int) -> str:
    """How a multiple of half the rate is written."""
    whole, odd = divmod(number, 2)
    if not odd:
        return "f<sub>s</sub>" if whole == 1 else f"{whole} f<sub>s</sub>"
    return "f<sub>s</sub>/2" if number == 1 else f"{number} f<sub>s</sub>/2"


def spectra_figure(
    spectra: Sequence[tuple[str, NDArray[np.floating], str]],
    *,
    sample_rate: float,
    half: float,
    folded: tuple[NDArray[np.floating], NDArray[np.floating]] | None = None,
    height: int = 320,
) -> "go.Figure":
    """Spectra of versions of one sound, with half the lowered rate and what folded there.

    Parameters
    ----------
    spectra : sequence of (name, np.ndarray [shape=(n_bins,)], colour)
        In dB, from 0 Hz to half of `sample_rate`; the first is drawn lowest.
    sample_rate, half : float
        Hz; `half` is where the sounds were cut or folded.
    folded : (np.ndarray, np.ndarray), both [shape=(n_partials,)], optional
        Frequencies in Hz of partials that folded, and where they came to lie: marked on the first
        spectrum.
    height : int
        px.
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for name, decibels, colour in spectra:
        hertz = np.linspace(0, sample_rate / 2, len(decibels))
        figure.add_scatter(
            x=hertz / 1000,
            y=np.maximum(decibels, DARKEST),
            name=name,
            mode="lines",
            line={"color": colour, "width": 1.5},
            hovertemplate=f"%{{x:.2f}} kHz<br>%{{y:.1f}} dB<extra>{name}</extra>",
        )
    if folded is not None and len(folded[0]):
        _mark(figure, spectra[0][1], sample_rate, *folded)
    styled(figure, height=height)
    if half < sample_rate / 2:
        figure.add_vline(
            x=half / 1000,
            line={"color": GREY, "width": 1, "dash": "dot"},
            annotation={"text": "half the rate", "font": {"size": 12}},
            annotation_position="top left",
        )
    ends = min(1.25 * half, sample_rate / 2)
    loudest = max(float(decibels.max()) for _, decibels, _ in spectra)
    top = max(loudest, DARKEST + 20) + 10
    figure.update_xaxes(title_text="Frequency (kHz)", range=[0, ends / 1000], zeroline=False)
    figure.update_yaxes(
        title_text="Level (dB)", range=[max(DARKEST, top - 100), top], zeroline=False
    )
    return figure


def _mark(
    figure: "go.Figure",
    decibels: NDArray[np.floating],
    sample_rate: float,
    frequencies: NDArray[np.floating],
    places: NDArray[np.floating],
) -> None:
    """Markers at folded partials, as high as the spectrum is within a bin of each."""
    bins = np.rint(places / (sample_rate / 2) * (len(decibels) - 1)).astype(int)
    near = np.clip(bins + np.arange(-1, 2)[:, None], 0, len(decibels) - 1)
    figure.add_scatter(
        x=places / 1000,
        y=np.maximum(decibels[near].max(axis=0), DARKEST),
        name="Folded partials",
        mode="markers",
        marker={"color": CONTRAST, "size": 9, "symbol": "diamond-open", "line": {"width": 2}},
        customdata=frequencies / 1000,
        hovertemplate="%{customdata:.2f} kHz, folded to %{x:.2f} kHz<extra></extra>",
    )


def snr_figure(
    bits: NDArray[np.integer],
    *,
    formula: NDArray[np.floating],
    sine: NDArray[np.floating],
    sound: tuple[int, float],
    height: int = 300,
) -> "go.Figure":
    """Signal to noise by bit depth: the formula, a full-scale sine measured, and a sound.

    `formula` and `sine` are dB for each of `bits`; `sound` is a bit depth and its ratio in dB,
    left out where that is not finite.
    """
    import plotly.graph_objects as go

    hover = "%{x} bits<br>%{y:.1f} dB"
    figure = go.Figure()
    figure.add_scatter(
        x=bits, y=formula, name="Formula", mode="lines", line={"color": GREY, "width": 2},
        hovertemplate=f"{hover}<extra>Formula</extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=bits, y=sine, name="Full-scale sine, measured", mode="markers",
        marker={"color": ACCENT, "size": 8},
        hovertemplate=f"{hover}<extra>Full-scale sine</extra>",
    )  # fmt: skip
    if np.isfinite(sound[1]):
        figure.add_scatter(
            x=[sound[0]], y=[sound[1]], name="This sound", mode="markers",
            marker={"color": CONTRAST, "size": 13, "symbol": "diamond"},
            hovertemplate=f"{hover}<extra>This sound</extra>",
        )  # fmt: skip
    styled(figure, height=height)
    figure.update_xaxes(title_text="Bits for each sample", dtick=2, zeroline=False)
    figure.update_yaxes(title_text="Signal to noise (dB)")
    return figure


def mono_figure(
    frequencies: NDArray[np.floating], gain: NDArray[np.floating], *, height: int = 260
) -> "go.Figure":
    """What the mono sum leaves of each frequency: `gain` is a factor, 0 to 1, drawn in per cent."""
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.add_scatter(
        x=frequencies,
        y=100 * gain,
        mode="lines",
        line={"color": ACCENT, "width": 2},
        hovertemplate="%{x:.0f} Hz<br>%{y:.0f} % of the amplitude<extra></extra>",
    )
    styled(figure, height=height, showlegend=False)
    figure.update_layout(margin={"r": 20})  # room for the last tick's label
    ends: dict[str, Any] = {"range": [float(frequencies[0]), float(frequencies[-1])]}
    figure.update_xaxes(title_text="Frequency (Hz)", zeroline=False, **ends)
    figure.update_yaxes(title_text="Left in mono (%)", range=[-4, 108])
    return figure
