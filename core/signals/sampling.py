"""Sampling: from a signal that is known at every moment to numbers at some moments, and back.

After Nyquist (1928), Whittaker (1915) and Shannon (1949).
"""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.audio import SAMPLE_RATE, Audio, resample
from core.errors import EarshotError
from core.signals.tones import fade, moments

Shape = Literal["saw", "square"]
SHAPES: tuple[Shape, ...] = ("saw", "square")

# ---- signals that are known at every moment -----------------------------------------------------


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


# ---- samples ------------------------------------------------------------------------------------


def sample_times(sample_rate: float, *, seconds: float, start: float = 0.0) -> NDArray[np.float64]:
    """The moments k / f_s from `start` on and before `start` + `seconds` (s), [n_samples]."""
    _positive(sample_rate)
    first = np.ceil(np.round(start * sample_rate, 6))
    last = np.ceil(np.round((start + seconds) * sample_rate, 6))
    return np.arange(first, last) / sample_rate


def signed_alias(frequency: ArrayLike, sample_rate: float) -> NDArray[np.float64]:
    """The frequency within ±f_s / 2 whose sine has the same samples; a negative one runs backwards.

    Parameters
    ----------
    frequency : array_like [shape=(...)]
        Hz.
    sample_rate : float
        f_s, Hz.

    Returns
    -------
    np.ndarray [shape=(...)]
        f − f_s · round(f / f_s), Hz.
    """
    _positive(sample_rate)
    hz = np.asarray(frequency, float)
    return hz - sample_rate * np.round(hz / sample_rate)


def alias(frequency: ArrayLike, sample_rate: float) -> NDArray[np.float64]:
    """The frequency, 0 to f_s / 2, at which a tone is heard after sampling, [...] in Hz.

    It is |f − f_s · round(f / f_s)|: 7050 Hz for 15,000 Hz at 22,050 Hz.
    """
    return np.abs(signed_alias(frequency, sample_rate))


# ---- and back -----------------------------------------------------------------------------------


def hold(samples: NDArray[np.floating], sample_rate: float, new_rate: int) -> NDArray[np.floating]:
    """Every sample held until the next one comes: steps, [n_new] samples at `new_rate` (Hz)."""
    _positive(sample_rate)
    _filled(samples)
    n_new = max(1, round(len(samples) * new_rate / sample_rate))
    place = np.floor(np.round(np.arange(n_new) * (sample_rate / new_rate), 9)).astype(int)
    return samples[np.minimum(place, len(samples) - 1)]


def reconstruct(
    samples: NDArray[np.floating],
    sample_rate: float,
    times: NDArray[np.floating],
    *,
    start: float = 0.0,
) -> NDArray[np.float64]:
    """The curve through the samples that has nothing above half the rate, at any moments.

    The series of Whittaker (1915) and Shannon (1949): sum of x_k · sinc(f_s · t − k). What lies
    beyond the samples counts as 0, so a curve is right only well inside them.

    Parameters
    ----------
    samples : np.ndarray [shape=(n_samples,)]
    sample_rate : float
        f_s, Hz.
    times : np.ndarray [shape=(n_times,)]
        Where the curve is wanted, s.
    start : float
        Moment of the first sample, s.

    Returns
    -------
    np.ndarray [shape=(n_times,)]
    """
    _positive(sample_rate)
    places = (times - start) * sample_rate
    return np.sinc(places[:, None] - np.arange(len(samples))) @ samples


def rebuild(samples: NDArray[np.floating], sample_rate: int, new_rate: int) -> NDArray[np.float32]:
    """The same curve as `reconstruct`, as samples at a rate that is no lower: for the ear.

    Computed through the spectrum, which is filled with zeros. The signal counts as periodic.

    Parameters
    ----------
    samples : np.ndarray [shape=(n_samples,)]
        At least one.
    sample_rate, new_rate : int
        Hz.

    Returns
    -------
    np.ndarray [shape=(n_new,)]

    Raises
    ------
    EarshotError
        If there is no sample, or `new_rate` is lower than `sample_rate`.
    """
    _positive(sample_rate)
    if new_rate < sample_rate:
        raise EarshotError(
            f"Rebuilding needs a rate of at least {sample_rate} Hz, not {new_rate} Hz. "
            "To go down, use lower_rate."
        )
    _filled(samples)
    n_new = max(1, round(len(samples) * new_rate / sample_rate))
    spectrum = np.fft.rfft(samples)
    if len(samples) % 2 == 0 and n_new > len(samples):
        spectrum[-1] /= 2  # the bin at half the rate stands for both of its sides
    return (np.fft.irfft(spectrum, n_new) * (n_new / len(samples))).astype(np.float32)


def lower_rate(
    y: NDArray[np.float32], sample_rate: int, new_rate: int, *, low_pass: bool
) -> NDArray[np.float32]:
    """Samples of the same sound at a lower rate.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        In −1..1.
    sample_rate, new_rate : int
        Hz; at the same rate `y` is returned as it is.
    low_pass : bool
        Whether what lies above half the new rate is first taken away (by soxr's filter, as every
        sound is that Earshot opens). If not, it folds.

    Returns
    -------
    np.ndarray [shape=(n_new,)]
        At least one sample.

    Raises
    ------
    EarshotError
        If `new_rate` is above `sample_rate`.
    """
    _positive(new_rate)
    if new_rate > sample_rate:
        raise EarshotError(
            f"Samples at {sample_rate} Hz cannot be lowered to {new_rate} Hz. Choose a rate that "
            "is no higher."
        )
    if new_rate == sample_rate:
        return y
    if low_pass:
        return resample(Audio(y[None], sample_rate), new_rate).samples[0]
    n_apart = -(-sample_rate // new_rate)  # every so many samples of a multiple of the new rate
    return rebuild(y, sample_rate, n_apart * new_rate)[::n_apart]


def _filled(samples: NDArray[np.floating]) -> None:
    if len(samples) == 0:
        raise EarshotError("There is no sample to go by; at least one is needed.")


def _positive(sample_rate: float) -> None:
    if sample_rate <= 0:
        raise EarshotError(f"A sample rate is above 0 Hz, not {sample_rate:g} Hz.")
