"""Sampling: from a signal that is known at every moment to numbers at some moments, and back.

After Nyquist (1928), Whittaker (1915) and Shannon (1949).
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.audio import Audio, resample
from core.errors import EarshotError


def sample_times(sample_rate: float, *, seconds: float, start: float = 0.0) -> NDArray[np.float64]:
    """The moments k / f_s from `start` on and before `start` + `seconds` (s), [n_samples].

    Examples
    --------
    >>> sample_times(4, seconds=1, start=0.5).tolist()
    [0.5, 0.75, 1.0, 1.25]
    """
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

    Examples
    --------
    >>> signed_alias([5000, 15_000, 22_050], 22_050).tolist()
    [5000.0, -7050.0, 0.0]
    """
    _positive(sample_rate)
    hz = np.asarray(frequency, float)
    return hz - sample_rate * np.round(hz / sample_rate)


def alias(frequency: ArrayLike, sample_rate: float) -> NDArray[np.float64]:
    """The frequency, 0 to f_s / 2, at which a tone is heard after sampling, [...] in Hz.

    It is |f − f_s · round(f / f_s)|: 7050 Hz for 15,000 Hz at 22,050 Hz.

    Examples
    --------
    >>> alias([5000, 15_000, 22_050], 22_050).tolist()
    [5000.0, 7050.0, 0.0]
    """
    return np.abs(signed_alias(frequency, sample_rate))


def hold(samples: NDArray[np.floating], sample_rate: float, new_rate: int) -> NDArray[np.floating]:
    """Every sample held until the next one comes: steps, [n_new] samples at `new_rate` (Hz).

    Examples
    --------
    >>> hold(np.array([0.0, 1.0]), sample_rate=1, new_rate=3).tolist()
    [0.0, 0.0, 0.0, 1.0, 1.0, 1.0]
    """
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

    Examples
    --------
    Between the samples of a sine lies the sine:

    >>> times = sample_times(8, seconds=100)
    >>> at = np.array([50.1, 50.2])
    >>> curve = reconstruct(np.sin(2 * np.pi * times), 8, at)
    >>> curve.round(2).tolist(), np.sin(2 * np.pi * at).round(2).tolist()
    ([0.59, 0.95], [0.59, 0.95])
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

    Examples
    --------
    >>> y = rebuild(np.array([1.0, 0.0, -1.0, 0.0]), sample_rate=4, new_rate=8)
    >>> np.abs(y).astype(float).round(2).tolist()
    [1.0, 0.71, 0.0, 0.71, 1.0, 0.71, 0.0, 0.71]
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

    Examples
    --------
    At 8 kHz, 5 kHz is either taken away or folds to 3 kHz:

    >>> from core.signals import level, tones
    >>> y = tones([5000], seconds=1)
    >>> level(lower_rate(y, 22_050, 8000, low_pass=True)) < -60
    True
    >>> folded = lower_rate(y, 22_050, 8000, low_pass=False)
    >>> int(np.abs(np.fft.rfft(folded)).argmax())  # a bin is 1 Hz
    3000
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
