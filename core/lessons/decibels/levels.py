"""Amplitude, power and decibels: gain, how values are spread, and what lies below a floor."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.features.filters import window_samples
from core.features.inverse import samples, spectra
from core.features.spectrum import Framing, windowed_blocks

Reference = Literal["loudest", "full scale"]
"""What 0 dB is: the loudest value of the picture, or a sine of amplitude 1."""

MIN_DB = -200.0
"""What silence is called, dB."""


@dataclass(frozen=True)
class Loudness:
    """How loud samples are.

    Attributes
    ----------
    peak_db, rms_db : float
        Largest magnitude and root mean square, in dB below full scale (1).
    clipped : int
        Samples beyond full scale, which a file cannot hold.
    """

    peak_db: float
    rms_db: float
    clipped: int


@dataclass(frozen=True)
class Spread:
    """How the values of a picture are spread over its range.

    Attributes
    ----------
    lowest : float
        Share of values in the lowest hundredth of the range, 0 to 1.
    skewness : float
        Third standardised moment: 0 if symmetric, large if a few values tower over the rest.
    """

    lowest: float
    skewness: float


@dataclass(frozen=True, eq=False)
class SplitSound:
    """A sound in two: what its spectrogram shows above a floor, and what it hides below.

    Attributes
    ----------
    decibels : np.ndarray [shape=(n_bins, n_frames)]
        The whole spectrogram, dB re the reference.
    kept, hidden : np.ndarray [shape=(n_samples,)]
        Samples that add up to the sound.
    hidden_values, hidden_power : float
        Shares, 0 to 1: of the picture's values, and of their power.
    """

    decibels: NDArray[np.floating]
    kept: NDArray[np.floating]
    hidden: NDArray[np.floating]
    hidden_values: float
    hidden_power: float


def amplitude_ratio(decibels: float) -> float:
    """10^(dB/20): by what `decibels` multiply an amplitude."""
    return 10 ** (decibels / 20)


def power_ratio(decibels: float) -> float:
    """10^(dB/10): by what `decibels` multiply a power."""
    return 10 ** (decibels / 10)


def loudness(y: NDArray[np.floating]) -> Loudness:
    """Peak, root mean square and clipping of samples [n_samples], at least one."""
    _filled(y)
    magnitude = np.abs(y)
    rms = np.sqrt(np.mean(np.square(y, dtype=np.float64)))
    return Loudness(_decibels(magnitude.max()), _decibels(rms), int(np.sum(magnitude > 1)))


def gain_to_match(y: NDArray[np.floating], like: NDArray[np.floating]) -> float:
    """What raises `y` in dB to be as loud as `like` by root mean square, without clipping.

    At least 0; and 0 for silence.
    """
    measured, target = loudness(y), loudness(like)
    if measured.rms_db == MIN_DB:
        return 0.0
    return max(0.0, min(target.rms_db - measured.rms_db, -1.0 - measured.peak_db))


def full_scale(window: str, n_fft: int) -> float:
    """Magnitude that a sine of amplitude 1 on a bin has through `window`: half the window's sum."""
    return float(window_samples(window, n_fft).sum(dtype=np.float64)) / 2


def power_spectrogram(
    y: NDArray[np.float32], *, n_fft: int = 2048, hop_length: int = 512, window: str = "hann"
) -> NDArray[np.float32]:
    """Squared magnitude of the STFT, as ``np.abs(librosa.stft(y)) ** 2``.

    Returns
    -------
    np.ndarray [shape=(1 + n_fft // 2, n_frames)]
        float32.
    """
    _filled(y)
    framing = Framing(n_fft, hop_length)
    power = np.empty((framing.n_frames(len(y)), framing.n_bins), np.float32)
    for (block,) in windowed_blocks(y, framing, [window]):
        power[block.rows] = block.power
    return power.T


def spread(values: NDArray[np.floating]) -> Spread:
    """How values of any shape are spread; a constant has skewness 0."""
    _filled(values)
    flat = np.asarray(values, np.float32).ravel()
    low, high = float(flat.min()), float(flat.max())
    edge = np.float32(low + (high - low) / 100)
    centred = flat - np.float32(flat.mean(dtype=np.float64))
    squares = centred * centred
    variance = float(squares.mean(dtype=np.float64))
    third = float(np.einsum("i,i->", squares, centred, dtype=np.float64)) / flat.size
    skewness = third / variance**1.5 if high > low else 0.0
    return Spread(float(np.count_nonzero(flat <= edge) / flat.size), skewness)


def split_at_floor(
    y: NDArray[np.float32],
    *,
    floor: float,
    reference: Reference = "loudest",
    n_fft: int = 2048,
    hop_length: int = 512,
) -> SplitSound:
    """Part a sound at a floor of its spectrogram, each value with its own phase.

    The values below the floor are set to zero, and the rest goes back to samples by overlap and
    addition (Griffin and Lim, 1984): that is kept. What is missing of the sound is hidden.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono samples, float32; at least one.
    floor : float
        dB re the reference.
    reference : {"loudest", "full scale"}
        What 0 dB is.
    n_fft, hop_length : int
        The frames', in samples, seen through Hann windows; a hop of at most half a frame.

    Raises
    ------
    EarshotError
        If there is no sample, the hop is too long or the reference unknown.
    """
    _filled(y)
    if hop_length > n_fft // 2:
        raise EarshotError(
            f"A hop of {hop_length} samples leaves gaps between windows of {n_fft}; "
            f"at most {n_fft // 2}."
        )
    framing = Framing(n_fft, hop_length)
    spectrum = spectra(y, framing)  # (n_frames, n_bins)
    power: NDArray[np.float32] = np.square(np.abs(spectrum))
    one = _reference_power(power, reference, n_fft)
    decibels = 10 * np.log10(np.maximum(power, one * np.float32(1e-20)) / one)
    above = decibels >= floor
    kept = samples(spectrum * above, framing, len(y))
    total = float(power.sum(dtype=np.float64))
    return SplitSound(
        decibels=decibels.T,
        kept=kept,
        hidden=y - kept,
        hidden_values=1 - float(above.mean()),
        hidden_power=float(power[~above].sum(dtype=np.float64)) / total if total else 0.0,
    )


def _reference_power(power: NDArray[np.float32], reference: Reference, n_fft: int) -> np.float32:
    """The power that is called 0 dB."""
    if reference == "loudest":
        return max(power.max(), np.finfo(np.float32).tiny * np.float32(1e20))
    if reference == "full scale":
        return np.float32(full_scale("hann", n_fft) ** 2)
    raise EarshotError(f"There is no reference {reference!r}. Known: loudest, full scale.")


def _decibels(amplitude: float) -> float:
    return max(MIN_DB, 20 * float(np.log10(max(amplitude, 1e-10))))


def _filled(values: NDArray[np.floating]) -> None:
    if values.size == 0:
        raise EarshotError("There is nothing to measure: 0 values.")
