"""Windows: what they make of a tone, and what leaks through them (Harris, 1978)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.lessons.frames.frame import analyse_frame, known_window, to_db, tone_in_bins

LEAK_PADDING = 16
"""How finely a spectrum is looked at between its bins."""

REACH = 16
"""How far from the tone a window's transform is given, in bins."""

_LOBE_PADDING = 64
_LOBE_SAMPLES = 1024


@dataclass(frozen=True, eq=False)
class Leakage:
    """A signal of known tones through several windows.

    Attributes
    ----------
    bins : np.ndarray [shape=(n_points,)]
        Frequency in bins, `LEAK_PADDING` points to a bin.
    levels : dict of str to np.ndarray [shape=(n_points,)]
        dB, by window.
    """

    bins: NDArray[np.floating]
    levels: dict[str, NDArray[np.floating]]


@dataclass(frozen=True, eq=False)
class WindowLobes:
    """What a window makes of a steady tone.

    Attributes
    ----------
    offsets : np.ndarray [shape=(n_points,)]
        Distance from the tone in bins, from 0.
    decibels : np.ndarray [shape=(n_points,)]
        Level there, relative to the tone's own.
    main_lobe : float
        Width of the main lobe from zero to zero, in bins.
    side_lobe : float
        Level of the highest side lobe, in dB.
    side_lobe_at : float
        Where it is, in bins from the tone.
    noise_bandwidth : float
        Equivalent noise bandwidth in bins: the width of a rectangle of the same height that lets
        as much noise through.
    """

    offsets: NDArray[np.floating]
    decibels: NDArray[np.floating]
    main_lobe: float
    side_lobe: float
    side_lobe_at: float
    noise_bandwidth: float


def window_lobes(name: str) -> WindowLobes:
    """The transform of a window, up to `REACH`, and its figures of merit (Harris, 1978)."""
    window = known_window(name, _LOBE_SAMPLES).astype(np.float64)
    spectrum = np.abs(np.fft.rfft(window, _LOBE_SAMPLES * _LOBE_PADDING)) / window.sum()
    decibels = to_db(spectrum)
    null = 1 + int(np.argmax(np.diff(decibels[1:]) > 0))  # the first time that it rises again
    side = null + int(np.argmax(decibels[null:]))
    n_points = REACH * _LOBE_PADDING + 1
    return WindowLobes(
        offsets=np.arange(n_points) / _LOBE_PADDING,
        decibels=decibels[:n_points],
        main_lobe=2 * null / _LOBE_PADDING,
        side_lobe=float(decibels[side]),
        side_lobe_at=side / _LOBE_PADDING,
        noise_bandwidth=float(len(window) * np.sum(window**2) / window.sum() ** 2),
    )


def leakage(
    samples: NDArray[np.floating], *, windows: Sequence[str], band: tuple[int, int]
) -> Leakage:
    """The spectrum of a frame [n_fft] through each of `windows`, from bin to bin of `band`."""
    first, last = (end * LEAK_PADDING for end in band)
    inside = slice(first, last + 1)
    levels = {
        name: analyse_frame(
            samples, window=name, sample_rate=len(samples), padding=LEAK_PADDING
        ).decibels[inside]
        for name in windows
    }
    return Leakage(np.arange(first, last + 1) / LEAK_PADDING, levels)


def leakage_at(loud: float, place: int, *, window: str, n_fft: int) -> float:
    """Level in dB of what a tone of amplitude 1 at `loud` bins leaves in bin `place`, or beside it.

    The highest of three bins of the DFT; below -170 where the tone is exactly on a bin.
    """
    frame = analyse_frame(tone_in_bins(loud, n_fft=n_fft), window=window, sample_rate=n_fft)
    return float(frame.decibels[place - 1 : place + 2].max())
