"""The columns of a table of songs as they stand, before any network made something of them."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.analysis.columns import filled
from core.analysis.rows.base import SOURCES, Course, Progress, Source
from core.analysis.songs import SongPoints
from core.datasets import open_dataset
from core.errors import EarshotError, RunError
from core.features import Columns
from core.tables import descriptor
from core.training.run import Results

if TYPE_CHECKING:
    from core.audio import Audio


class FromColumns(Source):
    """Gaps count as the mean of their column."""

    title = "Columns of the table"
    alike = (
        "Songs that lie near each other have numbers that are alike in the table that they are "
        "of; a gap counts as its column's mean."
    )
    of_sound = False

    def missing(self, results: Results) -> str:
        if not _names(results):
            return f"{results.name} takes no columns of a table."
        if results.songs() is None:
            return f"{results.name} has not described its songs."
        try:
            open_dataset(results.recipe.data.dataset)
        except EarshotError as error:
            return str(error)
        return ""

    def ready(self, results: Results) -> bool:
        return not self.missing(results)

    def rows(self, results: Results, progress: Progress = lambda n_done, n: None) -> SongPoints:
        songs, missing = results.songs(), self.missing(results)
        if songs is None or missing:
            raise RunError(missing)
        dataset, names = open_dataset(results.recipe.data.dataset), _names(results)
        there = {track.id: track for track in dataset.tracks}
        table = songs.loc[songs.track_id.isin(there), ["track_id", "label", "side"]]
        spec = Columns(columns=names)
        values = [dataset.features(there[name], [spec])[0] for name in table.track_id]
        whole, _ = filled(np.stack(values).astype(np.float64))
        titles = tuple(descriptor(name).title for name in names)
        return SongPoints(table.reset_index(drop=True), whole, titles)

    def place(self, audio: "Audio", results: Results) -> NDArray[np.float64]:
        return np.full(len(_names(results)), np.nan)

    def course(self, audio: "Audio", results: Results) -> Course:
        raise EarshotError("No sound has a place in a table: somebody else told its numbers.")


def _names(results: Results) -> tuple[str, ...]:
    """The columns that a network takes, each once; none where it takes something else."""
    specs = results.recipe.features
    if not all(isinstance(spec, Columns) for spec in specs):
        return ()
    return tuple(dict.fromkeys(name for spec in specs for name in spec.of_table))


SOURCES.register("columns")(FromColumns())
