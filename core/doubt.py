"""Silence, noise and other sounds that have no genre, told before any network is asked."""

import numpy as np

from core.audio import SAMPLE_RATE

SHORTEST = 0.5  # s; below it, hardly a note is heard
SILENCE_DB = -60.0  # RMS below this, re full scale, is called silence
STEADY = 0.5  # noise of any colour has 0.56, the loudest metal of GTZAN 0.42
UNCHANGING = 0.9  # a test tone has 1.0, drones up to 0.6
ROUGH = 0.35  # noise has at most 0.3, drones 0.6 and more
AUDIBLE = 1e-6  # of the strongest power: weaker bins and frames hold what a codec left there


def doubt(y: np.ndarray) -> str:
    """Why a sound [n_samples] is not music enough to name a genre; empty if it is."""
    if len(y) < SHORTEST * SAMPLE_RATE:
        return (
            f"The sound is too short: {len(y) / SAMPLE_RATE:.2f} s, where {SHORTEST} s are needed."
        )
    if not y.any():
        return "The sound is silent: there is nothing in it."
    level = 10 * np.log10(np.dot(y, y) / len(y) + 1e-20)
    if level < SILENCE_DB:
        return f"The sound is silent: its level is −{-level:.0f} dB, where 0 dB is the loudest."
    steadiness, roughness = texture(y)
    if steadiness > UNCHANGING:
        return "The sound is one lasting tone: nothing in it changes."
    if steadiness > STEADY and roughness < ROUGH:
        return "The sound is noise: it has neither tones nor beats."
    return ""


def texture(y: np.ndarray, n_fft: int = 2048, n_frames: int = 200) -> tuple[float, float]:
    """How steady the spectrum of `y` [n_samples >= n_fft] is over time, how rough over frequency.

    Returns
    -------
    steadiness : float
        The spectral flatness (Johnston, 1988) of a frame, the geometric over the arithmetic mean
        of its power, once every bin is divided by its own mean over time; the median of frames.
        In noise of whatever colour, power is distributed exponentially about its mean, which gives
        exp(-0.5772) = 0.56; what never changes has 1.
    roughness : float
        Mean difference between neighbouring bins of the mean spectrum, in nepers of power: near 0
        for noise, whose spectrum is smooth; large where there are tones.
    """
    n_frames = min(n_frames, 1 + (len(y) - n_fft) // (n_fft // 4))
    starts = np.linspace(0, len(y) - n_fft, n_frames).astype(int)
    frames = np.stack([y[s : s + n_fft] for s in starts]) * np.hanning(n_fft)
    power = np.abs(np.fft.rfft(frames, axis=1))[:, 1:] ** 2
    loudness = power.sum(axis=1)
    power = power[loudness >= AUDIBLE * loudness.max()]  # pauses say nothing of what sounds
    mean = power.mean(axis=0)
    audible = mean > AUDIBLE * mean.max()
    whitened = power[:, audible] / mean[audible] + 1e-20
    flatness = np.exp(np.log(whitened).mean(axis=1)) / whitened.mean(axis=1)
    steps = np.abs(np.diff(np.log(mean[audible]))) if audible.sum() > 1 else np.zeros(1)
    return float(np.median(flatness)), float(steps.mean())
