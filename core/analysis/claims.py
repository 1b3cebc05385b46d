"""What Fard's paper reads off its map of four genres, held against figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.analysis.separability import resampled_silhouette

FOUR = ("blues", "classical", "metal", "pop")
SIX = tuple(combinations(FOUR, 2))
OVERLAPPING = ("blues", "classical")
N_RESAMPLES = 200
SEED = 57
SURE = 0.95  # of the resamples
MOST_SONGS = 1000  # of which the distances are taken; of more, so many are drawn

Verdict = Literal["confirmed", "contradicted", "left open"]
Six = Mapping[tuple[str, str], float]
"""Silhouettes of the six pairs of genres."""


@dataclass(frozen=True)
class Claim:
    """One statement of the paper.

    Attributes
    ----------
    text : str
        What it states.
    holds : bool
        Whether the songs as they are bear it out.
    held : float
        In which share of the resamples of the songs it holds, 0 to 1.
    told : str
        The figures, in a sentence.
    """

    text: str
    holds: bool
    held: float
    told: str

    @property
    def verdict(self) -> Verdict:
        """Left open where other songs of the kind might well say otherwise."""
        if self.held >= SURE and self.holds:
            return "confirmed"
        return "contradicted" if self.held <= 1 - SURE and not self.holds else "left open"


def claims(values: NDArray[np.floating], labels: Sequence[str] | NDArray[np.str_]) -> list[Claim]:
    """What the paper states of the four genres, by the silhouettes of their six pairs.

    That pop lies apart holds where it lies farther from the three others, on average, than each of
    these does; that blues and classical overlap holds where no two genres lie nearer. How sure
    either is tells the bootstrap over songs (Efron, 1979).

    Parameters
    ----------
    values : float array [shape=(n_items, n_values)]
    labels : sequence of str [n_items]

    Returns
    -------
    list of Claim
        Empty where one of the four genres has fewer than two items.
    """
    from scipy.spatial.distance import cdist

    labels, rng = np.asarray(labels), np.random.default_rng(SEED)
    there = np.flatnonzero(np.isin(labels, FOUR))
    there = np.sort(rng.permutation(there)[:MOST_SONGS])
    values, labels = np.asarray(values, dtype=np.float64)[there], labels[there]
    if any((labels == genre).sum() < 2 for genre in FOUR):
        return []
    distances = cdist(values, values)
    now = _six(distances, labels, np.ones(len(labels), dtype=np.intp))
    drawn = [_six(distances, labels, _resample(labels, rng)) for _ in range(N_RESAMPLES)]
    apart = float(np.mean([_order(six)[0] == "pop" for six in drawn]))
    nearest = float(np.mean([min(six, key=six.__getitem__) == OVERLAPPING for six in drawn]))
    return [_pop_apart(now, apart), _overlap(now, nearest)]


def _resample(labels: NDArray[np.str_], rng: np.random.Generator) -> NDArray[np.intp]:
    """How often each song is drawn, as many of each genre as there are."""
    counts = np.zeros(len(labels), dtype=np.intp)
    for genre in FOUR:
        members = np.flatnonzero(labels == genre)
        counts += np.bincount(rng.choice(members, len(members)), minlength=len(labels))
    return counts


def _six(
    distances: NDArray[np.floating], labels: NDArray[np.str_], counts: NDArray[np.intp]
) -> Six:
    found = {}
    for a, b in SIX:
        both = np.flatnonzero((labels == a) | (labels == b))
        part = distances[np.ix_(both, both)]
        found[a, b] = resampled_silhouette(part, labels[both] == a, counts[both])
    return found


def _apart(six: Six, genre: str) -> float:
    """Mean silhouette of a genre against the three others."""
    return float(np.mean([value for pair, value in six.items() if genre in pair]))


def _order(six: Six) -> list[str]:
    """The genres, the one that lies farthest from the others first."""
    return sorted(FOUR, key=lambda genre: -_apart(six, genre))


def _pop_apart(six: Six, held: float) -> Claim:
    order = _order(six)
    first, second, place = order[0], order[1], order.index("pop")
    told = f"pop's mean silhouette against the three others is {number(_apart(six, 'pop'))}, "
    if place == 0:
        told += f"the highest of the four (next is {second} with {number(_apart(six, second))})"
    else:
        told += f"that of {first} {number(_apart(six, first))}: pop is number {place + 1} of four"
    return Claim("pop lies apart", place == 0, held, told)


def _overlap(six: Six, held: float) -> Claim:
    order = sorted(six, key=six.__getitem__)
    place, (a, b) = order.index(OVERLAPPING), order[0]
    told = f"the silhouette of the two is {number(six[OVERLAPPING])}, "
    if place == 0:
        next_a, next_b = order[1]
        told += (
            f"the lowest of the six pairs (next are {next_a} and {next_b} with "
            f"{number(six[order[1]])})"
        )
    else:
        told += (
            f"number {place + 1} from below of the six pairs; the lowest, {number(six[a, b])}, "
            f"is that of {a} and {b}"
        )
    return Claim("blues and classical overlap", place == 0, held, told)


def number(value: float) -> str:
    """Two digits after the point, with a true minus sign.

    Examples
    --------
    >>> number(-0.104), number(0.25)
    ('−0.10', '0.25')
    """
    return f"{value:.2f}".replace("-", "−")


def in_words(found: Sequence[Claim]) -> str:
    """The claims, each with whether it is confirmed; empty where there are none.

    Examples
    --------
    >>> in_words([Claim("pop lies apart", True, 0.99, "it is the farthest")])
    'That **pop lies apart** is **confirmed**: it is the farthest (so in 99 % of resamples).'
    """
    return " ".join(
        f"That **{each.text}** is **{each.verdict}**: {each.told} (so in "
        f"{100 * (each.held if each.holds else 1 - each.held):.0f} % of resamples)."
        for each in found
    )
