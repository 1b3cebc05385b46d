"""Signals that are known at every moment: sines, glides, saws and square waves."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE
from core.errors import EarshotError
from core.signals.tones import fade, moments

Shape = Literal["saw", "square"]
SHAPES: tuple[Shape, ...] = ("saw", "square")


def sines(
    times: NDArray[np.floating],
    frequencies: Sequence[float] | NDArray[np.floating],
    amplitudes: Sequence[float] | NDArray[np.floating],
) -> NDArray[np.float64]:
    """A sum of sines at any moments: the continuous signal that a test signal is a row of.

    Parameters
    ----------
    times : np.ndarray [shape=(n_times,)]
        Moments, s; all sines pass 0 upwards at time 0.
    frequencies, amplitudes : sequences of float [shape=(n_sines,)]
        Hz, and what each sine reaches.

    Returns
    -------
    np.ndarray [shape=(n_times,)]

    Examples
    --------
    >>> sines(np.array([0.0, 0.25, 0.5]), [1.0], [0.5]).round(3).tolist()
    [0.0, 0.5, 0.0]
    """
    y = np.zeros(len(times))
    for frequency, amplitude in zip(frequencies, amplitudes, strict=True):
        y += amplitude * np.sin(2 * np.pi * frequency * times)
    return y


def glide(
    start: float,
    stop: float,
    *,
    seconds: float,
    sample_rate: int = SAMPLE_RATE,
    amplitude: float = 0.8,
) -> NDArray[np.float32]:
    """A sine whose frequency rises evenly from `start` to `stop` (Hz), faded at both ends.

    Nothing is held back: beyond half the rate it folds.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]

    Examples
    --------
    >>> y = glide(100, 4000, seconds=0.5)
    >>> y.shape, bool(np.abs(y).max() <= 0.8)
    ((11025,), True)
    """
    times = moments(seconds, sample_rate)
    turns = start * times + (stop - start) * times**2 / (2 * seconds)
    y = amplitude * np.sin(2 * np.pi * turns)
    return (y * fade(len(y), sample_rate)).astype(np.float32)


def partials(
    shape: Shape, frequency: float, highest: float
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Fourier's sines of a saw or a square wave between −1 and 1.

    Parameters
    ----------
    shape : {"saw", "square"}
        A saw has every multiple of `frequency`, a square wave the odd ones.
    frequency : float
        Of the note, Hz.
    highest : float
        Partials below this frequency, Hz.

    Returns
    -------
    frequencies, amplitudes : np.ndarray [shape=(n_partials,)]
        Hz; the amplitude falls as 1 / k, and alternates in sign for the saw.

    Raises
    ------
    EarshotError
        If the shape is unknown, or the note itself is not between 0 and `highest`.

    Examples
    --------
    >>> frequencies, amplitudes = partials("square", 100, highest=600)
    >>> frequencies.tolist(), amplitudes.round(3).tolist()
    ([100.0, 300.0, 500.0], [1.273, 0.424, 0.255])
    """
    if shape not in SHAPES:
        raise EarshotError(f"No wave of shape {shape!r}. Known: {', '.join(SHAPES)}.")
    if not 0 < frequency < highest:
        raise EarshotError(
            f"A note of {frequency:g} Hz has no partial between 0 and {highest:g} Hz. Lower it, "
            "or raise the rate."
        )
    k = np.arange(1, int(np.ceil(highest / frequency)), 1 if shape == "saw" else 2)
    amplitudes = 4 / (np.pi * k) if shape == "square" else 2 / (np.pi * k) * (-1.0) ** (k + 1)
    return k * float(frequency), amplitudes


def note(
    shape: Shape,
    frequency: float,
    *,
    band_limited: bool,
    seconds: float,
    sample_rate: int = SAMPLE_RATE,
    amplitude: float = 0.6,
) -> NDArray[np.float32]:
    """A saw or a square wave, faded at both ends.

    Parameters
    ----------
    shape : {"saw", "square"}
        A saw rises from −1 to 1 in each period, a square wave jumps between them.
    frequency : float
        Hz, below half the rate.
    band_limited : bool
        Whether it is built of the partials below half the rate alone. If not, the ideal wave is
        sampled as it is, and its partials beyond half the rate fold.
    seconds, sample_rate : float, int
        Duration in s, and Hz.
    amplitude : float
        Of the ideal wave; built of partials it overshoots by up to 18 % of that.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]

    Raises
    ------
    EarshotError
        If the shape is unknown, or the note is not below half the rate.

    Examples
    --------
    >>> pure = note("saw", 5000, band_limited=True, seconds=0.1)
    >>> folded = note("saw", 5000, band_limited=False, seconds=0.1)
    >>> bins = np.fft.rfftfreq(len(pure), 1 / SAMPLE_RATE)
    >>> below = bins < 4000  # where a saw of 5 kHz has nothing
    >>> loudest = [np.abs(np.fft.rfft(y))[below].max() for y in (pure, folded)]
    >>> bool(loudest[1] > 100 * loudest[0])
    True
    """
    their, strengths = partials(shape, frequency, sample_rate / 2)
    times = moments(seconds, sample_rate)
    if band_limited:
        y = sines(times, their, strengths)
    else:
        turns = np.round(frequency * times, 9)  # so that a jump falls on the same side each time
        y = 2 * (turns - np.floor(turns + 0.5))
        y = np.where(turns % 1 < 0.5, 1.0, -1.0) if shape == "square" else y
    return (amplitude * y * fade(len(y), sample_rate)).astype(np.float32)
