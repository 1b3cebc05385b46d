"""Spectrogram panels with the axes that belong to them: Hz, notes or coefficients."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NotRequired, TypedDict, Unpack

import numpy as np
from numpy.typing import NDArray

from core.features.cqt import C1
from core.features.filters import mel_edges
from core.figures.panels import (
    DECIBEL,
    MAX_ROWS,
    Z_SCORE,
    Axis,
    ImagePanel,
    Scale,
    Tick,
    image_panel,
)

_LOG_TICKS = (50, 100, 200, 500, 1000, 2000, 5000, 10000, 20000, 40000)
_MEL_TICKS = (100, 500, 1000, 2000, 5000, 10000, 20000, 40000)
_PITCH_CLASSES = ("C", "C♯", "D", "D♯", "E", "F", "F♯", "G", "G♯", "A", "A♯", "B")


class Shown(TypedDict):
    """How a spectrogram is shown, whatever its rows stand for.

    Attributes
    ----------
    title : str
    hop_length : int
        From one frame to the next, in samples.
    scale : Scale
        Its values' unit and colours; decibels where none is given, of MFCC z-scores.
    height : int
        On the page, in CSS pixels.
    """

    title: str
    hop_length: int
    scale: NotRequired[Scale]
    height: NotRequired[int]


def mel_panel(
    values: NDArray[np.floating],
    *,
    sample_rate: int,
    fmin: float = 0.0,
    fmax: float | None = None,
    **shown: Unpack[Shown],
) -> ImagePanel:
    """A mel spectrogram [n_mels, n_frames] with its bands' centres in Hz (Slaney's mel scale)."""
    edges = mel_edges(len(values), fmin, fmax or sample_rate / 2)
    return _panel(values, sample_rate, _hertz_axis("Mel band (Hz)", edges[1:-1], _MEL_TICKS), shown)


def stft_panel(
    values: NDArray[np.floating],
    *,
    sample_rate: int,
    axis: Literal["linear", "log"] = "log",
    **shown: Unpack[Shown],
) -> ImagePanel:
    """A spectrogram [1 + n_fft / 2, n_frames] on a linear or a logarithmic axis in Hz.

    The logarithmic axis starts at C1 (32.7 Hz). Where a row holds several bins it shows their
    maximum, where it holds none the nearest, so that low notes are as blocky as they are known.
    """
    frequencies = np.linspace(0, sample_rate / 2, len(values))
    ticks = range(0, sample_rate // 2 + 1, 2000)
    if axis == "log":
        values, frequencies = _on_log_rows(values, frequencies)
        ticks = _LOG_TICKS
    shown.setdefault("height", 220)
    return _panel(values, sample_rate, _hertz_axis("Frequency (Hz)", frequencies, ticks), shown)


def cqt_panel(
    values: NDArray[np.floating],
    *,
    sample_rate: int,
    fmin: float = C1,
    bins_per_octave: int = 12,
    **shown: Unpack[Shown],
) -> ImagePanel:
    """A constant-Q spectrogram [n_bins, n_frames] with note names; ``A4`` is 440 Hz."""
    axis = pitch_axis(len(values), fmin, bins_per_octave)
    return _panel(values, sample_rate, axis, shown)


def pitch_axis(n_bins: int, fmin: float = C1, bins_per_octave: int = 12) -> Axis:
    """Rows at even steps in pitch from `fmin` (Hz) on, by note and frequency; ticks at each C."""
    frequencies = fmin * 2.0 ** (np.arange(n_bins) / bins_per_octave)
    first_c = -np.log2(fmin / C1) * bins_per_octave
    octaves = [(first_c + octave * bins_per_octave, octave + 1) for octave in range(-1, 10)]
    ticks = [(row, f"C{n}") for row, n in octaves if -0.5 < row < n_bins - 0.5]
    return Axis("Pitch (note)", ticks, [f"{note_name(f)} · {hertz(f)}" for f in frequencies])


def mfcc_panel(
    values: NDArray[np.floating], *, sample_rate: int, **shown: Unpack[Shown]
) -> ImagePanel:
    """Mel-frequency cepstral coefficients [n_mfcc, n_frames], by index from 0."""
    step = next(s for s in (1, 2, 5, 10, 20, 50) if len(values) / s <= 8)
    ticks = [(row, str(row)) for row in range(0, len(values), step)]
    rows = [f"coefficient {row}" for row in range(len(values))]
    shown.setdefault("scale", Z_SCORE)
    return _panel(values, sample_rate, Axis("Coefficient (number)", ticks, rows), shown)


def hertz(frequency: float) -> str:
    """``"440 Hz"``, ``"1.25 kHz"``: three figures, as much as a reader can use."""
    if frequency < 999.5:
        return f"{frequency:.3g} Hz"
    return f"{frequency / 1000:.3g} kHz"


@lru_cache(maxsize=4096)  # a picture asks for each of its rows, a page for its pictures again
def note_name(frequency: float) -> str:
    """The nearest note of equal temperament at A4 = 440 Hz: ``"A4"``, ``"C♯3"``."""
    octave, pitch = divmod(round(12 * np.log2(frequency / 440)) + 57, 12)  # semitones above C0
    return f"{_PITCH_CLASSES[pitch]}{octave}"


def _panel(values: NDArray[np.floating], sample_rate: int, axis: Axis, shown: Shown) -> ImagePanel:
    return image_panel(
        values,
        title=shown["title"],
        frame_seconds=shown["hop_length"] / sample_rate,
        scale=shown.get("scale", DECIBEL),
        axis=axis,
        height=shown.get("height", 190),
    )


def _hertz_axis(title: str, frequencies: NDArray[np.floating], marks: Sequence[int]) -> Axis:
    """Rows with rising centres in Hz; ticks at `marks`, between rows where need be."""
    inside = [f for f in marks if frequencies[0] <= f <= frequencies[-1]]
    places = np.interp(inside, frequencies, np.arange(len(frequencies)))
    labels = [f"{f // 1000}k" if f >= 1000 else str(f) for f in inside]
    ticks: list[Tick] = [(float(p), label) for p, label in zip(places, labels, strict=True)]
    return Axis(title, ticks, [hertz(f) for f in frequencies])


def _on_log_rows(
    values: NDArray[np.floating], frequencies: NDArray[np.floating]
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Rows of even width in octaves: [MAX_ROWS, n_frames] and their centres in Hz."""
    lowest = min(C1, float(frequencies[1]))
    edges = np.geomspace(lowest, frequencies[-1], MAX_ROWS + 1)
    centres = np.sqrt(edges[:-1] * edges[1:])
    first = np.searchsorted(frequencies, edges[:-1])
    last = np.searchsorted(frequencies, edges[1:])
    nearest = np.rint(np.interp(centres, frequencies, np.arange(len(frequencies)))).astype(int)
    rows = [
        values[a:b].max(axis=0) if b > a else values[k]
        for a, b, k in zip(first, last, nearest, strict=True)
    ]
    return np.stack(rows), centres
