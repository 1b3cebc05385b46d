"""Which bars of a piece speak for whom: what a network says with them and without them."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from core.inference import inputs_of_notes, predict
from core.symbolic import Notes
from core.training.checkpoint import Checkpoint

AROUND = 400  # notes before and after a bar that a network is asked about with it
MOST = 100  # stretches that a piece is divided into; longer pieces have several bars in each
SMALLEST = 1e-6


@dataclass(frozen=True, eq=False)
class BarEvidence:
    """What each stretch of bars adds.

    Attributes
    ----------
    edges : float array [shape=(n_stretches + 1,)]
        Where each begins and the last one ends, s.
    bars : int array [shape=(n_stretches,)]
        The number of the first bar of each, from 1.
    odds : float array [shape=(n_stretches, n_outputs)]
        Change of ln(p / (1 − p)) of each output by the notes of the stretch; above 0 they speak
        for it, and NaN is of a stretch without notes.
    """

    edges: NDArray[np.float64]
    bars: NDArray[np.intp]
    odds: NDArray[np.float64]

    def strongest(self, output: int, n: int = 5) -> NDArray[np.intp]:
        """The `n` stretches that speak loudest for an output, the loudest first."""
        heard = np.flatnonzero(np.nan_to_num(self.odds[:, output]) > 0)
        return heard[np.argsort(-self.odds[heard, output], kind="stable")][:n]


def stretches(notes: Notes, most: int = MOST) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """Borders [n + 1] in s of at most `most` stretches of whole bars, and the first bar of each.

    Examples
    --------
    >>> from core.symbolic import example
    >>> edges, bars = stretches(example("waltz", seconds=10), most=4)
    >>> bars.tolist()
    [1, 4, 7, 10]
    """
    end = notes.seconds
    starts = notes.bars[notes.bars < end]
    starts = starts if len(starts) else np.zeros(1)
    together = -(-len(starts) // most)
    return np.append(starts[::together], end), np.arange(0, len(starts), together) + 1


def bar_evidence(notes: Notes, checkpoint: Checkpoint) -> BarEvidence:
    """Ask a network about each stretch's surroundings, with its notes and without.

    Whether a bar matters is told by leaving it out, which holds for any network on notes (Zeiler
    and Fergus, 2014, who do it to pictures). Only the notes near it are asked about, so that a long
    piece does not drown it.
    """
    edges, bars = stretches(notes)
    odds = np.array(list(_changes(notes, edges, checkpoint)))
    return BarEvidence(edges, bars, odds)


def _changes(
    notes: Notes, edges: NDArray[np.float64], checkpoint: Checkpoint
) -> Iterator[NDArray[np.float64]]:
    borders = np.searchsorted(notes.onset, edges)
    for first, last in pairwise(borders.tolist()):
        low, high = max(0, first - AROUND), min(len(notes), last + AROUND)
        rest = np.r_[low:first, last:high]
        if first == last or len(rest) == 0:
            yield np.full(len(checkpoint.names), np.nan)
            continue
        whole, without = notes.only(slice(low, high)), notes.only(rest)
        yield _log_odds(whole, checkpoint) - _log_odds(without, checkpoint)


def _log_odds(notes: Notes, checkpoint: Checkpoint) -> NDArray[np.float64]:
    p = predict(inputs_of_notes(notes, [checkpoint.recipe]), checkpoint).overall
    p = np.clip(np.asarray(p, np.float64), SMALLEST, 1 - SMALLEST)
    return np.log(p / (1 - p))
