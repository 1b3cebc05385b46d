"""Harmonic and percussive parts of a sound by median filters (Fitzgerald, 2010), by librosa."""

import numpy as np

SEGMENT = 2**20
"""Samples that are separated at once: both parts of an hour would take several gigabytes."""

REACH = 2**14
"""Samples that are heard on both sides of a segment: its medians and frames reach 9,728 far."""


def part_statistics(y: np.ndarray) -> np.ndarray:
    """Mean and variance of the samples of both parts, as ``librosa.effects.hpss`` makes them.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono samples, float32.

    Returns
    -------
    np.ndarray [shape=(2, 2)]
        float64: mean and variance of the harmonic part, then of the percussive.

    Examples
    --------
    What is held is harmonic, what clicks is percussive:

    >>> from core.signals import clicks, tones
    >>> harmonic, percussive = part_statistics(tones([440], seconds=1))[:, 1]
    >>> bool(harmonic > 10 * percussive)
    True
    >>> harmonic, percussive = part_statistics(clicks([0.3, 0.6], seconds=1))[:, 1]
    >>> bool(percussive > 10 * harmonic)
    True
    """
    import librosa

    sums = np.zeros((2, 2))
    for start in range(0, len(y), SEGMENT):
        first = max(0, start - REACH)
        separated = librosa.effects.hpss(y[first : start + SEGMENT + REACH])
        for total, part in zip(sums, separated, strict=True):
            samples = part[start - first :][:SEGMENT].astype(np.float64)
            total += samples.sum(), np.square(samples).sum()
    means, powers = sums.T / len(y)
    return np.stack([means, powers - means**2], axis=1)
