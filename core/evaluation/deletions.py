"""How well saliency points at what matters, as rows in ``docs/saliency.csv``."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from core import paths
from core.evaluation.rows import read_rows, write_rows


@dataclass(frozen=True)
class Deletion:
    """What a network says of songs without the fifth of their cells that saliency points at.

    Attributes
    ----------
    checkpoint, weights : str
        Its name, and the first 12 hex digits of the SHA-256 of its weights.
    dataset, method : str
        Where the songs are from, and how saliency was found.
    n : int
        Songs of the test side.
    seconds : float
        Of the middle of each.
    before, salient, random, moved, untrained : float
        Mean probability of the class that was most probable, 0 to 1: with all cells; without the
        most salient fifth; without a fifth at random; without as many in the same shape elsewhere;
        without the fifth that is most salient to an untrained network.
    likeness : float
        Mean rank correlation (Spearman) of the saliency with the untrained network's, -1 to 1.
    random_low, random_high, moved_low, moved_high, untrained_low, untrained_high : float
        95 % intervals of how much lower `salient` is than each.
    """

    checkpoint: str
    weights: str
    dataset: str
    method: str
    n: int
    seconds: float
    before: float
    salient: float
    random: float
    moved: float
    untrained: float
    likeness: float
    random_low: float
    random_high: float
    moved_low: float
    moved_high: float
    untrained_low: float
    untrained_high: float

    @property
    def passed(self) -> bool:
        """Whether the salient cells matter more than cells at random, beyond chance."""
        return self.random_low > 0


def deletions_file() -> Path:
    """Where the rows lie."""
    return paths.docs() / "saliency.csv"


def read_deletions() -> list[Deletion]:
    """All rows; none where there is no file. RunError where one is not as it was written.

    Examples
    --------
    >>> all(0 <= row.salient <= 1 and row.random_low <= row.random_high for row in read_deletions())
    True
    """
    return read_rows(deletions_file(), TypeAdapter(list[Deletion]))


def write_deletions(rows: Sequence[Deletion]) -> None:
    """Write `rows` in the place of those of the same network; others stay."""
    new = {row.checkpoint for row in rows}
    unchanged = [row for row in read_deletions() if row.checkpoint not in new]
    every = sorted((*unchanged, *rows), key=lambda row: (row.checkpoint, row.method))
    write_rows(deletions_file(), Deletion, every)


def deletions_table(rows: Iterable[Deletion]) -> list[dict[str, str]]:
    """A row in words for each, as the results page shows them."""
    return [
        {
            "network": f"`{row.checkpoint}`",
            "method": row.method,
            "songs": str(row.n),
            "whole": in_per_cent(row.before),
            "without the salient fifth": in_per_cent(row.salient),
            "without a fifth at random": in_per_cent(row.random),
            "points lower": points(row.random - row.salient, row.random_low, row.random_high),
            "than the same shape elsewhere": points(
                row.moved - row.salient, row.moved_low, row.moved_high
            ),
            "than by an untrained network": points(
                row.untrained - row.salient, row.untrained_low, row.untrained_high
            ),
            "likeness to that": f"{row.likeness:.2f}",
            "found to point at what matters": "yes" if row.passed else "**no**",
        }
        for row in rows
    ]


def in_per_cent(probability: float) -> str:
    """``"93.4 %"``."""
    return f"{100 * probability:.1f} %"


def points(value: float, low: float, high: float) -> str:
    """A difference of probabilities with its interval: ``"12.0 (8.1 to 15.9)"``.

    Examples
    --------
    >>> points(0.12, 0.081, 0.159)
    '12.0 (8.1 to 15.9)'
    """
    return f"{100 * value:.1f} ({100 * low:.1f} to {100 * high:.1f})"
