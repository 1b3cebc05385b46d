"""One tempo for a clip: onsets, their local autocorrelation, and a prior around 120 BPM."""

import numpy as np

from core.features.filters import window_samples

WINDOW_SECONDS = 8.0
PRIOR_BPM = 120.0
FASTEST_BPM = 320.0
BLOCK_FRAMES = 1024


def onset_strength(mel_db: np.ndarray, *, n_fft: int, hop_length: int) -> np.ndarray:
    """Mean rise of the mel bands from frame to frame in dB (Böck and Widmer, 2013).

    Parameters
    ----------
    mel_db : np.ndarray [shape=(n_frames, n_mels)]
        Mel power in dB.
    n_fft, hop_length : int
        Of those frames, in samples; an onset is heard when it is in the middle of a frame.

    Returns
    -------
    np.ndarray [shape=(n_frames,)]
        float32.
    """
    rises = np.maximum(np.diff(mel_db, axis=0), 0).mean(axis=1)
    delay = 1 + n_fft // (2 * hop_length)
    return np.concatenate([np.zeros(delay, np.float32), rises])[: len(mel_db)]


def tempo(onsets: np.ndarray, *, sample_rate: int, hop_length: int) -> float:
    """Tempo in beats per minute (Ellis, 2007; `librosa.feature.tempo`).

    Parameters
    ----------
    onsets : np.ndarray [shape=(n_frames,)]
        Onset strength.
    sample_rate : int
        In Hz.
    hop_length : int
        Samples between frames.
    """
    size = int(WINDOW_SECONDS * sample_rate // hop_length)
    lags = np.arange(1, size)
    beats = 60.0 * sample_rate / (hop_length * lags)
    score = (
        np.log1p(1e6 * _autocorrelation(onsets, size)[1:]) - 0.5 * np.log2(beats / PRIOR_BPM) ** 2
    )
    slow_enough = beats < FASTEST_BPM
    return float(beats[slow_enough][np.argmax(score[slow_enough])])


def _autocorrelation(onsets: np.ndarray, size: int) -> np.ndarray:
    """Mean over time of the windowed autocorrelation, each scaled to 1 at its largest; [size]."""
    import scipy.fft

    padded = np.pad(onsets.astype(np.float32), size // 2, mode="linear_ramp")
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[: len(onsets)]
    n_fft = scipy.fft.next_fast_len(2 * size - 1, real=True)
    total = np.zeros(size)
    for start in range(0, len(frames), BLOCK_FRAMES):
        block = frames[start : start + BLOCK_FRAMES] * window_samples("hann", size)
        spectra = scipy.fft.rfft(block, n_fft)
        local = scipy.fft.irfft(np.abs(spectra) ** 2, n_fft)[:, :size]
        largest = np.abs(local).max(axis=1, keepdims=True)
        total += (local / np.where(largest < np.finfo(np.float32).tiny, 1, largest)).sum(axis=0)
    return total / len(frames)
