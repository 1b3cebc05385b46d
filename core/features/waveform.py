"""What frames say without a spectrum: their level and how often they cross zero."""

import numpy as np

ZERO = 1e-10
"""Amplitudes up to this count as zero, as in librosa."""


def rms(y: np.ndarray, *, frame_length: int = 2048, hop_length: int = 512) -> np.ndarray:
    """Root mean square of every centred frame, float32 [n_frames].

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono samples; zeros are assumed around them.
    frame_length, hop_length : int
        In samples; `frame_length` is an even multiple of `hop_length`.
    """
    padded = _padded(y, frame_length, hop_length)
    chunks = padded.reshape(-1, hop_length)
    energy = np.einsum("ij,ij->i", chunks, chunks)
    return np.sqrt(_sums(energy, frame_length // hop_length) / np.float32(frame_length))


def zero_crossing_rate(
    y: np.ndarray, *, frame_length: int = 2048, hop_length: int = 512
) -> np.ndarray:
    """Sign changes within every centred frame over its length, float32 [n_frames], 0 to 1.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono samples; around them, the first and the last are assumed to go on.
    frame_length, hop_length : int
        In samples; `frame_length` is an even multiple of `hop_length`.
    """
    negative = y < -ZERO
    changes = np.zeros(len(y), np.bool_)
    np.not_equal(negative[1:], negative[:-1], out=changes[1:])
    chunks = _padded(changes, frame_length, hop_length).reshape(-1, hop_length)
    counts = _sums(np.count_nonzero(chunks, axis=1), frame_length // hop_length)
    counts = counts - chunks[: len(counts), 0]  # a change into the frame is not within it
    return (counts / frame_length).astype(np.float32)


def _padded(y: np.ndarray, frame_length: int, hop_length: int) -> np.ndarray:
    """`y` with zeros around it: whole hops, as many as all centred frames cover."""
    n_frames = 1 + len(y) // hop_length
    total = (n_frames - 1) * hop_length + frame_length
    padded = np.zeros(total, y.dtype)
    body = y[: total - frame_length // 2]
    padded[frame_length // 2 : frame_length // 2 + len(body)] = body
    return padded


def _sums(values: np.ndarray, n: int) -> np.ndarray:
    """Sums of every `n` neighbours."""
    return np.lib.stride_tricks.sliding_window_view(values, n).sum(axis=1)
