"""Two channels: their middle and their difference, and what is lost when they become one."""

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError


def mid_side(
    left: NDArray[np.floating], right: NDArray[np.floating]
) -> tuple[NDArray[np.floating], NDArray[np.floating]]:
    """Half the sum and half the difference of two channels, each [n_samples].

    The mid is what mono keeps, the side what it loses; their sum is the left channel again, their
    difference the right one.

    Raises
    ------
    EarshotError
        If the channels are not equally long.

    Examples
    --------
    >>> mid, side = mid_side(np.array([1.0, 0.5]), np.array([0.0, 0.5]))
    >>> mid.tolist(), side.tolist()
    ([0.5, 0.5], [0.5, 0.0])
    """
    if len(left) != len(right):
        raise EarshotError(
            f"Two channels are equally long, not {len(left)} and {len(right)} samples."
        )
    return (left + right) / 2, (left - right) / 2


def delayed(y: NDArray[np.floating], seconds: float, sample_rate: int) -> NDArray[np.float32]:
    """`y` [n_samples] some time later, also by a fraction of a sample; its end is cut off.

    Computed through the spectrum: a delay turns the phase of each frequency in proportion to it.

    Raises
    ------
    EarshotError
        If `seconds` is negative.

    Examples
    --------
    >>> click = np.array([1.0, 0.0, 0.0, 0.0])
    >>> np.abs(delayed(click, seconds=0.002, sample_rate=1000)).round(3).tolist()
    [0.0, 0.0, 1.0, 0.0]
    """
    if seconds < 0:
        raise EarshotError(f"A delay is 0 s or more, not {seconds:g} s.")
    import scipy.fft

    room = int(np.ceil(seconds * sample_rate)) + 1  # for the end, which would come in at the start
    n_samples = scipy.fft.next_fast_len(len(y) + room, real=True)
    spectrum = np.fft.rfft(y, n_samples)
    turns = np.fft.rfftfreq(n_samples, 1 / sample_rate) * seconds
    later = np.fft.irfft(spectrum * np.exp(-2j * np.pi * turns), n_samples)
    return later[: len(y)].astype(np.float32)


def mono_gain(
    frequencies: NDArray[np.floating], *, delay: float = 0.0, gain: float = 1.0
) -> NDArray[np.float64]:
    """What the mean of a channel and its delayed copy leaves of each frequency, as a factor.

    Parameters
    ----------
    frequencies : np.ndarray [shape=(n_frequencies,)]
        Hz.
    delay : float
        Of the copy, s: with a gain of 1 the odd multiples of 1 / (2 · delay) vanish.
    gain : float
        Of the copy; −1 inverts it.

    Returns
    -------
    np.ndarray [shape=(n_frequencies,)]
        |1 + gain · exp(−2πi · f · delay)| / 2.

    Examples
    --------
    A copy that comes 1 ms later takes 500 Hz away:

    >>> np.abs(mono_gain(np.array([0.0, 500.0, 1000.0]), delay=0.001)).round(3).tolist()
    [1.0, 0.0, 1.0]
    """
    return np.abs(1 + gain * np.exp(-2j * np.pi * np.asarray(frequencies) * delay)) / 2
