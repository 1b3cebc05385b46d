"""Bit depth: amplitudes rounded to a few levels, and the noise that this adds."""

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError

MOST_BITS = 24


def step_of(n_bits: int) -> float:
    """Distance between two levels: 2 / 2^N, for 2^N levels between −1 and 1.

    Examples
    --------
    >>> step_of(1), step_of(3)
    (1.0, 0.25)
    """
    if not 1 <= n_bits <= MOST_BITS:
        raise EarshotError(f"A sample has 1 to {MOST_BITS} bits, not {n_bits}.")
    return 2.0 ** (1 - n_bits)


def quantise(
    y: NDArray[np.floating], n_bits: int, *, dither: bool = False, seed: int = 0
) -> NDArray[np.float32]:
    """Round every sample to the nearest of 2^N levels.

    The levels divide −1..1 evenly and lie in the middle of their stretches, so that one bit says
    whether a sample is above or below 0 (a mid-rise quantiser).

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        In −1..1; what lies beyond takes the outermost level.
    n_bits : int
        N, 1 to 24.
    dither : bool
        Whether noise of a triangular distribution, up to one step either way, is added first: the
        error then no longer follows the sound (Lipshitz, Wannamaker and Vanderkooy, 1992).
    seed : int
        Of the dither.

    Returns
    -------
    np.ndarray [shape=(n_samples,)]

    Raises
    ------
    EarshotError
        If `n_bits` is out of range.

    Examples
    --------
    Two bits are four levels:

    >>> quantise(np.array([-1.0, -0.2, 0.2, 0.4]), 2).tolist()
    [-0.75, -0.25, 0.25, 0.25]
    """
    step = step_of(n_bits)
    steps = np.asarray(y, np.float64) / step
    if dither:
        draw = np.random.default_rng(seed)
        steps += draw.random(len(y)) - draw.random(len(y))
    half = 2 ** (n_bits - 1)
    return ((np.floor(steps).clip(-half, half - 1) + 0.5) * step).astype(np.float32)


def ideal_snr(n_bits: int, *, dither: bool = False) -> float:
    """Signal to noise of a sine that reaches ±1, in dB: 6.02 N + 1.76 (Bennett, 1948).

    It takes the error to be spread evenly over one step, so that its power is step² / 12. With
    triangular dither it is step² / 4, three times that, and the ratio 4.77 dB lower.

    Examples
    --------
    >>> round(ideal_snr(16), 2), round(ideal_snr(8), 2)
    (98.09, 49.93)
    """
    noise = step_of(n_bits) ** 2 / (4 if dither else 12)
    return float(10 * np.log10(0.5 / noise))
