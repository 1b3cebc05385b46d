"""From spectra back to samples: overlap and addition of windowed frames (Griffin and Lim, 1984)."""

import numpy as np

from core.features.filters import window_samples
from core.features.spectrum import Framing, frame_blocks

LEAST_WEIGHT = np.float32(1e-3)
"""What the sum of squared windows is taken for at least, where hardly a frame reaches."""


def spectra(y: np.ndarray, framing: Framing, window: str = "hann") -> np.ndarray:
    """Spectra of all frames of a clip: complex64 [n_frames, n_bins], as ``librosa.stft(y).T``.

    Examples
    --------
    >>> from core.signals import tones
    >>> found = spectra(tones([440], seconds=1), Framing(2048, 512))
    >>> found.shape, found.dtype.name
    ((44, 1025), 'complex64')
    """
    import scipy.fft

    windowing = window_samples(window, framing.n_fft)
    blocks = [scipy.fft.rfft(frames * windowing) for _, frames in frame_blocks(y, framing)]
    return np.concatenate(blocks)


def samples(
    spectra: np.ndarray, framing: Framing, n_samples: int, window: str = "hann"
) -> np.ndarray:
    """The clip whose spectra come nearest: of untouched ones, the clip itself.

    Parameters
    ----------
    spectra : np.ndarray [shape=(n_frames, n_bins)]
        As from `spectra`, changed at will.
    framing : Framing
        A hop of at most half a frame; a longer one leaves gaps.
    n_samples : int
        Length of the clip.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]
        float32.

    Examples
    --------
    >>> from core.signals import tones
    >>> y, framing = tones([440], seconds=1), Framing(2048, 512)
    >>> bool(np.allclose(samples(spectra(y, framing), framing, len(y)), y, atol=1e-5))
    True
    """
    import scipy.fft

    windowing = window_samples(window, framing.n_fft)
    frames = scipy.fft.irfft(spectra, framing.n_fft)
    frames *= windowing
    sums = overlapped(frames, framing.hop_length)
    weights = overlapped(np.broadcast_to(windowing**2, frames.shape), framing.hop_length)
    sums /= np.maximum(weights, LEAST_WEIGHT)
    inside = sums[framing.n_fft // 2 :][:n_samples]
    return np.pad(inside, (0, n_samples - len(inside)))


def overlapped(frames: np.ndarray, hop_length: int) -> np.ndarray:
    """Frames [n_frames, n_fft] added up where they lie, `hop_length` apart: float32 [n].

    Examples
    --------
    >>> overlapped(np.ones((3, 4), np.float32), hop_length=2).tolist()
    [1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 1.0, 1.0]
    """
    n_frames, n_fft = frames.shape
    n_hops = -(-n_fft // hop_length)
    out = np.zeros((n_frames + n_hops - 1, hop_length), np.float32)
    for k in range(n_hops):  # the k-th hop of every frame at once
        part = frames[:, k * hop_length : (k + 1) * hop_length]
        out[k : k + n_frames, : part.shape[1]] += part
    return out.reshape(-1)[: (n_frames - 1) * hop_length + n_fft]
