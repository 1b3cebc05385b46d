"""Constant-Q transform by octaves (Schoerkhuber and Klapuri, 2010), equal to ``librosa.cqt``.

The top octave is filtered at the full sample rate; then the clip is halved in rate and the same is
done for the octave below. librosa multiplies the spectrum of each frame by a sparse basis; both
are linear, so here they are one real matrix, applied to the samples themselves. That product is
in float64: its sums are over hundreds to thousands of samples, most of which cancel, and what
float32 loses there depends on the processor.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal, Self

import numpy as np
from pydantic import Field, model_validator

from core.features.filters import window_samples
from core.features.normalisation import normalise
from core.features.spec import FEATURES, FrameSpec, Normalise
from core.features.spectrum import Computation, Framing, frame_blocks
from core.once import once

C1 = 32.70319566257483
"""The lowest C of most pianos but one, in Hz."""

FLOOR_DB = -80.0
SPARSITY = 0.01
"""Share of each filter's magnitude that is dropped in its spectrum; librosa's default."""

LONGEST_FILTER = 2**15
"""In samples of its octave's rate: a bound on what a spec can ask for."""

HANN_BANDWIDTH = 1.50018310546875
"""Equivalent noise bandwidth of a Hann window in bins, as librosa has it."""


@FEATURES.register("cqt")
class Cqt(FrameSpec, frozen=True):
    """Constant-Q magnitudes in dB below the clip's loudest (floor -80 dB), z-scored as a whole."""

    title: ClassVar[str] = "Constant-Q transform"
    unit: ClassVar[str] = "dB"

    kind: Literal["cqt"] = "cqt"
    n_bins: int = Field(default=84, ge=2, le=512)
    bins_per_octave: int = Field(default=12, ge=1, le=96)
    fmin: float = Field(default=C1, ge=10, le=20_000)
    normalise: Normalise = "whole"

    @model_validator(mode="after")
    def _fits(self) -> Self:
        cutoff, nyquist = _cutoff(self), self.sample_rate / 2
        if cutoff > nyquist:
            raise ValueError(
                f"its highest filter ends at {cutoff:.0f} Hz, above half the sample rate, "
                f"{nyquist:.0f} Hz; use fewer n_bins ({self.n_bins}) or a lower fmin."
            )
        longest = _quality(self) / self.fmin * self.sample_rate / 2 ** _halvings(self)[-1]
        if longest > LONGEST_FILTER:
            raise ValueError(
                f"its lowest filter is {longest:.0f} samples long, at most {LONGEST_FILTER}; use a "
                f"higher fmin, fewer bins_per_octave ({self.bins_per_octave}), or a hop_length "
                f"({self.hop_length}) that can be halved more often."
            )
        return self

    def begin(self, n_samples: int) -> Computation:
        return _CqtComputation(self, n_samples)

    def by_librosa(self) -> str:
        return (
            "transform = librosa.cqt(\n"
            f"    y, sr={self.sample_rate}, hop_length={self.hop_length}, fmin={self.fmin!r},\n"
            f"    n_bins={self.n_bins}, bins_per_octave={self.bins_per_octave},\n)\n"
            "cqt = librosa.amplitude_to_db(np.abs(transform), ref=np.max, "
            f"amin=1e-20, top_db={-FLOOR_DB:g})"
        )


@dataclass(frozen=True)
class Octave:
    """The filters of one octave.

    Attributes
    ----------
    halvings : int
        How often the clip's sample rate was halved before.
    hop_length : int
        In samples of that rate.
    bins : slice
        Rows of the transform that this octave fills.
    filters : np.ndarray [shape=(n_fft, 2 * n_bins)]
        Real parts, then imaginary parts, of the filters in time; scaled.
    """

    halvings: int
    hop_length: int
    bins: slice
    filters: np.ndarray


class _CqtComputation(Computation):
    def __init__(self, spec: Cqt, n_samples: int) -> None:
        self.spec = spec
        n_frames = Framing(2, spec.hop_length).n_frames(n_samples)
        self.power = np.empty((n_frames, spec.n_bins), np.float32)

    def set_samples(self, y: np.ndarray) -> None:
        halvings = 0
        for octave in octaves(self.spec):
            y = slow(y, octave.halvings - halvings)
            halvings = octave.halvings
            fill(y, octave, self.power)

    def finish(self) -> np.ndarray:
        relative = self.power
        relative /= max(float(relative.max()), float(np.finfo(np.float32).tiny))
        np.maximum(relative, np.float32(10 ** (FLOOR_DB / 10)), out=relative)
        np.log10(relative, out=relative)
        relative *= np.float32(10)
        return normalise(relative.T, self.spec.normalise)


