"""Centroid, bandwidth and rolloff of a spectrum (Klapuri and Davy, 2007), as librosa has them.

All three come from three sums over each chunk of 32 bins: of the magnitude, and of the magnitude
times the distance from the chunk's middle and its square. That is one small product, and the
distances stay short, so that float32 suffices.
"""

import numpy as np

ROLLOFF = 0.85
"""Share of the magnitude that lies below the rolloff."""

CHUNK = 32
"""Bins in a chunk."""

_DISTANCES = np.arange(CHUNK) - (CHUNK - 1) / 2
_MOMENTS = np.stack([_DISTANCES**0, _DISTANCES, _DISTANCES**2], axis=1).astype(np.float32)


def chunk_sums(magnitude: np.ndarray) -> np.ndarray:
    """Sums over each chunk, the last one shorter, float32 [n_frames, n_chunks, 3].

    Parameters
    ----------
    magnitude : np.ndarray [shape=(n_frames, n_bins)]
        Of the spectrum, float32.
    """
    n_frames, n_bins = magnitude.shape
    n_whole, n_rest = divmod(n_bins, CHUNK)
    sums = np.empty((n_frames, n_whole + 1, 3), np.float32)
    whole = magnitude[:, : n_whole * CHUNK].reshape(n_frames, n_whole, CHUNK)
    np.matmul(whole, _MOMENTS, out=sums[:, :-1])
    np.matmul(magnitude[:, n_whole * CHUNK :], _MOMENTS[:n_rest], out=sums[:, -1])
    return sums


def centroid_and_bandwidth(sums: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of the bins, in bins, float64 [n_frames]; 0 in silence.

    Parameters
    ----------
    sums : np.ndarray [shape=(n_frames, n_chunks, 3)]
        From `chunk_sums`.
    """
    mass, first, second = np.moveaxis(sums.astype(np.float64), 2, 0)
    middles = np.arange(mass.shape[1]) * CHUNK + (CHUNK - 1) / 2
    total = mass.sum(axis=1)
    total[total < np.finfo(np.float32).tiny] = 1
    centroid = (mass @ middles + first.sum(axis=1)) / total
    distances = middles - centroid[:, np.newaxis]
    squares = second + distances * (2 * first + distances * mass)
    return centroid, np.sqrt(np.maximum(squares.sum(axis=1), 0) / total)


def rolloff(magnitude: np.ndarray, sums: np.ndarray) -> np.ndarray:
    """First bin below or at which `ROLLOFF` of the magnitude lies, int [n_frames].

    The chunk where it is reached is found first, then the bin within it.

    Parameters
    ----------
    magnitude : np.ndarray [shape=(n_frames, n_bins)]
        Of the spectrum.
    sums : np.ndarray [shape=(n_frames, n_chunks, 3)]
        From `chunk_sums`.
    """
    n_frames, n_bins = magnitude.shape
    frames = np.arange(n_frames)
    below = np.cumsum(sums[:, :, 0], axis=1)
    target = np.float32(ROLLOFF) * below[:, -1]
    chunk = np.count_nonzero(below < target[:, np.newaxis], axis=1)
    missing = target - np.where(chunk > 0, below[frames, chunk - 1], 0)
    bins = np.minimum(chunk[:, np.newaxis] * CHUNK + np.arange(CHUNK), n_bins - 1)
    within = np.cumsum(magnitude[frames[:, np.newaxis], bins], axis=1)
    short = np.count_nonzero(within < missing[:, np.newaxis], axis=1)
    return np.minimum(chunk * CHUNK + short, n_bins - 1)
