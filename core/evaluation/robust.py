"""``docs/robustness.csv``: how many songs a network still gets right once they are distorted."""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from pathlib import Path

import numpy as np
from pydantic import TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from core import paths
from core.errors import RunError
from core.metrics.bootstrap import bootstrap_means
from core.training.checkpoint import Checkpoint, checkpoint_names
from core.training.recipe import describe

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


COLUMNS = [field.name for field in fields(Borne)]
ROWS = TypeAdapter(list[Borne])


def file() -> Path:
    """Where the rows lie."""
    return paths.docs() / "robustness.csv"


def read_borne() -> list[Borne]:
    """All rows; none where there is no file. RunError where one is not as it was written.

    Examples
    --------
    >>> all(0 <= row.both <= row.before <= row.n for row in read_borne())
    True
    """
    if not file().exists():
        return []
    with file().open(newline="", encoding="utf-8") as text:
        try:
            return ROWS.validate_python(list(csv.DictReader(text)))
        except ValidationError as error:
            raise RunError(f"{file()} cannot be read: {describe(error)}") from error


def write_borne(rows: Sequence[Borne]) -> None:
    """Write `rows` in the place of those of the same network and dataset; others stay."""
    new = {(row.checkpoint, row.dataset) for row in rows}
    kept = [row for row in read_borne() if (row.checkpoint, row.dataset) not in new]
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        asdict(row) for row in sorted((*kept, *rows), key=lambda row: (row.checkpoint, row.dataset))
    )
    paths.write_whole(file(), text.getvalue())


def weights_key(checkpoint: Checkpoint) -> str:
    """12 hex digits that change with its weights."""
    weights = (checkpoint.path / "model.safetensors").read_bytes()
    return hashlib.sha256(weights).hexdigest()[:KEY_DIGITS]


def of_shipped(rows: Iterable[Borne]) -> list[Borne]:
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
