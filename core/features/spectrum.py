"""One pass over a clip: frames are cut and transformed once, in blocks, for every feature.

A block is a hundred or two frames: its spectra stay in the processor's cache while every feature
takes what it needs of them, and an hour of sound needs no more memory than its results.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.features.filters import window_samples

BLOCK_FRAMES = 128


@dataclass(frozen=True)
class Framing:
    """How a clip is cut: frames of `n_fft` samples, `hop_length` apart, centred on their time."""

    n_fft: int
    hop_length: int

    def n_frames(self, n_samples: int) -> int:
        """Frames of a clip that is padded with n_fft // 2 zeros on both sides."""
        padded = n_samples + 2 * (self.n_fft // 2)
        return 1 + max(0, padded - self.n_fft) // self.hop_length


class Block:
    """Some consecutive frames, seen through one window.

    Attributes
    ----------
    start : int
        Index of the first frame in the clip.
    frames : np.ndarray [shape=(n_frames, n_fft)]
        The samples, before the window.
    """

    def __init__(self, start: int, frames: np.ndarray, window: str) -> None:
        self.start = start
        self.frames = frames
        self._window = window

    @property
    def rows(self) -> slice:
        """Where these frames stand among all frames of the clip."""
        return slice(self.start, self.start + len(self.frames))

    @cached_property
    def spectrum(self) -> np.ndarray:
        """Complex spectrum, complex64 [n_frames, 1 + n_fft // 2]."""
        import scipy.fft

        return scipy.fft.rfft(self.frames * window_samples(self._window, self.frames.shape[1]))

    @cached_property
    def power(self) -> np.ndarray:
        """Squared magnitude, float32 [n_frames, 1 + n_fft // 2]."""
        power = np.square(self.spectrum.real)
        power += np.square(self.spectrum.imag)
        return power

    @cached_property
    def magnitude(self) -> np.ndarray:
        """Magnitude, float32 [n_frames, 1 + n_fft // 2]."""
        return np.sqrt(self.power)


class Computation(ABC):
    """A feature while it is computed: it is shown the clip, then its blocks, then asked.

    Attributes
    ----------
    framing : Framing or None
        The frames it wants to see; None for a feature that needs only the samples.
    window : str
        The window it wants to see them through.
    """

    framing: Framing | None = None
    window: str = "hann"

    def hear(self, y: np.ndarray) -> None:
        """See the whole clip, float32 [n_samples], before its blocks."""

    def take(self, block: Block) -> None:
        """See one block; blocks come in order and hold every frame once."""

    @abstractmethod
    def finish(self) -> np.ndarray:
        """The feature, float32 [n_bins, n_frames] or [n_values]."""


def frames_between(y: np.ndarray, framing: Framing, start: int, stop: int) -> np.ndarray:
    """Frames `start` to `stop` of a clip, padded with zeros as librosa 0.11 does.

    Returns
    -------
    np.ndarray [shape=(stop - start, n_fft)]
        Read-only view of the samples.
    """
    n_fft, hop = framing.n_fft, framing.hop_length
    first = start * hop - n_fft // 2  # of the clip's samples; the padding is negative
    last = first + (stop - 1 - start) * hop + n_fft
    chunk = y[max(first, 0) : max(last, 0)]
    if len(chunk) < last - first:
        before = max(0, -first)
        chunk = np.pad(chunk, (before, last - first - before - len(chunk)))
    step = chunk.strides[0]
    return np.lib.stride_tricks.as_strided(
        chunk, (stop - start, n_fft), (hop * step, step), writeable=False
    )


def frame_blocks(
    y: np.ndarray, framing: Framing, first: int = 0
) -> Iterator[tuple[int, np.ndarray]]:
    """Cut a clip, from frame `first` on, into blocks: (index of the first frame, frames)."""
    n_frames = framing.n_frames(len(y))
    for start in range(first, n_frames, BLOCK_FRAMES):
        yield start, frames_between(y, framing, start, min(start + BLOCK_FRAMES, n_frames))


def run(
    y: np.ndarray,
    computations: Sequence[Computation],
    progress: Callable[[float], None] | None = None,
) -> None:
    """Show a clip and its frames to all computations; equal frames and windows are shared.

    Parameters
    ----------
    y : np.ndarray [shape=(n_samples,)]
        Mono samples, float32.
    computations : sequence of Computation
        What wants to see them.
    progress : callable, optional
        Told the share done, from 0 to 1.
    """
    sharing: dict[Framing, dict[str, list[Computation]]] = defaultdict(lambda: defaultdict(list))
    for computation in computations:
        if computation.framing is not None:
            sharing[computation.framing][computation.window].append(computation)
    n_steps = len(computations) + sum(framing.n_frames(len(y)) for framing in sharing)
    done = 0

    def advance(n: int) -> None:
        nonlocal done
        done += n
        if progress is not None:
            progress(done / n_steps)

    for computation in computations:
        computation.hear(y)
        advance(1)
    for framing, windows in sharing.items():
        for start, frames in frame_blocks(y, framing):
            for window, takers in windows.items():
                block = Block(start, frames, window)
                for taker in takers:
                    taker.take(block)
            advance(len(frames))
