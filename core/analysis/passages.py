"""Which seconds of a song speak for an answer: the course of its probability over windows."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.inference import Prediction

STEADY = 0.1  # a probability that varies by less says the same all the time


@dataclass(frozen=True)
class Passage:
    """A part of a song and how probable the answer is there.

    Attributes
    ----------
    start, end : float
        In the prediction's clock.
    probability : float
        Mean over its windows, 0 to 1.
    """

    start: float
    end: float
    probability: float


def strongest(prediction: Prediction) -> Passage:
    """The passage around the window that speaks most for the most probable class.

    It reaches as far as windows lie above the middle between that window and the song's mean. A
    window stands for what is nearer to its centre than to any other's.
    """
    course = prediction.answers[:, prediction.names.index(prediction.likeliest)]
    best = int(course.argmax())
    first, last = run_around(course >= (course[best] + course.mean()) / 2, best)
    edges = edges_of(prediction.times, prediction.duration)
    return Passage(
        float(edges[first]), float(edges[last + 1]), float(course[first : last + 1].mean())
    )


def weakest(prediction: Prediction) -> Passage:
    """The window in which the most probable class is least probable."""
    course = prediction.answers[:, prediction.names.index(prediction.likeliest)]
    least = int(course.argmin())
    edges = edges_of(prediction.times, prediction.duration)
    return Passage(float(edges[least]), float(edges[least + 1]), float(course[least]))


def steady(prediction: Prediction) -> bool:
    """Whether every window says nearly the same of the most probable class."""
    course = prediction.answers[:, prediction.names.index(prediction.likeliest)]
    return float(np.ptp(course)) < STEADY


def run_around(holds: NDArray[np.bool_], place: int) -> tuple[int, int]:
    """First and last place of the run of True that holds `place`.

    Examples
    --------
    >>> run_around(np.array([True, False, True, True]), 2)
    (2, 3)
    """
    gaps = np.flatnonzero(~holds)
    before, after = gaps[gaps < place], gaps[gaps > place]
    first = int(before[-1]) + 1 if len(before) else 0
    return first, int(after[0]) - 1 if len(after) else len(holds) - 1


def edges_of(times: NDArray[np.floating], duration: float) -> NDArray[np.float64]:
    """What lies nearest to each of some centres [n], told by its edges [n + 1].

    Examples
    --------
    >>> edges_of(np.array([1.0, 3.0, 4.0]), 5.0).tolist()
    [0.0, 2.0, 3.5, 5.0]
    """
    return np.array([0.0, *((times[1:] + times[:-1]) / 2), duration])
