"""A table, its numbers and a network: what every view of the page Song data is given."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from core.datasets.song_table import called, label_column
from core.inference import known_truths
from core.tables import Numbers, Table
from core.training.checkpoint import Checkpoint, version
from pages.beyond.song_data_views import loaders
from pages.beyond.song_data_views.loaders import Held


@dataclass(frozen=True, eq=False)
class Songs:
    """Rows as a network takes them."""

    held: Held
    numbers: Numbers
    checkpoint: Checkpoint

    @property
    def table(self) -> Table:
        """As it was read."""
        return self.held.table

    @cached_property
    def titles(self) -> list[str]:
        """What each row is called."""
        return called(self.table)

    @cached_property
    def labels(self) -> list[str]:
        """The class that the table tells of each row; empty texts where it tells none."""
        column = label_column(self.table)
        return self.table.column(column) if column else [""] * len(self.titles)

    @cached_property
    def truths(self) -> np.ndarray:
        """Which of the network's outputs each label is [n_rows], −1 where it is none."""
        return known_truths(self.labels, self.checkpoint.names)

    @cached_property
    def answers(self) -> np.ndarray:
        """What the network says of each row [n_rows, n_outputs]."""
        return loaders.answers(self.checkpoint, self.numbers.values, self.numbers.columns, self.key)

    @cached_property
    def key(self) -> str:
        """Names the rows and the network: what was computed of them is kept by it."""
        rows = hashlib.sha256(self.numbers.values.tobytes()).hexdigest()[:16]
        return f"{self.checkpoint.name} {version(self.checkpoint.path)} {rows}"
