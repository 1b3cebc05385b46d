"""Rows of any spectrogram as semitones, on which what several of them hold can be added up."""

import numpy as np
from numpy.typing import NDArray

from core.features import Cqt, FeatureSpec, Mel, Mfcc, Stft
from core.features.cqt import C1, frequencies
from core.features.filters import mel_edges

PER_OCTAVE = 12
BANDS = C1 * 2.0 ** (np.arange(101) / PER_OCTAVE)
"""Centres in Hz: the semitones from C1 to 10.5 kHz."""


def edges_around(centres: NDArray[np.floating]) -> NDArray[np.floating]:
    """Where rows with these rising centres begin and end, halfway in octaves [n_rows + 1].

    Examples
    --------
    >>> edges_around(np.array([100.0, 400.0, 1600.0])).tolist()
    [50.0, 200.0, 800.0, 3200.0]
    """
    between = np.sqrt(centres[1:] * centres[:-1])
    return np.array([centres[0] ** 2 / between[0], *between, centres[-1] ** 2 / between[-1]])


def centres_of(spec: FeatureSpec) -> NDArray[np.floating]:
    """Centres in Hz of the rows that a spectrogram has; of MFCC, of the bands that it sums up."""
    match spec:
        case Mfcc():
            return mel_edges(spec.n_mels, 0.0, spec.sample_rate / 2)[1:-1]
        case Mel():
            return mel_edges(spec.n_mels, spec.fmin, spec.fmax or spec.sample_rate / 2)[1:-1]
        case Cqt():
            return frequencies(spec)
        case Stft():
            centres = np.fft.rfftfreq(spec.n_fft, 1 / spec.sample_rate)
            return np.maximum(centres, centres[1] / 2)  # 0 Hz lies infinitely many octaves down
        case _:
            raise TypeError(f"The rows of {spec.kind!r} are no frequencies.")


def on_bands(rows: NDArray[np.floating], spec: FeatureSpec) -> NDArray[np.float32]:
    """Rows [n_rows, n_frames] shared out among `BANDS` [n_bands, n_frames]; sums stay.

    A row that reaches over several semitones gives each its part in octaves; what lies beyond the
    ends goes to the lowest and the highest.

    Examples
    --------
    >>> rows = np.ones((84, 2), np.float32)
    >>> float(on_bands(rows, Cqt()).sum())
    168.0
    """
    edges = np.log2(edges_around(centres_of(spec)))
    grid = np.log2(edges_around(BANDS))
    grid[0], grid[-1] = min(grid[0], edges[0]), max(grid[-1], edges[-1])
    begins, ends = (
        np.maximum.outer(grid[:-1], edges[:-1]), np.minimum.outer(grid[1:], edges[1:])
    )  # fmt: skip
    shares = np.maximum(ends - begins, 0) / np.diff(edges)  # [n_bands, n_rows]
    return (shares @ rows).astype(np.float32)
