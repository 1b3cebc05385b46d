"""What a saliency comes to: a calm picture, and the seconds that tell most."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.analysis.passages import strongest
from core.analysis.saliency import Saliency
from core.inference import Prediction

LONGEST = 60.0  # s of a song that are looked at
WIDTH = (1.0, 2.0)  # semitones and frames, standard deviations of the smoothing
SECONDS = 2.0
N_PASSAGES = 3


@dataclass(frozen=True)
class Telling:
    """A passage of a song, s, and which share of all that speaks for the answer lies in it, 0 to 1.

    Both ends are counted from the beginning of the song.
    """

    start: float
    end: float
    share: float


def smoothed(saliency: Saliency) -> NDArray[np.float32]:
    """What it adds by pitch [n_bands, n_frames], each cell with its nearest neighbours.

    From cell to cell saliency jumps more than an eye or ear can follow: so it is shown, and heard,
    with a Gaussian of one semitone and two frames over it.
    """
    from scipy.ndimage import gaussian_filter

    return gaussian_filter(saliency.bands, WIDTH)


def most_telling(
    saliency: Saliency, *, n_passages: int = N_PASSAGES, seconds: float = SECONDS
) -> list[Telling]:
    """The passages in which most speaks for the answer, without overlap, the most telling first.

    None where nothing speaks for it.

    Examples
    --------
    >>> bands = np.zeros((101, 100), np.float32)
    >>> bands[40, 40:50] = 1
    >>> found = most_telling(Saliency("pop", "", (), bands, 0.0, 0.1), n_passages=1)
    >>> found[0].share, found[0].start <= 4.0, found[0].end >= 5.0
    (1.0, True, True)
    """
    course = np.maximum(saliency.bands, 0).sum(axis=0, dtype=np.float64)
    total, length = course.sum(), min(max(1, round(seconds / saliency.step)), len(course))
    sums = np.convolve(course, np.ones(length), "valid")
    found: list[Telling] = []
    while total > 0 and len(found) < n_passages and sums.max() > 0:
        first = int(sums.argmax())
        start, end = (saliency.start + k * saliency.step for k in (first, first + length))
        found.append(Telling(start, end, float(sums[first] / total)))
        sums[max(0, first - length + 1) : first + length] = 0
    return found


def part_of(prediction: Prediction) -> tuple[float, float]:
    """From where to where a song is looked at, s: whole, or the minute around its strongest."""
    if prediction.duration <= LONGEST:
        return 0.0, prediction.duration
    passage = strongest(prediction)
    middle = (passage.start + passage.end) / 2
    start = min(max(0.0, middle - LONGEST / 2), prediction.duration - LONGEST)
    return start, start + LONGEST
