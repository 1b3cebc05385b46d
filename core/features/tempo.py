"""How fast the beat is."""

import numpy as np


def tempo(decibels: np.ndarray, *, sample_rate: int) -> float:
    """Beats per minute: where the strength of onsets repeats, as librosa finds it (Ellis, 2007).

    Parameters
    ----------
    decibels : np.ndarray [shape=(n_mels, n_frames)]
        Mel power in dB, a frame every 512 samples.
    sample_rate : int
        In Hz.

    Examples
    --------
    >>> from core.features import Mel, extract
    >>> clicks = np.zeros(20 * 22050, np.float32)
    >>> clicks[::11025] = 1.0  # two a second; librosa knows tempi in steps
    >>> (mel,) = extract(clicks, specs=[Mel()])
    >>> round(tempo(mel, sample_rate=22050))
    117
    """
    import librosa

    onsets = librosa.onset.onset_strength(S=decibels, sr=sample_rate)
    [found] = librosa.feature.tempo(onset_envelope=onsets, sr=sample_rate)
    return float(found)
