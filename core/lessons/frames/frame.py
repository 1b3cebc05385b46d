"""One frame under the microscope: samples x window -> spectrum, and each bin as a correlation.

Levels are in dB relative to a sine of amplitude 1, whatever the window and the frame's length.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.features.filters import WINDOW_COSINES, window_samples
from core.features.inverse import overlapped
from core.features.spectrum import Framing, frames_between
from core.lessons.decibels.levels import MIN_DB, amplitude_ratio, full_scale

MAX_PEAKS = 5
PEAK_RANGE_DB = 60.0
"""A peak this far below the loudest is not named."""

APART = 4
"""A maximum closer than this many bins to a stronger one is part of its lobe."""

_LEAST_SINE = 1e-12


@dataclass(frozen=True, eq=False)
class Frame:
    """One frame and its spectrum.

    Attributes
    ----------
    samples, window, windowed : np.ndarray [shape=(n_fft,)]
        The frame, the window and their product.
    frequencies : np.ndarray [shape=(n_bins,)]
        Hz.
    decibels : np.ndarray [shape=(n_bins,)]
        Level of each bin; 0 dB is what a sine of amplitude 1 reaches.
    bin_hz : float
        From one bin of the transform to the next, without padding, in Hz.
    """

    samples: NDArray[np.floating]
    window: NDArray[np.floating]
    windowed: NDArray[np.floating]
    frequencies: NDArray[np.floating]
    decibels: NDArray[np.floating]
    bin_hz: float


@dataclass(frozen=True)
class Peak:
    """A maximum of a spectrum: its frequency in Hz and its level in dB."""

    frequency: float
    level: float


@dataclass(frozen=True, eq=False)
class Correlation:
    """One bin of the DFT, step by step: the frame times a cosine and a sine, and the sums.

    Attributes
    ----------
    cosine, sine : np.ndarray [shape=(n_fft,)]
        The bin's two waves.
    with_cosine, with_sine : np.ndarray [shape=(n_fft,)]
        The frame multiplied by each.
    """

    cosine: NDArray[np.floating]
    sine: NDArray[np.floating]
    with_cosine: NDArray[np.floating]
    with_sine: NDArray[np.floating]

    @property
    def value(self) -> complex:
        """X[k]: the sum with the cosine, minus i times the sum with the sine."""
        return complex(self.with_cosine.sum(), -self.with_sine.sum())


def cut_frame(
    y: NDArray[np.floating], *, time: float, n_fft: int, sample_rate: int
) -> NDArray[np.floating]:
    """The `n_fft` samples centred on `time` (s), with zeros beyond the sound's ends.

    Raises
    ------
    EarshotError
        If the sound is empty or `time` lies outside it.
    """
    if not len(y):
        raise EarshotError("A frame cannot be cut out of a sound of 0 samples.")
    if not 0 <= time <= len(y) / sample_rate:
        raise EarshotError(
            f"A frame at {time:g} s lies outside the sound, 0 to {len(y) / sample_rate:g} s."
        )
    centre = round(time * sample_rate)
    return frames_between(y, Framing(n_fft, 1), centre, centre + 1)[0]


def analyse_frame(
    samples: NDArray[np.floating], *, window: str, sample_rate: int, padding: int = 1
) -> Frame:
    """A frame through a window.

    Parameters
    ----------
    samples : np.ndarray [shape=(n_fft,)]
        The frame; at least 2 samples.
    window : {"hann", "hamming", "boxcar", "blackman"}
    sample_rate : int
        Hz.
    padding : int
        The product is lengthened with zeros to this many times n_fft before the transform. That
        adds no knowledge, but shows the spectrum between the bins.

    Raises
    ------
    EarshotError
        If the frame is too short, the window unknown or `padding` below 1.
    """
    n_fft = len(samples)
    if n_fft < 2:
        raise EarshotError(f"A frame has at least 2 samples, not {n_fft}.")
    if padding < 1:
        raise EarshotError(f"Padding lengthens a frame 1 time or more, not {padding} times.")
    shape = known_window(window, n_fft)
    windowed = samples * shape
    magnitude = np.abs(np.fft.rfft(windowed, n_fft * padding))
    return Frame(
        samples=samples,
        window=shape,
        windowed=windowed,
        frequencies=np.fft.rfftfreq(n_fft * padding, 1 / sample_rate),
        decibels=to_db(magnitude / full_scale(window, n_fft)),
        bin_hz=sample_rate / n_fft,
    )


def find_peaks(frame: Frame) -> list[Peak]:
    """The strongest maxima of a spectrum, at most `MAX_PEAKS`, loudest first.

    A parabola through a maximum and its neighbours says where between the bins it lies (Smith,
    2011, *Spectral audio signal processing*).

    Parameters
    ----------
    frame : Frame
        Without padding, so that the side lobes of a window are not taken for tones.
    """
    level = frame.decibels
    inner = (level[1:-1] > level[:-2]) & (level[1:-1] >= level[2:])
    found: list[int] = []
    loudest = level.max(initial=MIN_DB)
    places = 1 + np.flatnonzero(inner)
    for k in places[np.argsort(-level[places], kind="stable")]:
        if len(found) == MAX_PEAKS or level[k] < max(loudest - PEAK_RANGE_DB, MIN_DB + 1):
            break
        if all(abs(k - other) >= APART for other in found):
            found.append(int(k))
    return [_parabola(frame, k) for k in found]


def tone_in_bins(
    bins: float, *, n_fft: int, level: float = 0.0, phase: float = 0.0
) -> NDArray[np.float64]:
    """A frame of a cosine that vibrates `bins` times in it, so that its place in the DFT is known.

    Parameters
    ----------
    bins : float
        Whole: on a bin. Otherwise between two.
    n_fft : int
        Length of the frame, in samples.
    level : float
        dB re amplitude 1.
    phase : float
        In degrees, how far the cosine's top comes after the first sample.

    Returns
    -------
    np.ndarray [shape=(n_fft,)]
    """
    n = np.arange(n_fft)
    return amplitude_ratio(level) * np.cos(2 * np.pi * bins * n / n_fft - np.deg2rad(phase))


def correlate(samples: NDArray[np.floating], k: int) -> Correlation:
    """Bin `k` of a frame's DFT, as the correlation with a cosine and a sine that it is.

    Parameters
    ----------
    samples : np.ndarray [shape=(n_fft,)]
        The frame, windowed or not.
    k : int
        0 to n_fft / 2: how many times the waves vibrate in the frame.

    Raises
    ------
    EarshotError
        If there is no such bin.
    """
    n_fft = len(samples)
    if not 0 <= k <= n_fft // 2:
        raise EarshotError(f"A frame of {n_fft} samples has bins 0 to {n_fft // 2}, not {k}.")
    angles = 2 * np.pi * k * np.arange(n_fft) / n_fft
    cosine, sine = np.cos(angles), np.sin(angles)
    return Correlation(cosine, sine, samples * cosine, samples * sine)


def sustained(frame: Frame, n_samples: int) -> NDArray[np.float32]:
    """A frame's spectrum as a steady sound, as loud as the frame was.

    Its magnitudes with random phases, anew for every half frame, faded into one another. The
    transform of a frame that is followed by nothing else can be heard so.

    Parameters
    ----------
    frame : Frame
        Without padding.
    n_samples : int
        Length of the sound.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]
        float32, within -1 to 1.
    """
    import scipy.fft

    n_fft, hop = len(frame.samples), max(1, len(frame.samples) // 2)
    magnitude = np.abs(scipy.fft.rfft(np.asarray(frame.windowed, np.float32)))
    n_frames = n_samples // hop + 2
    phases = np.random.default_rng(0).random((n_frames, len(magnitude)), np.float32)
    rotated = magnitude * np.exp(2j * np.pi * phases).astype(np.complex64)
    pieces = scipy.fft.irfft(rotated, n_fft) * window_samples("hann", n_fft)
    y = overlapped(pieces, hop)[hop : hop + n_samples]
    target_rms = np.sqrt(np.mean(frame.windowed**2) / np.mean(frame.window**2))
    y *= target_rms / max(float(np.sqrt(np.mean(y**2))), _LEAST_SINE)
    return np.clip(y, -1, 1)


def known_window(name: str, n: int) -> NDArray[np.float32]:
    """Periodic window [n]; EarshotError if there is none of this `name`."""
    if name not in WINDOW_COSINES:
        known = ", ".join(WINDOW_COSINES)
        raise EarshotError(f"There is no window {name!r}. Known: {known}.")
    return window_samples(name, n)


def to_db(amplitude: NDArray[np.floating]) -> NDArray[np.floating]:
    """Amplitudes of any shape in dB re 1, `MIN_DB` at least."""
    return np.maximum(20 * np.log10(np.maximum(amplitude, _LEAST_SINE)), MIN_DB)


def _parabola(frame: Frame, k: int) -> Peak:
    before, centre, after = frame.decibels[k - 1 : k + 2]
    bend = before - 2 * centre + after
    shift = 0.5 * (before - after) / bend if bend else 0.0
    step = frame.frequencies[1] - frame.frequencies[0]
    return Peak(float((k + shift) * step), float(centre - 0.25 * (before - after) * shift))
