"""Rows that a network wrote down when it described its songs."""

from typing import ClassVar

import numpy as np

from core.analysis.rows.base import Progress, Source
from core.analysis.songs import Kind, SongPoints, columns_of, plain
from core.errors import RunError
from core.training.run import Results


class Described(Source):
    """Columns of ``songs.parquet``."""

    kind: ClassVar[Kind]

    def missing(self, results: Results) -> str:
        songs = results.songs()
        if songs is None:
            return f"{results.name} has not described its songs."
        if not columns_of(songs, self.kind):
            return f"The songs of {results.name} have no {self.title}."
        return ""

    def ready(self, results: Results) -> bool:
        return not self.missing(results)

    def rows(self, results: Results, progress: Progress = lambda n_done, n: None) -> SongPoints:
        songs, missing = results.songs(), self.missing(results)
        if songs is None or missing:
            raise RunError(missing)
        columns = columns_of(songs, self.kind)
        table = songs[["track_id", "label", "side"]].reset_index(drop=True)
        names = tuple(plain(name) for name in columns)
        return SongPoints(table, songs[columns].to_numpy(np.float64), names)
