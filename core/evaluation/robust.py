"""What networks bear, as rows in ``docs/``: distorted songs, and sounds that are no music."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from core import paths
from core.evaluation.rows import read_rows, write_rows
from core.metrics.bootstrap import bootstrap_means
from core.training.checkpoint import Checkpoint, checkpoint_names

KEY_DIGITS = 12
BOUNDS = (0.025, 0.975)


@dataclass(frozen=True)
class Borne:
    """A network on songs that it did not learn, before and after one distortion.

    Attributes
    ----------
    checkpoint, weights : str
        Its name, and the first 12 hex digits of the SHA-256 of its weights.
    dataset : str
        Where the songs are from.
    distortion : str
        What became of them, in words.
    allowed : float
        Points of accuracy that it may cost.
    n, before, after, both : int
        Songs; how many were right before, after, and both before and after.
    """

    checkpoint: str
    weights: str
    dataset: str
    distortion: str
    allowed: float
    n: int
    before: int
    after: int
    both: int

    @property
    def fall(self) -> float:
        """What accuracy loses, in points; negative where it gains."""
        return 100 * (self.before - self.after) / self.n

    @property
    def interval(self) -> tuple[float, float]:
        """Its 95 % interval: the paired bootstrap over songs (Efron, 1979).

        Examples
        --------
        >>> Borne("mine", "", "outside", "softer", 3.0, 100, 80, 80, 80).interval
        (0.0, 0.0)
        """
        lost, won = self.before - self.both, self.after - self.both
        changes = np.zeros(self.n)
        changes[:lost], changes[lost : lost + won] = 100.0, -100.0
        low, high = np.quantile(bootstrap_means(changes), BOUNDS)
        return float(low), float(high)


@dataclass(frozen=True)
class Unfooled:
    """A network on the hundred sounds of `core.signals.not_music`.

    Attributes
    ----------
    checkpoint, weights : str
        As of a `Borne`.
    n : int
        Sounds.
    called : str
        Those that were called a genre, each with it: ``"rain 1: jazz"``, with semicolons between.
    """

    checkpoint: str
    weights: str
    n: int
    called: str = ""

    @property
    def n_called(self) -> int:
        """How many of them."""
        return len(self.called.split("; ")) if self.called else 0


def borne_file() -> Path:
    """Where the rows on distorted songs lie."""
    return paths.docs() / "robustness.csv"


def unfooled_file() -> Path:
    """Where the rows on sounds that are no music lie."""
    return paths.docs() / "not-music.csv"


def read_borne() -> list[Borne]:
    """All rows; none where there is no file. RunError where one is not as it was written.

    Examples
    --------
    >>> all(0 <= row.both <= row.before <= row.n for row in read_borne())
    True
    """
    return read_rows(borne_file(), TypeAdapter(list[Borne]))


def read_unfooled() -> list[Unfooled]:
    """All rows; none where there is no file. RunError where one is not as it was written.

    Examples
    --------
    >>> all(0 <= row.n_called <= row.n for row in read_unfooled())
    True
    """
    return read_rows(unfooled_file(), TypeAdapter(list[Unfooled]))


def write_borne(rows: Sequence[Borne]) -> None:
    """Write `rows` in the place of those of the same network and dataset; others stay."""
    new = {(row.checkpoint, row.dataset) for row in rows}
    unchanged = [row for row in read_borne() if (row.checkpoint, row.dataset) not in new]
    every = sorted((*unchanged, *rows), key=lambda row: (row.checkpoint, row.dataset))
    write_rows(borne_file(), Borne, every)


def write_unfooled(row: Unfooled) -> None:
    """Write `row` in the place of that of the same network; others stay."""
    unchanged = [each for each in read_unfooled() if each.checkpoint != row.checkpoint]
    write_rows(
        unfooled_file(), Unfooled, sorted((*unchanged, row), key=lambda each: each.checkpoint)
    )


def weights_key(checkpoint: Checkpoint) -> str:
    """12 hex digits that change with its weights."""
    weights = (checkpoint.path / "model.safetensors").read_bytes()
    return hashlib.sha256(weights).hexdigest()[:KEY_DIGITS]


def of_shipped(rows: Iterable[Any]) -> list[Any]:
    """The rows of networks that are shipped with the weights that were measured."""
    shipped = {name: weights_key(Checkpoint(paths.checkpoints() / name))
               for name in checkpoint_names()}  # fmt: skip
    return [row for row in rows if shipped.get(row.checkpoint) == row.weights]


def robustness_table(rows: Iterable[Borne]) -> list[dict[str, str]]:
    """A row in words for each, as the results page shows them."""
    return [
        {
            "network": f"`{row.checkpoint}`",
            "songs": f"{row.n} of {row.dataset}",
            "what became of them": row.distortion,
            "untouched": f"{100 * row.before / row.n:.1f} %",
            "distorted": f"{100 * row.after / row.n:.1f} %",
            "fall in points": f"{row.fall:.1f} ({row.interval[0]:.1f} to {row.interval[1]:.1f})",
            "allowed": f"{row.allowed:g}",
            "kept": "yes" if row.fall < row.allowed else "**no**",
        }
        for row in rows
    ]


def unfooled_table(rows: Iterable[Unfooled]) -> list[dict[str, str]]:
    """A row in words for each, as the results page shows them."""
    return [
        {
            "network": f"`{row.checkpoint}`",
            "sounds": str(row.n),
            "unsure or not music": str(row.n - row.n_called),
            "called a genre": row.called or "none",
        }
        for row in rows
    ]
