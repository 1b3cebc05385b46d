"""Songs with an emotion and without, in the order of a network's answers."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Songs:
    """What is true of each song and what was said.

    Attributes
    ----------
    has : bool array [shape=(n_songs,)]
    probabilities : float array [shape=(n_songs,)]
        Rounded to whole per cents, so that what is printed is what is counted.
    """

    has: NDArray[np.bool_]
    probabilities: NDArray[np.float64]


def drawn_songs(n_with: int, n_without: int, *, apart: float, seed: int) -> Songs:
    """Songs whose logits are normal, those that have the emotion `apart` deviations higher.

    Examples
    --------
    >>> songs = drawn_songs(2, 3, apart=1.0, seed=0)
    >>> songs.has.tolist(), bool((songs.probabilities <= 0.99).all())
    ([True, True, False, False, False], True)
    """
    rng = np.random.default_rng(seed)
    has = np.arange(n_with + n_without) < n_with
    logits = rng.standard_normal(len(has)) + apart * (has - n_with / len(has))
    return Songs(has, np.round(1 / (1 + np.exp(-logits)), 2).clip(0.01, 0.99))


@dataclass(frozen=True)
class Counts:
    """What saying an emotion from a threshold on comes to: songs of each kind.

    A positive is a song of which it is said; a true one has it.
    """

    true_positives: int
    false_positives: int
    false_negatives: int
    true_negatives: int

    @property
    def precision(self) -> float:
        """Of the songs of which it is said, the share that has it; NaN where none is."""
        positive = self.true_positives + self.false_positives
        return self.true_positives / positive if positive else float("nan")

    @property
    def recall(self) -> float:
        """Of the songs that have it, the share of which it is said."""
        return self.true_positives / (self.true_positives + self.false_negatives)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        wrong = self.false_positives + self.false_negatives
        return 2 * self.true_positives / (2 * self.true_positives + wrong)

    @property
    def accuracy(self) -> float:
        """The share of all songs that is judged rightly."""
        n = self.true_positives + self.false_positives + self.false_negatives + self.true_negatives
        return (self.true_positives + self.true_negatives) / n


def counts(songs: Songs, threshold: float) -> Counts:
    """Those of a threshold: an emotion is said where its probability reaches it.

    Examples
    --------
    >>> songs = Songs(np.array([True, True, False]), np.array([0.9, 0.2, 0.4]))
    >>> found = counts(songs, 0.4)
    >>> found.precision, found.recall, found.f1
    (0.5, 0.5, 0.5)
    """
    positive = songs.probabilities >= threshold
    return Counts(
        int((positive & songs.has).sum()),
        int((positive & ~songs.has).sum()),
        int((~positive & songs.has).sum()),
        int((~positive & ~songs.has).sum()),
    )


def pairs(songs: Songs) -> NDArray[np.float64]:
    """For each song with the emotion and each without, who ranks higher [n_with, n_without].

    1 where it is the one with it, 0 where the other, 0.5 where both have the same probability. The
    mean is the area under the ROC curve (Mann and Whitney, 1947).

    Examples
    --------
    >>> songs = Songs(np.array([True, True, False]), np.array([0.9, 0.2, 0.4]))
    >>> pairs(songs).tolist(), float(pairs(songs).mean())
    ([[1.0], [0.0]], 0.5)
    """
    yes, no = songs.probabilities[songs.has], songs.probabilities[~songs.has]
    return (np.sign(yes[:, None] - no) + 1) / 2


def roc(songs: Songs) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """False and true positive rates [n_points] from the highest threshold to the lowest.

    Examples
    --------
    >>> songs = Songs(np.array([True, False]), np.array([0.9, 0.2]))
    >>> [rates.tolist() for rates in roc(songs)]
    [[0.0, 0.0, 1.0], [0.0, 1.0, 1.0]]
    """
    levels = np.unique(songs.probabilities)[::-1]
    positive = songs.probabilities >= levels[:, None]
    false = (positive & ~songs.has).sum(1) / (~songs.has).sum()
    true = (positive & songs.has).sum(1) / songs.has.sum()
    return np.append(0.0, false), np.append(0.0, true)
