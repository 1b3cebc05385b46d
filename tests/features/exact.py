"""References in float64, with librosa's own filters: what both librosa and we come near to."""

import librosa
import numpy as np
import scipy.fft
import soxr

from core.features import Cqt
from core.features.cqt import frequencies, octaves

TOLERANCE = 1e-4  # of a feature's range
RANGE_DB = 80
CQT_AMPLITUDE = 5e-6  # of the loudest; librosa errs by up to 2.1e-6 (constant), we by 2.5e-6
CQT_LOUD = 3e-4  # of a value 40 dB below the loudest or more; librosa 1.1e-4, we 1.3e-4
CQT_Z_SCORE = 1e-3  # librosa 3.9e-4 (chirp), we 3.5e-4 (chord), 70 to 80 dB below the loudest

COPIES = 64
"""Each resampled at a scale of its own: soxr's high quality computes in float32 whatever it is
given, and the mean of so many errs an eighth as much."""


def cqt(y: np.ndarray, spec: Cqt) -> np.ndarray:
    """Amplitudes [n_bins, n_frames]: librosa's filters and resampler, exactly multiplied.

    Which octave is filtered at which rate is taken from our plan; that the plan is librosa's is
    tested against `librosa.cqt` itself.
    """
    amplitudes = np.empty((spec.n_bins, 1 + len(y) // spec.hop_length))
    freqs = frequencies(spec)
    alpha = librosa.filters._relative_bandwidth(freqs=freqs)
    halvings, slower = 0, y.astype(np.float64)
    for octave in octaves(spec):
        slower = slow(slower, octave.halvings - halvings)
        halvings, bins = octave.halvings, octave.bins
        rate = spec.sample_rate / 2**halvings
        basis, lengths = librosa.filters.wavelet(
            freqs=freqs[bins],
            sr=rate,
            alpha=alpha[bins],  # type: ignore[arg-type]  # one each, as librosa's own calls have it
        )
        n_fft = basis.shape[1]
        basis = scipy.fft.fft(basis * (lengths[:, np.newaxis] / n_fft))[:, : n_fft // 2 + 1]
        filters = librosa.util.sparsify_rows(basis, quantile=0.01).toarray()
        padded = np.pad(slower, n_fft // 2)
        frames = np.lib.stride_tricks.sliding_window_view(padded, n_fft)[:: octave.hop_length]
        spectra = np.fft.rfft(frames[: amplitudes.shape[1]])
        heard = np.abs(filters.astype(np.complex128) @ spectra.T)
        amplitudes[bins] = heard / np.sqrt(lengths)[:, np.newaxis]
    return amplitudes


def slow(y: np.ndarray, halvings: int) -> np.ndarray:
    """`y` at its rate over 2 ** halvings, of equal energy."""
    if halvings == 0:
        return y
    factor = 2**halvings
    size = -(-len(y) // factor)
    total = np.zeros(size)
    for scale in np.geomspace(1, 2, COPIES, endpoint=False):
        copy = soxr.resample(y * scale, factor, 1, quality="HQ")[:size]
        total[: len(copy)] += copy / scale
    return total / COPIES * np.sqrt(factor)


def rms(errors: np.ndarray) -> float:
    """Root mean square."""
    return float(np.sqrt(np.mean(np.square(errors, dtype=np.float64))))
