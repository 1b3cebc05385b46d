"""What Fard's paper reads off its map of four genres, held against figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from core.analysis.separability import Pair

FOUR = ("blues", "classical", "metal", "pop")


@dataclass(frozen=True)
class Claim:
    """One statement of the paper.

    Attributes
    ----------
    text : str
        What it states.
    holds : bool
        Whether the figures bear it out.
    told : str
        The figures, in a sentence.
    """

    text: str
    holds: bool
    told: str


def claims(pairs: Sequence[Pair]) -> list[Claim]:
    """What the paper states of the four genres, by the silhouettes of their six pairs.

    That pop lies apart holds where it lies farther from the three others, on average, than each of
    these does; that blues and classical overlap holds where no two genres lie nearer.

    Returns
    -------
    list of Claim
        Empty where one of the six pairs is missing.
    """
    six = {frozenset((p.a, p.b)): p for p in pairs if p.a in FOUR and p.b in FOUR}
    if len(six) < 6:
        return []
    return [_pop_apart(six), _blues_and_classical(list(six.values()))]


def _pop_apart(six: dict[frozenset[str], Pair]) -> Claim:
    apart = {
        genre: float(np.mean([pair.silhouette for both, pair in six.items() if genre in both]))
        for genre in FOUR
    }
    order = sorted(apart, key=lambda genre: -apart[genre])
    first, place = order[0], order.index("pop")
    told = f"pop's mean silhouette against the three others is {number(apart['pop'])}, "
    if place == 0:
        told += f"the highest of the four (next is {order[1]} with {number(apart[order[1]])})"
    else:
        told += f"that of {first} {number(apart[first])}: pop is number {place + 1} of the four"
    return Claim("pop lies apart", place == 0, told)


def _blues_and_classical(six: list[Pair]) -> Claim:
    order = sorted(six, key=lambda pair: pair.silhouette)
    place = next(i for i, pair in enumerate(order) if {pair.a, pair.b} == {"blues", "classical"})
    one, nearest = order[place], order[0]
    told = f"the silhouette of the two is {number(one.silhouette)}, "
    if place == 0:
        told += "the lowest of the six pairs"
    else:
        told += (
            f"number {place + 1} from below of the six pairs; the lowest, "
            f"{number(nearest.silhouette)}, is that of {nearest.a} and {nearest.b}"
        )
    share = f", and {100 * one.nearer:.0f} % of their songs lie nearer to the mean of their own"
    return Claim("blues and classical overlap", place == 0, told + share)


def number(value: float) -> str:
    """Two digits after the point, with a true minus sign.

    Examples
    --------
    >>> number(-0.104), number(0.25)
    ('−0.10', '0.25')
    """
    return f"{value:.2f}".replace("-", "−")


def in_words(found: Sequence[Claim]) -> str:
    """The claims, each with whether it is confirmed; empty where there are none."""
    told = [
        f"That **{each.text}** is **{'confirmed' if each.holds else 'contradicted'}**: {each.told}."
        for each in found
    ]
    return " ".join(told)
