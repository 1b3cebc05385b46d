"""What the filters of a constant-Q transform are, in numbers (Brown, 1991)."""

import numpy as np

from core.audio import SAMPLE_RATE
from core.errors import EarshotError
from core.features.filters import window_samples


def quality(bins_per_octave: int) -> float:
    """Q, a bin's frequency over the distance to the next bin: 16.8 for 12 bins per octave.

    librosa, and with it `core.features.Cqt`, divides by half the distance between the two
    neighbours instead, which is hardly larger: 17.3, see `quality_between`.
    """
    return 1 / (_ratio(bins_per_octave) - 1)


def quality_between(bins_per_octave: int) -> float:
    """Q with a bandwidth that reaches as far down as up, as librosa has it: 17.3 for 12 bins."""
    ratio = _ratio(bins_per_octave) ** 2
    return (ratio + 1) / (ratio - 1)


def filter_lengths(
    frequencies: np.ndarray, bins_per_octave: int, sample_rate: int = SAMPLE_RATE
) -> np.ndarray:
    """Samples N = Q f_s / f that the filter of each frequency (Hz) listens to, not rounded."""
    return quality(bins_per_octave) * sample_rate / np.asarray(frequencies, float)


def kernel(frequency: float, bins_per_octave: int, *, sample_rate: int = SAMPLE_RATE) -> np.ndarray:
    """What the sound is multiplied with: Q cycles of a cosine under a Hann window.

    Parameters
    ----------
    frequency : float
        Hz, above 0 and below half the rate.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]
        float32, 1 in the middle. The transform has a sine beside it, so that phase does not matter.
    """
    if not 0 < frequency < sample_rate / 2:
        raise EarshotError(
            f"A filter at {frequency:g} Hz: it must be above 0 and below {sample_rate / 2:g} Hz."
        )
    n_samples = round(float(filter_lengths(np.array(frequency), bins_per_octave, sample_rate)))
    times = (np.arange(n_samples) - n_samples // 2) / sample_rate
    wave = np.cos(2 * np.pi * frequency * times) * window_samples("hann", n_samples)
    return wave.astype(np.float32)


def _ratio(bins_per_octave: int) -> float:
    if bins_per_octave < 1:
        raise EarshotError(f"There must be at least 1 bin per octave, not {bins_per_octave}.")
    return 2 ** (1 / bins_per_octave)
