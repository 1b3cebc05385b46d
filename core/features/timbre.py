"""Moments of a magnitude spectrum, as librosa defines them (Klapuri and Davy, 2007)."""

import numpy as np

ROLLOFF = 0.85
"""Share of the magnitude that lies below the rolloff frequency."""

CHUNK = 32
"""Bins that are summed at once on the way to it."""


def centroid(magnitude: np.ndarray, freqs: np.ndarray) -> np.ndarray:
    """Mean frequency of every frame in Hz, float32 [n_frames]; 0 in silence.

    Parameters
    ----------
    magnitude : np.ndarray [shape=(n_frames, n_bins)]
        Of the spectrum.
    freqs : np.ndarray [shape=(n_bins,)]
        Of the bins, in Hz, float32.
    """
    return (magnitude @ freqs) / _total(magnitude)


def bandwidth(magnitude: np.ndarray, freqs: np.ndarray, centre: np.ndarray) -> np.ndarray:
    """Standard deviation in Hz of frequency about `centre` [n_frames], float32 [n_frames]."""
    squares = freqs - centre[:, np.newaxis]
    np.square(squares, out=squares)
    return np.sqrt(np.einsum("ij,ij->i", magnitude, squares) / _total(magnitude))


def rolloff(magnitude: np.ndarray, freqs: np.ndarray) -> np.ndarray:
    """Frequency in Hz below which `ROLLOFF` of the magnitude lies, float32 [n_frames].

    The sum runs over chunks of bins first and then within the one where it is reached: a running
    sum over every bin takes three times as long as the Fourier transform itself.
    """
    n_frames, n_bins = magnitude.shape
    whole = magnitude[:, : n_bins - n_bins % CHUNK].reshape(n_frames, -1, CHUNK)
    below = np.cumsum(whole @ np.ones(CHUNK, np.float32), axis=1)
    target = np.float32(ROLLOFF) * (below[:, -1] + magnitude[:, whole.shape[1] * CHUNK :].sum(1))
    chunk = np.count_nonzero(below < target[:, np.newaxis], axis=1)
    before = np.where(chunk > 0, np.take_along_axis(below, chunk[:, np.newaxis] - 1, 1)[:, 0], 0)
    columns = chunk[:, np.newaxis] * CHUNK + np.arange(CHUNK)
    within = np.take_along_axis(magnitude, np.minimum(columns, n_bins - 1), axis=1)
    np.cumsum(within, axis=1, out=within)
    short = np.count_nonzero(within < (target - before)[:, np.newaxis], axis=1)
    return freqs[np.minimum(chunk * CHUNK + short, n_bins - 1)]


def _total(magnitude: np.ndarray) -> np.ndarray:
    """Sum over the bins of every frame; 1 where there is nothing to divide."""
    total = magnitude @ np.ones(magnitude.shape[1], np.float32)
    return np.where(total < np.finfo(np.float32).tiny, np.float32(1), total)
