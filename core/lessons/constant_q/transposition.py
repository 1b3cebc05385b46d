"""By how much one picture of sound is another one moved up or down, measured."""

from dataclasses import dataclass

import numpy as np

from core.audio import SAMPLE_RATE, Audio, resample
from core.errors import EarshotError

SHARED = 0.5
"""Share of the rows that two pictures must have in common when one of them is moved."""


@dataclass(frozen=True, eq=False)
class Match:
    """How well a picture fits another when it is moved.

    Attributes
    ----------
    shifts : np.ndarray [shape=(n_shifts,)]
        In rows; above 0 is up.
    correlations : np.ndarray [shape=(n_shifts,)]
        Of the rows that both then have, -1 to 1.
    shift : int
        Where the correlation is largest.
    remainder : float
        Root mean square of what the two then differ by, in the pictures' unit.
    """

    shifts: np.ndarray
    correlations: np.ndarray
    shift: int
    remainder: float

    @property
    def correlation(self) -> float:
        """The largest correlation."""
        return float(self.correlations.max())


def best_shift(before: np.ndarray, after: np.ndarray) -> Match:
    """Move `before` up and down until it is most like `after`.

    Parameters
    ----------
    before, after : np.ndarray [shape=(n_rows, n_frames)]
        As many rows; frames that only one of them has are left out.

    Returns
    -------
    Match
        Over all shifts that leave at least `SHARED` of the rows. A picture without any contrast
        fits nothing: its correlation is 0.

    Raises
    ------
    EarshotError
        If the rows do not agree, or there is no frame.
    """
    n_rows = len(before)
    n_frames = min(before.shape[1], after.shape[1])
    if n_rows != len(after) or n_frames < 1 or n_rows < 1:
        raise EarshotError(
            f"Two pictures need as many rows, and frames: {before.shape} and {after.shape} differ."
        )
    centre = float(before.mean(dtype=np.float64))  # taken off both: a large mean would cost digits
    first = np.asarray(before[:, :n_frames], np.float32) - np.float32(centre)
    second = np.asarray(after[:, :n_frames], np.float32) - np.float32(centre)
    most = int(n_rows * (1 - SHARED))
    shifts = np.arange(-most, most + 1)
    correlations = _correlations(first, second, shifts)
    best = shifts[correlations == correlations.max()]
    shift = int(best[np.abs(best).argmin()])  # silence fits everywhere alike: it did not move
    low, high = _shared(first, second, shift)
    remainder = float(np.sqrt(np.square(high - low).mean(dtype=np.float64)))
    return Match(shifts, correlations, shift, remainder)


def transposed(y: np.ndarray, semitones: float, sample_rate: int = SAMPLE_RATE) -> np.ndarray:
    """A sound as a tape that runs faster: higher by `semitones`, and shorter by as much.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        float32.
    semitones : float
        -24 to 24; below 0 it gets lower and longer.

    Returns
    -------
    np.ndarray [shape=(about n_samples / 2 ** (semitones / 12),)]
        float32.
    """
    if not -24 <= semitones <= 24:
        raise EarshotError(f"A transposition of {semitones:g} semitones: at most 24 up or down.")
    taped = Audio(np.ascontiguousarray(y[np.newaxis]), round(sample_rate * speed(semitones)))
    return resample(taped, sample_rate).mono()


def speed(semitones: float) -> float:
    """Ratio of the frequencies of two notes so far apart: 2 for 12."""
    return 2.0 ** (semitones / 12)


def fitted(y: np.ndarray, n_samples: int) -> np.ndarray:
    """A sound [n_samples] that is cut, or goes on in silence."""
    return np.pad(y[:n_samples], (0, max(0, n_samples - len(y))))


def slowed(picture: np.ndarray, factor: float) -> np.ndarray:
    """A picture [n_rows, n_frames] drawn out `factor` times in time, each frame the nearest."""
    n_frames = max(1, round(picture.shape[1] * factor))
    frames = np.rint(np.arange(n_frames) / factor).astype(int)
    return picture[:, np.minimum(frames, picture.shape[1] - 1)]


def _shared(first: np.ndarray, second: np.ndarray, shift: int) -> tuple[np.ndarray, np.ndarray]:
    """The rows of both that lie on one another when the first is moved up by `shift`."""
    n_rows = len(first)
    return (
        first[max(0, -shift) : n_rows - max(0, shift)],
        second[max(0, shift) : n_rows - max(0, -shift)],
    )


def _correlations(first: np.ndarray, second: np.ndarray, shifts: np.ndarray) -> np.ndarray:
    """Pearson's correlation of the shared rows for each shift, by one Fourier transform."""
    import scipy.fft

    n_rows, n_frames = first.shape
    size = scipy.fft.next_fast_len(2 * n_rows, real=True)
    spectra = [scipy.fft.rfft(each.T, n=size) for each in (first, second)]
    products = (spectra[0].conj() * spectra[1]).sum(axis=0, dtype=np.complex128)
    both = scipy.fft.irfft(products, n=size)[shifts % size]
    counts = (n_rows - np.abs(shifts)) * n_frames
    sums, squares = [], []
    for each, sign in ((first, 1), (second, -1)):
        below, above = np.maximum(0, -sign * shifts), n_rows - np.maximum(0, sign * shifts)
        sums.append(_between(each.sum(axis=1, dtype=np.float64), below, above))
        squares.append(_between(np.square(each).sum(axis=1, dtype=np.float64), below, above))
    covariance = both - sums[0] * sums[1] / counts
    spread = [square - total**2 / counts for square, total in zip(squares, sums, strict=True)]
    scale = np.sqrt(np.maximum(spread[0], 0) * np.maximum(spread[1], 0))
    flat = scale < 1e-6 * counts
    return np.where(flat, 0.0, covariance / np.where(flat, 1.0, scale))


def _between(values: np.ndarray, below: np.ndarray, above: np.ndarray) -> np.ndarray:
    """Sums of values[below:above] for each pair."""
    totals = np.concatenate([[0.0], np.cumsum(values)])
    return totals[above] - totals[below]
