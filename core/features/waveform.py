"""What frames say without a spectrum: their level and how often they cross zero.

A frame is whole hops long, so both are counted hop by hop, and neighbouring hops summed.
"""

from collections.abc import Iterator

import numpy as np

from core.features.spectrum import Framing

ZERO = 1e-10
"""Amplitudes up to this count as zero, as in librosa."""

SEGMENT_HOPS = 128


def rms(y: np.ndarray, framing: Framing) -> np.ndarray:
    """Root mean square of every frame, float32 [n_frames].

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono samples; zeros are assumed around them.
    framing : Framing
        Frames are an even number of hops long.
    """
    energy = [np.einsum("ij,ij->i", hops, hops) for _, hops in _segments(y, framing.hop_length)]
    sums = _frames(np.concatenate(energy), framing)[: framing.n_frames(len(y))]
    return np.sqrt(sums / np.float32(framing.n_fft))


def zero_crossing_rate(y: np.ndarray, framing: Framing) -> np.ndarray:
    """Sign changes within every frame over its length, float32 [n_frames], 0 to 1.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono samples; around them, the first and the last are assumed to go on.
    framing : Framing
        Frames are an even number of hops long.
    """
    counts, entering = [], []
    last = y[0] < -ZERO
    for n_samples, hops in _segments(y, framing.hop_length):
        negative = (hops < -ZERO).ravel()
        changes = negative != np.concatenate([[last], negative[:-1]])
        changes[n_samples:] = False  # after the end, the last sample goes on
        last = negative[-1]
        changes = changes.reshape(hops.shape)
        counts.append(np.count_nonzero(changes, axis=1))
        entering.append(changes[:, 0])
    within = _frames(np.concatenate(counts), framing)[: framing.n_frames(len(y))]
    lead = framing.n_fft // framing.hop_length // 2
    first = np.concatenate([np.zeros(lead, np.bool_), *entering])[: len(within)]
    return ((within - first) / framing.n_fft).astype(np.float32)  # entering is not within


def _segments(y: np.ndarray, hop_length: int) -> Iterator[tuple[int, np.ndarray]]:
    """Consecutive hops [n_hops, hop_length], the last filled with zeros, and their samples."""
    size = SEGMENT_HOPS * hop_length
    for start in range(0, len(y), size):
        samples = y[start : start + size]
        missing = -len(samples) % hop_length
        hops = np.pad(samples, (0, missing)) if missing else samples
        yield len(samples), hops.reshape(-1, hop_length)


def _frames(values: np.ndarray, framing: Framing) -> np.ndarray:
    """Sums over the hops of every frame, with nothing before the first hop or after the last."""
    n = framing.n_fft // framing.hop_length
    return np.lib.stride_tricks.sliding_window_view(np.pad(values, n // 2), n).sum(axis=1)