def slow(y: np.ndarray, halvings: int) -> np.ndarray:
    """The clip at its sample rate over 2 ** halvings, of equal energy (soxr, high quality)."""
    if halvings == 0:
        return y
    import soxr

    factor = 2**halvings
    slower = soxr.resample(y, factor, 1, quality="HQ")
    size = -(-len(y) // factor)
    if len(slower) != size:
        slower = np.pad(slower[:size], (0, max(0, size - len(slower))))
    slower *= np.float32(np.sqrt(factor))
    return slower


def fill(y: np.ndarray, octave: Octave, power: np.ndarray) -> None:
    """Fill the octave's columns of `power` [n_frames, n_bins] with squared magnitudes."""
    n_fft, n_parts = octave.filters.shape
    for start, frames in frame_blocks(y, Framing(n_fft, octave.hop_length)):
        rows = power[start : start + len(frames), octave.bins]  # lower octaves may have one more
        parts = frames[: len(rows)].astype(np.float64) @ octave.filters
        np.square(parts, out=parts)
        np.add(parts[:, : n_parts // 2], parts[:, n_parts // 2 :], out=rows)


@once(maxsize=8)
def octaves(spec: Cqt) -> tuple[Octave, ...]:
    """The plan of a transform, from the highest octave to the lowest."""
    freqs = frequencies(spec)
    lengths = _quality(spec) / freqs  # in seconds
    n_filters = min(spec.bins_per_octave, spec.n_bins)
    plan = []
    for octave, halvings in enumerate(_halvings(spec)):
        stop = spec.n_bins - octave * n_filters
        bins = slice(max(0, stop - n_filters), stop)
        rate = spec.sample_rate / 2**halvings
        basis = _basis(freqs[bins], lengths[bins] * rate, rate)
        basis /= np.sqrt(lengths[bins] * rate)[:, np.newaxis]
        filters = np.concatenate([basis.real, basis.imag])
        hop = spec.hop_length // 2**halvings
        plan.append(Octave(halvings, hop, bins, np.ascontiguousarray(filters.T)))
    return tuple(plan)


def _halvings(spec: Cqt) -> list[int]:
    """How often the sample rate is halved before each octave, from the highest to the lowest.

    Before the top octave as often as its filters allow; then once per octave as long as the hop
    stays whole.
    """
    n_octaves = -(-spec.n_bins // spec.bins_per_octave)
    n_twos = (spec.hop_length & -spec.hop_length).bit_length() - 1
    headroom = int(np.ceil(np.log2(spec.sample_rate / 2 / _cutoff(spec)))) - 2
    early = min(max(0, headroom), max(0, n_twos - n_octaves + 1))
    return [min(early + octave, max(early, n_twos)) for octave in range(n_octaves)]


def frequencies(spec: Cqt) -> np.ndarray:
    """Centre of every bin in Hz, [n_bins].

    Examples
    --------
    >>> frequencies(Cqt())[[0, 12, 45]].round(2).tolist()
    [32.7, 65.41, 440.0]
    """
    return spec.fmin * 2.0 ** (np.arange(spec.n_bins) / spec.bins_per_octave)


def _quality(spec: Cqt) -> float:
    """Q: centre frequency over bandwidth, the same for every bin."""
    ratio = 2.0 ** (2 / spec.bins_per_octave)
    return (ratio + 1) / (ratio - 1)


def _cutoff(spec: Cqt) -> float:
    """Where the highest filter ends, in Hz."""
    return float(frequencies(spec)[-1] * (1 + 0.5 * HANN_BANDWIDTH / _quality(spec)))


def _basis(freqs: np.ndarray, lengths: np.ndarray, rate: float) -> np.ndarray:
    """One octave's filters in time, complex [n_bins, n_fft], their spectra made sparse.

    Parameters
    ----------
    freqs : np.ndarray [shape=(n_bins,)]
        Centres in Hz.
    lengths : np.ndarray [shape=(n_bins,)]
        Of the filters, in samples.
    rate : float
        In Hz.
    """
    n_fft = int(2.0 ** np.ceil(np.log2(lengths.max())))
    wavelets = np.zeros((len(freqs), n_fft), np.complex64)
    for row, freq, length in zip(wavelets, freqs, lengths, strict=True):
        times = np.arange(-length // 2, length // 2)
        wavelet = np.exp(2j * np.pi * freq / rate * times) * window_samples("hann", len(times))
        left = (n_fft - len(times)) // 2
        row[left : left + len(times)] = wavelet / np.abs(wavelet).sum()
    wavelets *= (lengths / n_fft).astype(np.float32)[:, np.newaxis]
    import scipy.fft

    spectra = scipy.fft.fft(wavelets, axis=1)[:, : n_fft // 2 + 1]
    # A filter's spectrum times a frame's spectrum, summed, is linear in the frame's samples.
    return np.fft.fft(_sparse(spectra).astype(np.complex128), n=n_fft, axis=1)


def _sparse(spectra: np.ndarray) -> np.ndarray:
    """Zero the smallest entries of each row that make up `SPARSITY` of its magnitude."""
    magnitudes = np.abs(spectra)
    ascending = np.sort(magnitudes, axis=1)
    shares = np.cumsum(ascending / magnitudes.sum(axis=1, keepdims=True), axis=1)
    least = ascending[np.arange(len(spectra)), np.argmin(shares < SPARSITY, axis=1)]
    return np.where(magnitudes >= least[:, np.newaxis], spectra, 0)
