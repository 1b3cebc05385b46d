"""Energy by pitch class (Ellis, 2007), with the tuning that librosa estimates.

Which filters to use is only known when the whole clip was heard: the tuning decides. Spectra are
therefore kept, as far as `KEPT_BYTES` allows, and computed a second time beyond that.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from core.features.spectrum import Block, Framing, frame_blocks

N_CHROMA = 12
KEPT_BYTES = 64 * 2**20
"""Of power spectra: six minutes at 22,050 Hz."""

PITCH_RANGE = (150.0, 4000.0)
"""Where peaks are taken for pitches, in Hz."""

PEAK_THRESHOLD = 0.1
"""Of the frame's loudest bin."""

TUNING_BINS = 100
"""Steps that one semitone is divided into."""


class Chroma:
    """Mean and variance of a clip's chroma, from its power spectra block by block."""

    def __init__(self, sample_rate: int, framing: Framing) -> None:
        self.sample_rate = sample_rate
        self.framing = framing
        self._y = np.empty(0, np.float32)
        self._kept: list[np.ndarray] = []
        self._room = KEPT_BYTES
        self._pitches: list[np.ndarray] = []
        self._peaks: list[np.ndarray] = []

    def hear(self, y: np.ndarray) -> None:
        """Keep hold of the clip, float32 [n_samples]."""
        self._y = y

    def take(self, block: Block) -> None:
        """Find the block's pitches, and keep its power if there is room."""
        pitches, peaks = peaks_of(block.power, self.sample_rate, self.framing.n_fft)
        self._pitches.append(pitches)
        self._peaks.append(peaks)
        if self._room >= block.power.nbytes:
            self._kept.append(block.power)
            self._room -= block.power.nbytes
        else:
            self._room = 0  # what is kept has no gaps

    def finish(self) -> np.ndarray:
        """Chroma, each frame scaled to a maximum of 1, float32 [n_frames, 12]."""
        tuning = tuning_of(np.concatenate(self._pitches), np.concatenate(self._peaks))
        weights = chroma_weights(self.sample_rate, self.framing.n_fft, tuning).T
        chroma = np.concatenate([power @ weights for power in self._powers()])
        loudest = chroma.max(axis=1, keepdims=True)
        return chroma / np.where(loudest < np.finfo(np.float32).tiny, np.float32(1), loudest)

    def _powers(self) -> Iterator[np.ndarray]:
        """The power of every block once more."""
        yield from self._kept
        seen = sum(len(power) for power in self._kept)
        for start, frames in frame_blocks(self._y, self.framing, first=seen):
            yield Block(start, frames, "hann").power


def peaks_of(power: np.ndarray, sample_rate: int, n_fft: int) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies in Hz and heights of spectral peaks, by parabolic interpolation (Smith).

    Parameters
    ----------
    power : np.ndarray [shape=(n_frames, n_bins)]
        The name says power because chroma's tuning is estimated from power.
    sample_rate : int
        In Hz.
    n_fft : int
        Frame length in samples.
    """
    freqs = np.fft.rfftfreq(n_fft, 1 / sample_rate)
    inside = np.flatnonzero((freqs >= PITCH_RANGE[0]) & (freqs < min(PITCH_RANGE[1], freqs[-1])))
    if len(inside) == 0:
        return np.empty(0, np.float32), np.empty(0, np.float32)
    first, last = inside[0], inside[-1] + 1
    least = np.float32(PEAK_THRESHOLD) * power.max(axis=1, keepdims=True)
    row, column = np.divmod(np.flatnonzero(power[:, first:last] > least), last - first)
    at = row * power.shape[1] + first + column  # loud bins are few: look only at their neighbours
    flat = power.ravel()
    peak, before, after = flat[at], flat[at - 1], flat[at + 1]
    top = (peak > before) & (peak >= after)
    column, peak, before, after = column[top], peak[top], before[top], after[top]
    slope = (after - before) / 2
    curve = after + before - 2 * peak
    bent = np.abs(slope) < np.abs(curve)
    shift = np.where(bent, -slope / np.where(bent, curve, 1), np.float32(0))
    bins = (column + first + shift).astype(np.float32)
    return bins * np.float32(sample_rate) / np.float32(n_fft), peak + slope * shift / 2


def tuning_of(pitches: np.ndarray, heights: np.ndarray) -> float:
    """The commonest deviation from A440, in semitones -0.5 to 0.5, of the higher half of peaks.

    Parameters
    ----------
    pitches : np.ndarray [shape=(n_peaks,)]
        In Hz.
    heights : np.ndarray [shape=(n_peaks,)]
        Peaks lower than their median do not count.
    """
    if len(pitches) == 0:
        return 0.0
    pitches = pitches[heights >= np.median(heights)]
    deviation = np.mod(12 * np.log2(pitches / 27.5), 1)
    deviation[deviation >= 0.5] -= 1
    edges = np.linspace(-0.5, 0.5, TUNING_BINS + 1)
    counts, _ = np.histogram(deviation, edges)
    return float(edges[np.argmax(counts)])


@lru_cache(maxsize=128)
def chroma_weights(sample_rate: int, n_fft: int, tuning: float) -> np.ndarray:
    """Gaussian filters around each pitch class from C, float32 [12, 1 + n_fft // 2].

    Parameters
    ----------
    tuning : float
        Deviation from A440 in semitones.
    """
    freqs = np.arange(1, n_fft) * (sample_rate / n_fft)
    pitches = 12 * np.log2(freqs / (27.5 * 2 ** (tuning / 12)))  # semitones above A0
    pitches = np.concatenate([[pitches[0] - 18], pitches])  # 0 Hz: an octave and a half lower
    widths = np.concatenate([np.maximum(np.diff(pitches), 1), [1]])
    distances = np.remainder(pitches - np.arange(12)[:, np.newaxis] + 6, 12) - 6
    weights = np.exp(-0.5 * (2 * distances / widths) ** 2)
    weights /= np.linalg.norm(weights, axis=0)
    weights *= np.exp(-0.5 * ((pitches / 12 - 5) / 2) ** 2)  # centred on the fifth octave
    return np.roll(weights, -3, axis=0)[:, : 1 + n_fft // 2].astype(np.float32)
