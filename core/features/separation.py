"""Harmonic and percussive parts of a sound by median filters (Fitzgerald, 2010)."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.features.filters import window_samples
from core.features.spectrum import Framing, frames_between

KERNEL = 31
"""Frames and bins over which the medians are taken."""

SEGMENT_FRAMES = 512


@dataclass(frozen=True)
class Parts:
    """Mean and variance of the samples of both parts."""

    harmonic: tuple[float, float]
    percussive: tuple[float, float]


def separate(y: np.ndarray, framing: Framing) -> Parts:
    """Statistics of the harmonic and the percussive part of a clip.

    Both parts exist only segment by segment, so that a long clip needs little memory. Equal to
    the statistics of ``librosa.effects.hpss``.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono samples, float32.
    framing : Framing
        Frames of the transform; seen through a Hann window.
    """
    sums = np.zeros((2, 2))
    for samples in _segments(y, framing):  # (2, n)
        sums[:, 0] += samples.sum(axis=1, dtype=np.float64)
        sums[:, 1] += np.square(samples, dtype=np.float64).sum(axis=1)
    means = sums[:, 0] / len(y)
    variances = sums[:, 1] / len(y) - means**2
    harmonic, percussive = zip(means.tolist(), variances.tolist(), strict=True)
    return Parts(harmonic, percussive)


def _segments(y: np.ndarray, framing: Framing) -> Iterator[np.ndarray]:
    """Consecutive samples of both parts, float32 [2, n], until the clip is over."""
    n_fft, hop = framing.n_fft, framing.hop_length
    n_frames = framing.n_frames(len(y))
    window = window_samples("hann", n_fft)
    carry = np.zeros((3, n_fft - hop), np.float32)  # harmonic, percussive, squared windows
    position = -(n_fft // 2)
    for start in range(0, n_frames, SEGMENT_FRAMES):
        stop = min(start + SEGMENT_FRAMES, n_frames)
        frames = _split(y, framing, start, stop)  # (2, n, n_fft)
        added = np.zeros((3, (stop - start) * hop + n_fft - hop), np.float32)
        added[:, : carry.shape[1]] = carry
        for k in range(stop - start):
            span = slice(k * hop, k * hop + n_fft)
            added[:2, span] += frames[:, k] * window
            added[2, span] += window**2
        ready = added.shape[1] if stop == n_frames else (stop - start) * hop
        weights = added[2, :ready]
        samples = added[:2, :ready] / np.where(weights > np.finfo(np.float32).tiny, weights, 1)
        yield samples[:, max(0, -position) : max(0, len(y) - position)]
        carry = added[:, ready:]
        position += ready


def _split(y: np.ndarray, framing: Framing, start: int, stop: int) -> np.ndarray:
    """Frames `start` to `stop` of both parts, before overlap and addition, [2, n, n_fft]."""
    import scipy.fft

    reach = KERNEL // 2
    n_frames = framing.n_frames(len(y))
    first, last = max(0, start - reach), min(n_frames, stop + reach)
    frames = frames_between(y, framing, first, last) * window_samples("hann", framing.n_fft)
    spectrum = scipy.fft.rfft(frames)
    magnitude = np.abs(spectrum)
    harmonic = _medians(np.ascontiguousarray(magnitude.T)).T
    percussive = _medians(magnitude)
    inside = slice(start - first, stop - first)
    harmonic, percussive = harmonic[inside] ** 2, percussive[inside] ** 2
    total = harmonic + percussive
    share = np.where(total > 0, harmonic / np.where(total > 0, total, 1), np.float32(0.5))
    both = np.stack([spectrum[inside] * share, spectrum[inside] * (1 - share)])
    return scipy.fft.irfft(both, framing.n_fft, axis=-1)


def _medians(rows: np.ndarray) -> np.ndarray:
    """Running median along each row, mirrored at its ends.

    SciPy is ten times faster on rows than on planes. It is given the mirrored ends, because its own
    are wrong for rows of two (1.17).
    """
    from scipy.ndimage import median_filter

    reach = KERNEL // 2
    padded = np.pad(rows, ((0, 0), (reach, reach)), mode="symmetric")
    medians = np.empty_like(padded)
    for row, median in zip(padded, medians, strict=True):
        median_filter(row, size=KERNEL, output=median)
    return medians[:, reach:-reach]
