"""How strong a signal is, in decibels."""

import numpy as np
from numpy.typing import NDArray


def level(y: NDArray[np.floating]) -> float:
    """Mean power in dB against a sine that reaches ±1, which has 0 dB; −inf for silence.

    Examples
    --------
    >>> from core.signals import tones
    >>> round(level(tones([441], seconds=1, amplitude=0.1, faded=False)), 2)
    -20.0
    """
    power = float(np.mean(np.square(y, dtype=np.float64)))
    return float(10 * np.log10(2 * power)) if power > 0 else -np.inf


def snr(y: NDArray[np.floating], noisy: NDArray[np.floating]) -> float:
    """How far the power of `y` lies above that of ``noisy - y``, in dB; inf where they are equal.

    −inf if `y` is silence and `noisy` is not.

    Examples
    --------
    An error of a tenth of the amplitude lies 20 dB below it:

    >>> y = np.array([1.0, -1.0, 1.0])
    >>> round(snr(y, 1.1 * y), 2)
    20.0
    """
    error = level(np.subtract(noisy, y, dtype=np.float64))
    return np.inf if error == -np.inf else level(y) - error


def mean_spectrum(decibels: NDArray[np.floating]) -> NDArray[np.floating]:
    """The mean power over time of a spectrogram [n_bins, n_frames], both in dB, [n_bins].

    Examples
    --------
    Two frames, one of them almost silent, have half the power of the other:

    >>> mean_spectrum(np.array([[0.0, -100.0]])).round(2).tolist()
    [-3.01]
    """
    return 10 * np.log10(np.mean(10 ** (decibels / 10), axis=1))
