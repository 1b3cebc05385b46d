"""Energy by pitch class (Ellis, 2007), with the tuning that librosa estimates.

Which filters to use is only known when the whole clip was heard: the tuning decides. Spectra are
therefore kept, as far as `KEPT_BYTES` allows, and computed a second time beyond that.
"""

from functools import lru_cache

import numpy as np

from core.features.spectrum import Block, Framing, windowed_blocks

KEPT_BYTES = 64 * 2**20
"""Of power spectra: six minutes at 22,050 Hz."""

PITCH_RANGE = (150.0, 4000.0)
"""Where peaks are taken for pitches, in Hz."""

PEAK_THRESHOLD = 0.1
"""Of the frame's loudest bin."""

TUNING_BINS = 100
"""Steps that one semitone is divided into."""


class Chroma:
    """A clip's chroma, from its power spectra block by block."""

    def __init__(self, sample_rate: int, framing: Framing, n_frames: int) -> None:
        self.sample_rate = sample_rate
        self.framing = framing
        most = KEPT_BYTES // (4 * framing.n_bins) // framing.n_block * framing.n_block
        self._kept = np.empty((min(n_frames, most), framing.n_bins), np.float32)
        self._peaks: list[tuple[np.ndarray, np.ndarray]] = []

    def add_block(self, block: Block) -> None:
        """Find the block's pitches, and keep its power if there is room."""
        self._peaks.append(peaks_of(block.power, self.sample_rate, self.framing.n_fft))
        if block.rows.stop <= len(self._kept):
            self._kept[block.rows] = block.power

    def finish(self, y: np.ndarray) -> np.ndarray:
        """Chroma of the clip [n_samples], each frame's maximum 1, float32 [n_frames, 12]."""
        pitches, heights = (np.concatenate(parts) for parts in zip(*self._peaks, strict=True))
        tuning = tuning_of(pitches, heights)
        weights = chroma_weights(self.sample_rate, self.framing.n_fft, tuning).T
        parts = [self._kept @ weights]
        for [block] in windowed_blocks(y, self.framing, ["hann"], first=len(self._kept)):
            parts.append(block.power @ weights)
        chroma = np.concatenate(parts)
        loudest = chroma.max(axis=1, keepdims=True)
        return chroma / np.where(loudest < np.finfo(np.float32).tiny, np.float32(1), loudest)


def peaks_of(power: np.ndarray, sample_rate: int, n_fft: int) -> tuple[np.ndarray, np.ndarray]:
    """Frequencies in Hz and heights of spectral peaks, by parabolic interpolation (Smith).

    Parameters
    ----------
    power : np.ndarray [shape=(n_frames, n_bins)]
        Power, not magnitude: that is what librosa estimates the tuning of its chroma from.
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
