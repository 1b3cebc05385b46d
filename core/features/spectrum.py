"""One pass over a clip: frames are cut and transformed once, in blocks, for every feature.

A block is a hundred or so frames: its spectra stay in the processor's cache while every feature
takes what it needs of them, and an hour of sound needs no more memory than its results.

The transform is of the bare frames. A Hann or Hamming window is a cosine, so what it does to a
spectrum is a sum of three neighbouring bins: any number of windows cost one transform. This loses
nothing in float32: the error of both ways is 8e-9 of a frame's loudest bin (root mean square).
Blackman's second cosine is the same sum taken twice, for cos 2x = 2 cos^2 x - 1.
"""

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.features.filters import WINDOW_COSINES

BLOCK_SAMPLES = 2**18
"""Samples in the frames of one block: few enough for the cache, many enough to be worth a call."""


@dataclass(frozen=True)
class Framing:
    """How a clip is cut: frames of `n_fft` samples, `hop_length` apart, centred on their time."""

    n_fft: int
    hop_length: int

    @property
    def n_bins(self) -> int:
        """Bins of a frame's spectrum."""
        return 1 + self.n_fft // 2

    @property
    def n_block(self) -> int:
        """Frames of one block."""
        return max(16, min(512, BLOCK_SAMPLES // self.n_fft))

    def n_frames(self, n_samples: int) -> int:
        """Frames of a clip that is padded with n_fft // 2 zeros on both sides."""
        padded = n_samples + 2 * (self.n_fft // 2)
        return 1 + max(0, padded - self.n_fft) // self.hop_length


class Block:
    """Spectra of some consecutive frames through one window; gone when the next block comes.

    Attributes
    ----------
    rows : slice
        Where these frames stand among all frames of the clip.
    power : np.ndarray [shape=(n_frames, n_bins)]
        Squared magnitude, float32.
    """

    def __init__(self, start: int, power: np.ndarray, scratch: np.ndarray) -> None:
        self.rows = slice(start, start + len(power))
        self.power = power
        self._scratch = scratch

    @cached_property
    def magnitude(self) -> np.ndarray:
        """Magnitude, float32 [n_frames, n_bins]."""
        return np.sqrt(self.power, out=self._scratch)


class Windowing:
    """One window; its arrays serve block after block, because fresh memory costs more than sums."""

    def __init__(self, framing: Framing, window: str) -> None:
        shape = (framing.n_block, framing.n_bins)
        constant, once, twice = WINDOW_COSINES[window]
        self._n_fft = framing.n_fft
        self._centre = constant - twice  # weight of a bin; those of its sums are relative to it
        self._once = np.float32(-once / (2 * self._centre))
        self._twice = np.float32(twice / (2 * self._centre))
        self._beyond = np.empty(shape if twice else (0, 0), np.complex64)
        self._spectrum = np.empty(shape, np.complex64)
        self._power = np.empty(shape, np.float32)
        self._scratch = np.empty(shape, np.float32)

    def apply(self, start: int, bare: np.ndarray, around: np.ndarray) -> Block:
        """The block that begins at frame `start`.

        Parameters
        ----------
        start : int
            Index of the first frame.
        bare : np.ndarray [shape=(n_frames, n_bins)]
            Spectra of the frames without a window, complex64.
        around : np.ndarray [shape=(n_frames, n_bins)]
            Sums of each bin's two neighbours.
        """
        n = len(bare)
        spectrum, power, scratch = self._spectrum[:n], self._power[:n], self._scratch[:n]
        parts = spectrum.view(np.float32)  # real factors: half the work of complex ones
        np.multiply(around.view(np.float32), self._once, out=parts)
        parts += bare.view(np.float32)
        if self._twice:
            beyond = sums_around(around, self._n_fft, self._beyond[:n]).view(np.float32)
            beyond *= self._twice
            parts += beyond
        np.square(spectrum.real, out=power)
        power += np.square(spectrum.imag, out=scratch)
        power *= np.float32(self._centre**2)
        return Block(start, power, scratch)


def sums_around(bare: np.ndarray, n_fft: int, out: np.ndarray) -> np.ndarray:
    """Write the sum of each bin's neighbours in a real signal's spectra, mirrored at both ends."""
    flat = out.reshape(-1)  # one long row is added faster; the ends of each are put right below
    np.add(bare.reshape(-1)[:-2], bare.reshape(-1)[2:], out=flat[1:-1])
    out[:, 0] = bare[:, 1] + bare[:, 1].conj()
    beyond = bare[:, -2] if n_fft % 2 == 0 else bare[:, -1]
    out[:, -1] = bare[:, -2] + beyond.conj()
    return out


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

    def set_samples(self, y: np.ndarray) -> None:  # noqa: B027 - most need no more than the blocks
        """See the whole clip, float32 [n_samples], before its blocks."""

    def add_block(self, block: Block) -> None:  # noqa: B027 - some need no blocks
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
        padded = np.zeros(last - first, y.dtype)
        padded[max(0, -first) :][: len(chunk)] = chunk
        chunk = padded
    step = chunk.itemsize
    frames = np.ndarray((stop - start, n_fft), y.dtype, chunk, strides=(hop * step, step))
    frames.flags.writeable = False
    return frames


def frame_blocks(
    y: np.ndarray, framing: Framing, first: int = 0
) -> Iterator[tuple[int, np.ndarray]]:
    """Cut a clip, from frame `first` on, into blocks: (index of the first frame, frames)."""
    n_frames = framing.n_frames(len(y))
    for start in range(first, n_frames, framing.n_block):
        yield start, frames_between(y, framing, start, min(start + framing.n_block, n_frames))


def windowed_blocks(
    y: np.ndarray, framing: Framing, windows: Sequence[str], first: int = 0
) -> Iterator[list[Block]]:
    """Spectra of a clip from frame `first` on: for each block, one look through each window."""
    import scipy.fft

    windowings = [Windowing(framing, window) for window in windows]
    scratch = np.empty((framing.n_block, framing.n_bins), np.complex64)
    for start, frames in frame_blocks(y, framing, first):
        bare = scipy.fft.rfft(frames)
        around = sums_around(bare, framing.n_fft, scratch[: len(bare)])
        yield [windowing.apply(start, bare, around) for windowing in windowings]


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
        computation.set_samples(y)
        advance(1)
    for framing, windows in sharing.items():
        for blocks in windowed_blocks(y, framing, list(windows)):
            for block, sharers in zip(blocks, windows.values(), strict=True):
                for computation in sharers:
                    computation.add_block(block)
            advance(len(blocks[0].power))
