"""Windows, filter banks and transforms of what a prediction hears, equal to librosa's.

The formulas are librosa's own, and tests hold every one of them to it. They are written here
because a prediction needs them: importing ``librosa.filters`` takes a second, longer than a song.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np

GROUP = 16
"""Bands that share one dense product: wide enough for BLAS, narrow enough to skip the zeros."""

WindowName = Literal["hann", "hamming", "blackman", "boxcar"]

WINDOW_COSINES = {
    "hann": (0.5, 0.5, 0.0),
    "hamming": (0.54, 0.46, 0.0),
    "boxcar": (1.0, 0.0, 0.0),
    "blackman": (0.42, 0.5, 0.08),
}
"""A window is a sum of cosines: a0 - a1 cos x + a2 cos 2x, where x runs from 0 to 2 pi.

Boxcar is the rectangular window, which leaves a frame as it is.
"""


WINDOW_TITLES = {
    "hann": "Hann", "hamming": "Hamming", "blackman": "Blackman", "boxcar": "Rectangular",
}  # fmt: skip
"""What people call the windows."""


@lru_cache(maxsize=32)
def window_samples(name: str, n: int) -> np.ndarray:
    """Periodic window, float32 [n], of a name in `WINDOW_COSINES`.

    Examples
    --------
    >>> window_samples("hann", 4).tolist()
    [0.0, 0.5, 1.0, 0.5]
    """
    constant, once, twice = WINDOW_COSINES[name]
    angles = 2 * np.pi * np.arange(n) / n
    window = constant - once * np.cos(angles) + twice * np.cos(2 * angles)
    return window.astype(np.float32)


@dataclass(frozen=True)
class FilterBank:
    """A matrix whose rows are nearly all zero outside a band, applied band by band.

    Attributes
    ----------
    n_bands : int
        Rows of the matrix.
    groups : tuple of (slice, slice, np.ndarray [shape=(n_bins, n_bands)])
        Bins that are read, bands that are written and the weights between them.
    """

    n_bands: int
    groups: tuple[tuple[slice, slice, np.ndarray], ...]

    @classmethod
    def of(cls, weights: np.ndarray) -> "FilterBank":
        """The bank of a dense matrix [n_bands, n_bins]."""
        groups = []
        for first in range(0, len(weights), GROUP):
            bands = slice(first, min(first + GROUP, len(weights)))
            used = np.flatnonzero(weights[bands].any(axis=0))
            bins = slice(used[0], used[-1] + 1) if len(used) else slice(0, 1)
            groups.append((bins, bands, np.ascontiguousarray(weights[bands, bins].T)))
        return cls(len(weights), tuple(groups))

    def apply(self, power: np.ndarray, out: np.ndarray) -> None:
        """Write the bands of spectra [n_frames, n_bins] into `out` [n_frames, n_bands]."""
        for bins, bands, weights in self.groups:
            np.matmul(power[:, bins], weights, out=out[:, bands])


def hz_to_mel(hz: np.ndarray) -> np.ndarray:
    """Frequencies in mel, after Slaney's Auditory Toolbox (1998): linear below 1 kHz.

    Examples
    --------
    >>> hz_to_mel(np.array([0, 200, 1000, 6400])).round(6).tolist()
    [0.0, 3.0, 15.0, 42.0]
    """
    hz = np.asarray(hz, dtype=float)
    logarithmic = 15 + np.log(np.maximum(hz, 1000) / 1000) * 27 / np.log(6.4)
    return np.where(hz >= 1000, logarithmic, 3 * hz / 200)


def mel_to_hz(mel: np.ndarray) -> np.ndarray:
    """Inverse of `hz_to_mel`.

    Examples
    --------
    >>> mel_to_hz(np.array([3, 15, 42])).round(6).tolist()
    [200.0, 1000.0, 6400.0]
    """
    mel = np.asarray(mel, dtype=float)
    logarithmic = 1000 * np.exp(np.log(6.4) / 27 * (mel - 15))
    return np.where(mel >= 15, logarithmic, 200 * mel / 3)


def mel_edges(n_mels: int, fmin: float, fmax: float) -> np.ndarray:
    """Where mel filters begin, peak and end, in Hz, [n_mels + 2]: filter k peaks at entry k + 1.

    Examples
    --------
    >>> mel_edges(3, 0, 4000).round().tolist()
    [0.0, 586.0, 1194.0, 2186.0, 4000.0]
    """
    ends = hz_to_mel(np.array([fmin, fmax]))
    return mel_to_hz(np.linspace(ends[0], ends[1], n_mels + 2))


def mel_weights(
    sample_rate: int, n_fft: int, n_mels: int, fmin: float, fmax: float | None
) -> np.ndarray:
    """Triangular mel filters of equal area, float32 [n_mels, 1 + n_fft // 2] (Slaney, 1998).

    Parameters
    ----------
    fmin, fmax : float
        Edges of the lowest and the highest filter in Hz; None is half the sample rate.

    Examples
    --------
    >>> weights = mel_weights(22_050, 2048, 40, 0.0, None)
    >>> weights.shape, bool((weights >= 0).all())
    ((40, 1025), True)
    """
    edges = mel_edges(n_mels, fmin, sample_rate / 2 if fmax is None else fmax)
    slopes = np.subtract.outer(edges, np.fft.rfftfreq(n_fft, 1 / sample_rate))
    widths = np.diff(edges)[:, np.newaxis]
    rising = -slopes[:-2] / widths[:-1]
    falling = slopes[2:] / widths[1:]
    triangles = np.maximum(0, np.minimum(rising, falling))
    return (triangles * (2 / (edges[2:] - edges[:-2]))[:, np.newaxis]).astype(np.float32)


@lru_cache(maxsize=32)
def mel_bank(
    sample_rate: int, n_fft: int, n_mels: int, fmin: float = 0.0, fmax: float | None = None
) -> FilterBank:
    """`mel_weights` as a bank, kept for the next clip."""
    return FilterBank.of(mel_weights(sample_rate, n_fft, n_mels, fmin, fmax))


@lru_cache(maxsize=32)
def dct_matrix(n_in: int, n_out: int) -> np.ndarray:
    """Orthonormal DCT-II, float64 [n_in, n_out]: ``x @ dct_matrix(n_in, n_out)``.

    Examples
    --------
    Its columns are orthonormal:

    >>> matrix = dct_matrix(8, 3)
    >>> np.abs(matrix.T @ matrix).round(6).tolist()
    [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    angles = np.pi / n_in * np.outer(np.arange(n_in) + 0.5, np.arange(n_out))
    matrix = np.cos(angles) * np.sqrt(2 / n_in)
    matrix[:, 0] = np.sqrt(1 / n_in)
    return matrix
