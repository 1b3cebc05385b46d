"""What has rows: sources of numbers that a song is described by, and a song's place among them."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from core.analysis.songs import SongPoints
from core.registry import Registry
from core.training.run import Results

if TYPE_CHECKING:
    from core.audio import Audio

WINDOW_SECONDS = 3.0  # of a passage
HOP_SECONDS = 0.5
MOST_PASSAGES = 600  # of a song; of a longer one they begin farther apart

Progress = Callable[[int, int], None]
"""Told how many of how many songs are done."""


@dataclass(frozen=True, eq=False)
class Course:
    """A sound as a path: its passages, one after another.

    Attributes
    ----------
    times : float array [shape=(n_passages,)]
        Their centres, s.
    values : float array [shape=(n_passages, n_values)]
    seconds : float
        How long a passage is.
    """

    times: NDArray[np.float64]
    values: NDArray[np.float64]
    seconds: float


class Source(ABC):
    """One kind of numbers; `SOURCES` knows each by the name of its file.

    Attributes
    ----------
    title : str
        What it is called on pages.
    alike : str
        What it says of two songs that they lie near each other; a sentence.
    quick : bool
        Whether its rows are at hand as soon as the network has described its songs.
    of_network : bool
        Whether they are the network's own view, which is neater on songs that it learned.
    of_sound : bool
        Whether a sound has such a row, too.
    """

    title: ClassVar[str]
    alike: ClassVar[str]
    quick: ClassVar[bool] = True
    of_network: ClassVar[bool] = False
    of_sound: ClassVar[bool] = True

    @abstractmethod
    def missing(self, results: Results) -> str:
        """Why a network's songs have no such rows, in a sentence; empty where they have."""

    @abstractmethod
    def ready(self, results: Results) -> bool:
        """Whether `rows` answers at once."""

    @abstractmethod
    def rows(self, results: Results, progress: Progress = lambda n_done, n: None) -> SongPoints:
        """All songs of a network's dataset as rows.

        Raises
        ------
        EarshotError
            Where they are `missing`.
        """

    @abstractmethod
    def place(self, audio: "Audio", results: Results) -> NDArray[np.float64]:
        """The row [n_values] of any sound; NaN where it has none, as what is no music."""

    @abstractmethod
    def course(self, audio: "Audio", results: Results) -> Course:
        """The rows of its passages."""


SOURCES: Registry[Source] = Registry("kind of rows")


def passages(n_frames: int, step_seconds: float) -> tuple[NDArray[np.intp], int]:
    """First frames of the passages of a sequence, and how many frames each has.

    Examples
    --------
    >>> firsts, length = passages(n_frames=100, step_seconds=0.1)
    >>> firsts[:3].tolist(), firsts[-1].item(), length
    ([0, 5, 10], 70, 30)
    """
    length = min(n_frames, max(1, round(WINDOW_SECONDS / step_seconds)))
    hop = max(1, round(HOP_SECONDS / step_seconds), -(-(n_frames - length) // MOST_PASSAGES))
    return np.arange(0, n_frames - length + 1, hop), length


def over_passages(
    curves: NDArray[np.floating],
    step_seconds: float,
    summary: Callable[[NDArray[np.floating]], NDArray[np.floating]],
) -> Course:
    """A sequence [n_rows, n_frames] as a path, each passage by its `summary` [n_values]."""
    firsts, length = passages(curves.shape[1], step_seconds)
    values = np.stack([summary(curves[:, i : i + length]) for i in firsts])
    times = (firsts + (length - 1) / 2) * step_seconds
    return Course(np.asarray(times, np.float64), values.astype(np.float64), length * step_seconds)
