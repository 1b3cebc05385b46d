"""From cepstral coefficients back to sound, through mel bands and the bins that they summed up.

What a mel band holds of its bins is a sum, and phases were never kept, so that many sounds have the
same coefficients. This finds one of them.
"""

from collections.abc import Callable

import numpy as np

from core.errors import EarshotError
from core.features import Mfcc
from core.features.filters import dct_matrix, mel_weights
from core.synthesis.griffin_lim import griffin_lim

N_UPDATES = 32
"""Rounds in which bins are made to add up to their bands."""

LOUDEST_DB = 60.0
"""Most that a band is believed to hold, in dB re 1: full scale is about 57 in one bin."""

LOUDEST = 0.99
"""Peak of a rebuilt sound at most: one that is louder is turned down."""


def mel_from_mfcc(coefficients: np.ndarray, *, n_mels: int = 128) -> np.ndarray:
    """Mel spectra in dB, as the first coefficients describe them: the DCT read backwards.

    Parameters
    ----------
    coefficients : np.ndarray [shape=(n_mfcc, n_frames)]
        As computed, not normalised; those beyond n_mfcc count as 0.
    n_mels : int
        Bands that they were made from.

    Returns
    -------
    np.ndarray [shape=(n_mels, n_frames)]
        float32, dB.

    Raises
    ------
    EarshotError
        If there are none, or more coefficients than bands.

    Examples
    --------
    As many coefficients as bands lose nothing:

    >>> from core.features import Mel, extract
    >>> from core.signals import tones
    >>> specs = [Mfcc(n_mfcc=128, normalise="none", window="hann"), Mel()]
    >>> mfcc, mel = extract(tones([440], seconds=1), specs=specs)
    >>> bool(np.allclose(mel_from_mfcc(mfcc), mel, atol=0.01))
    True
    """
    if coefficients.ndim != 2 or not 1 <= len(coefficients) <= n_mels:
        raise EarshotError(
            f"{n_mels} bands are rebuilt from 1 to {n_mels} coefficients in rows; these have the "
            f"shape {coefficients.shape}."
        )
    return (dct_matrix(n_mels, len(coefficients)) @ coefficients).astype(np.float32)


def power_from_mel(mel_power: np.ndarray, *, sample_rate: int, n_fft: int) -> np.ndarray:
    """A power for every bin, so that the bins of each mel band add up to it, or nearly.

    Begins with a straight line from band to band, and then does what non-negative matrix
    factorisation does to one of its factors (Lee and Seung, 2001, for the Kullback-Leibler
    divergence): each bin is multiplied by how much too little its bands have. No power becomes
    negative.

    Parameters
    ----------
    mel_power : np.ndarray [shape=(n_mels, n_frames)]
        Not dB. Bands from 0 Hz to half the rate.

    Returns
    -------
    np.ndarray [shape=(1 + n_fft // 2, n_frames)]
        float32. 0 in bins that no band reads: at 0 Hz and at half the rate.

    Examples
    --------
    >>> power = power_from_mel(np.ones((40, 3), np.float32), sample_rate=22_050, n_fft=1024)
    >>> power.shape, bool((power >= 0).all())
    ((513, 3), True)
    """
    from scipy.sparse import csr_array  # a bin is read by two bands at most

    weights = mel_weights(sample_rate, n_fft, len(mel_power), 0.0, None)  # (n_mels, n_bins)
    tiny = np.float32(1e-20)
    back = csr_array((weights / np.maximum(weights.sum(axis=0), tiny)).T)  # (n_bins, n_mels)
    power = back @ (mel_power / np.maximum(weights.sum(axis=1, keepdims=True), tiny))
    bands = csr_array(weights)
    for _ in range(N_UPDATES):
        power *= back @ (mel_power / np.maximum(bands @ power, tiny))
    return power


def sound_from_mfcc(
    coefficients: np.ndarray,
    *,
    spec: Mfcc,
    n_samples: int,
    n_rounds: int = 16,
    progress: Callable[[float], None] | None = None,
) -> np.ndarray:
    """A sound that has these coefficients, as near as its overlapping frames allow.

    Parameters
    ----------
    coefficients : np.ndarray [shape=(n_mfcc, n_frames)]
        The first of those that `spec` gives without normalisation; fewer give a smoother spectrum.
    spec : Mfcc
        How they were computed: its n_mels, n_fft, hop_length, window and sample_rate.
    n_samples : int
        Length of the sound.
    n_rounds : int
        Of `griffin_lim`.
    progress : callable, optional
        Told the share done, from 0 to 1.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]
        float32, within -1 to 1: turned down as a whole where it would be louder.

    Examples
    --------
    >>> from core.features import extract
    >>> from core.signals import tones
    >>> spec = Mfcc(n_mfcc=40, normalise="none")
    >>> (mfcc,) = extract(tones([440], seconds=1), specs=[spec])
    >>> y = sound_from_mfcc(mfcc, spec=spec, n_samples=22_050, n_rounds=4)
    >>> y.shape, bool(np.abs(y).max() <= 1)
    ((22050,), True)
    """
    decibels = mel_from_mfcc(coefficients, n_mels=spec.n_mels)
    mel_power = 10 ** (np.minimum(decibels, LOUDEST_DB) / 10)
    power = power_from_mel(mel_power, sample_rate=spec.sample_rate, n_fft=spec.n_fft)
    y = griffin_lim(
        np.sqrt(power, out=power),
        n_samples=n_samples,
        n_fft=spec.n_fft,
        hop_length=spec.hop_length,
        window=spec.window,
        n_rounds=n_rounds,
        progress=progress,
    )
    return y / max(1.0, float(np.abs(y).max()) / LOUDEST)
