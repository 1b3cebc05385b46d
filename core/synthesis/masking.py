"""Hearing a part of a picture: a sound with its spectrogram held down where a mask says so."""

import numpy as np

from core.audio import SAMPLE_RATE
from core.errors import EarshotError
from core.features.inverse import samples, spectra
from core.features.spectrum import Framing

N_FFT, HOP = 2048, 512  # in samples

FULL = 95.0
"""Percentile of a picture's positive values from which on a sound is let through whole."""


def mask_of(picture: np.ndarray) -> np.ndarray:
    """A mask, 0 to 1, from a picture that is larger where more is to be heard.

    What is not positive is silent, the largest twentieth of what is comes through whole.

    Examples
    --------
    >>> mask_of(np.array([[-1.0, 0.0, 1.0, 1.0]])).tolist()
    [[0.0, 0.0, 1.0, 1.0]]
    """
    positive = picture[picture > 0]
    if not positive.size:
        return np.zeros(picture.shape, np.float32)
    return np.clip(picture / np.percentile(positive, FULL), 0, 1).astype(np.float32)


def masked(
    y: np.ndarray,
    mask: np.ndarray,
    *,
    frequencies: np.ndarray,
    hop_length: int = HOP,
    n_fft: int = N_FFT,
    sample_rate: int = SAMPLE_RATE,
) -> np.ndarray:
    """The sound with each of its frequencies, in each frame, multiplied by the mask.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono samples, float32.
    mask : np.ndarray [shape=(n_bands, n_frames)]
        0 to 1; a frequency takes the row whose centre is nearest to it in octaves.
    frequencies : np.ndarray [shape=(n_bands,)]
        Centres of the rows in Hz, rising.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]
        float32; phases stay as they are.

    Raises
    ------
    EarshotError
        If mask and frequencies, or mask and frames, do not go together.

    Examples
    --------
    Of two tones, the lower row lets one through:

    >>> from core.signals import tones
    >>> y = tones([220, 3520], seconds=1)
    >>> mask = np.zeros((2, 1 + len(y) // 512), np.float32)
    >>> mask[0] = 1
    >>> heard = masked(y, mask, frequencies=np.array([220.0, 3520.0]))
    >>> size = np.abs(np.fft.rfft(heard))  # a bin is 1 Hz
    >>> bool(size[220] > 100 * size[3520])
    True
    """
    framing = Framing(n_fft, hop_length)
    expected = (len(frequencies), framing.n_frames(len(y)))
    if mask.shape != expected:
        raise EarshotError(f"The mask is {mask.shape}; this sound and its bands take {expected}.")
    bins = np.fft.rfftfreq(n_fft, 1 / sample_rate)
    between = np.sqrt(frequencies[:-1] * frequencies[1:])  # halfway in octaves
    rows = np.searchsorted(between, bins)
    return samples(spectra(y, framing) * mask[rows].T, framing, len(y))


def only(
    y: np.ndarray, picture: np.ndarray, *, frequencies: np.ndarray, step: float, sample_rate: int
) -> np.ndarray:
    """The sound with only that kept which a picture is large at: see `mask_of` and `masked`.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono samples at `sample_rate`, float32.
    picture : np.ndarray [shape=(n_bands, n_frames)]
        Larger where more is to be heard; a frame each `step` seconds from the sound's beginning.
    frequencies : np.ndarray [shape=(n_bands,)]
        Centres of the rows in Hz, rising.
    step : float
        In s; the picture is taken at the frame nearest to each moment.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]
        float32.
    """
    times = np.arange(Framing(N_FFT, HOP).n_frames(len(y))) * HOP / sample_rate
    nearest = np.minimum(np.rint(times / step).astype(int), picture.shape[1] - 1)
    mask = mask_of(picture)[:, nearest]
    return masked(y, mask, frequencies=frequencies, sample_rate=sample_rate)
