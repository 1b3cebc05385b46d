"""Test signals: sums of sines, clicks, notes with overtones."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE
from core.errors import EarshotError

FADE_SECONDS = 0.01
"""Signals begin and end within this time, so that no click is heard where they are cut."""


def tones(
    frequencies: Sequence[float],
    *,
    seconds: float,
    sample_rate: int = SAMPLE_RATE,
    amplitude: float = 0.8,
    faded: bool = True,
) -> NDArray[np.float32]:
    """Sines of equal strength, all beginning at phase 0.

    Parameters
    ----------
    frequencies : sequence of float
        Hz. Nothing is held back: one above half the rate folds.
    seconds : float
        Duration, s.
    sample_rate : int
        Hz.
    amplitude : float
        What all of them together can reach, 0 to 1.
    faded : bool
        Whether to fade in and out.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]

    Raises
    ------
    EarshotError
        If there is no frequency, or the duration is shorter than a sample.

    Examples
    --------
    >>> y = tones([440, 660], seconds=0.5)
    >>> y.shape, y.dtype.name, bool(np.abs(y).max() <= 0.8)
    ((11025,), 'float32', True)
    """
    if not frequencies:
        raise EarshotError("A sum of tones needs at least one frequency.")
    times = moments(seconds, sample_rate)
    y = np.zeros(len(times))
    for frequency in frequencies:
        y += np.sin(2 * np.pi * frequency * times)
    y *= amplitude / len(frequencies)
    return (y * fade(len(y), sample_rate) if faded else y).astype(np.float32)


def harmonics(
    fundamentals: Sequence[float],
    *,
    seconds: float,
    sample_rate: int = SAMPLE_RATE,
    amplitude: float = 0.8,
    n_overtones: int = 8,
) -> NDArray[np.float32]:
    """Notes that sound together, the k-th partial of each at 1/k of the strength.

    Parameters
    ----------
    fundamentals : sequence of float
        Hz.
    n_overtones : int
        Partials of each note; those from half the rate on are left out, so that nothing folds.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]
        No louder than `amplitude`.

    Examples
    --------
    >>> size = np.abs(np.fft.rfft(harmonics([220], seconds=1)))  # a bin is 1 Hz
    >>> bool(size[220] > size[440] > 100 * size[330])
    True
    """
    if not fundamentals:
        raise EarshotError("A chord needs at least one note.")
    times = moments(seconds, sample_rate)
    y = np.zeros(len(times))
    for fundamental in fundamentals:
        for k in range(1, n_overtones + 1):
            if k * fundamental < sample_rate / 2:
                y += np.sin(2 * np.pi * k * fundamental * times) / k
    y *= amplitude / max(np.abs(y).max(), 1e-9)
    return (y * fade(len(y), sample_rate)).astype(np.float32)


def clicks(
    times: Sequence[float],
    *,
    seconds: float,
    sample_rate: int = SAMPLE_RATE,
    amplitude: float = 0.8,
) -> NDArray[np.float32]:
    """One sample of `amplitude` at each of `times` (s, 0 up to `seconds`), silence between.

    Examples
    --------
    >>> clicks([0, 0.5], seconds=1, sample_rate=4, amplitude=1.0).tolist()
    [1.0, 0.0, 1.0, 0.0]
    """
    y = np.zeros(len(moments(seconds, sample_rate)), np.float32)
    for time in times:
        if not 0 <= time < seconds:
            raise EarshotError(f"A click at {time:g} s lies outside 0 to {seconds:g} s.")
        y[min(round(time * sample_rate), len(y) - 1)] = amplitude
    return y


def moments(seconds: float, sample_rate: int) -> NDArray[np.float64]:
    """When each sample of a signal is taken, in s, [n_samples].

    Examples
    --------
    >>> moments(1, sample_rate=4).tolist()
    [0.0, 0.25, 0.5, 0.75]
    """
    n_samples = round(seconds * sample_rate)
    if n_samples < 1:
        raise EarshotError(f"{seconds:g} s at {sample_rate} Hz is less than one sample.")
    return np.arange(n_samples) / sample_rate


def fade(n_samples: int, sample_rate: int) -> NDArray[np.float64]:
    """What a signal is multiplied by to begin and end at rest, 0 to 1, [n_samples]."""
    n = min(round(FADE_SECONDS * sample_rate), n_samples // 2)
    ramp = np.sin(np.linspace(0, np.pi / 2, n, endpoint=False)) ** 2
    return np.concatenate([ramp, np.ones(n_samples - 2 * n), ramp[::-1]])
