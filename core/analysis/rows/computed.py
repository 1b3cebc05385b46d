"""Rows that are computed from a dataset's songs, once, and kept in the cache.

Of some datasets they come with Earshot, and nothing is left to compute.
"""

import hashlib
import io
from abc import abstractmethod
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import numpy as np
from numpy.typing import NDArray

from core import paths, sealed
from core.analysis.rows.base import Course, Progress, Source, over_passages
from core.analysis.rows.carried import carried_file, carried_rows
from core.analysis.songs import SongPoints
from core.datasets import Dataset, Track, locations, open_dataset
from core.engines import n_cores, run
from core.errors import EarshotError, RunError
from core.features import SoundSpec, extract_at_any_rate
from core.training.run import Results

if TYPE_CHECKING:
    import pandas as pd

    from core.audio import Audio

SONGS_A_PROCESS = 20  # fewer are done before a process has begun


class Computed(Source):
    """A summary of one feature of each song.

    Attributes
    ----------
    spec : SoundSpec
    names : tuple of str
        What each value of the summary is.
    """

    quick = False
    spec: ClassVar[SoundSpec]
    names: ClassVar[tuple[str, ...]]

    @abstractmethod
    def summary(self, feature: NDArray[np.floating]) -> NDArray[np.float64]:
        """What stands for a feature [n_rows, n_frames] or [n_values] of a song or passage."""

    def missing(self, results: Results) -> str:
        if results.songs() is None:
            return f"{results.name} has not described its songs."
        if self._carried(results) is not None:
            return ""
        try:
            dataset = open_dataset(results.recipe.data.dataset)
        except EarshotError as error:
            return str(error)
        if not dataset.can_give(self.spec):
            return f"{dataset.title} has no {self.title}: its songs cannot be heard."
        return ""

    def ready(self, results: Results) -> bool:
        if self._carried(results) is not None:
            return True
        return not self.missing(results) and self._file(results, _tracks(results)).exists()

    def rows(self, results: Results, progress: Progress = lambda n_done, n: None) -> SongPoints:
        songs, missing = results.songs(), self.missing(results)
        if songs is None or missing:
            raise RunError(missing)
        found = self._carried(results)
        found = self._own(results, progress) if found is None else found
        kept = songs[["track_id", "label", "side"]].merge(found, on="track_id")
        values = kept[list(self.names)].to_numpy(np.float64)
        return SongPoints(kept[["track_id", "label", "side"]], values, self.names)

    def carry(self, results: Results, progress: Progress = lambda n_done, n: None) -> Path:
        """Write rows of all songs, computed here, to where they come with Earshot; the file."""
        table = self._own(results, progress)
        file = carried_file(results.recipe.data.dataset, self.spec)
        paths.write_whole(file, table.to_parquet(index=False))
        return file

    def _carried(self, results: Results) -> "pd.DataFrame | None":
        songs = results.songs()
        dataset = results.recipe.data.dataset
        return None if songs is None else carried_rows(dataset, self.spec, songs)

    def _own(self, results: Results, progress: Progress) -> "pd.DataFrame":
        """From the cache, or computed."""
        import pandas as pd

        tracks = _tracks(results)
        file = self._file(results, tracks)
        written = sealed.read(file)
        if written is None:
            written = self._compute(results, tracks, progress).to_parquet(index=False)
            sealed.write(file, written)
        return pd.read_parquet(io.BytesIO(written))

    def _compute(
        self, results: Results, tracks: Sequence[Track], progress: Progress
    ) -> "pd.DataFrame":
        import pandas as pd

        work = partial(_summary_of, source=self, dataset=open_dataset(results.recipe.data.dataset))
        n_workers = min(n_cores(), len(tracks) // SONGS_A_PROCESS)
        values: dict[str, NDArray[np.float64]] = {}
        for track, summary in run(work, tracks, n_workers=max(n_workers, 1)):
            values[track.id] = summary
            progress(len(values), len(tracks))
        rows = np.stack([values[track.id] for track in tracks])
        table = pd.DataFrame(rows.astype(np.float32), columns=list(self.names))
        table.insert(0, "track_id", [track.id for track in tracks])
        return table

    def _file(self, results: Results, tracks: Sequence[Track]) -> Path:
        """Named by the feature, the songs and what is known of their files."""
        dataset = results.recipe.data.dataset
        written = not locations.made_here(dataset)  # what the program makes is always the same
        told = "\n".join(f"{t.id} {_changed(t.path) if written else ''}" for t in tracks)
        digest = hashlib.sha256(f"{dataset}\n{told}".encode()).hexdigest()[:16]
        return paths.cache() / "rows" / f"{self.spec.key}-{digest}.parquet"

    def place(self, audio: "Audio", results: Results) -> NDArray[np.float64]:
        (feature,) = extract_at_any_rate(audio, [self.spec])
        return self.summary(feature)

    def course(self, audio: "Audio", results: Results) -> Course:
        (feature,) = extract_at_any_rate(audio, [self.spec])
        return over_passages(feature, self.spec.step_seconds or 1.0, self.summary)


def _summary_of(track: Track, source: Computed, dataset: Dataset) -> NDArray[np.float64]:
    """The row of one song, in whichever process."""
    (feature,) = dataset.features(track, [source.spec])
    return source.summary(feature)


def _tracks(results: Results) -> list[Track]:
    """The described songs that are still in the dataset."""
    songs, dataset = results.songs(), open_dataset(results.recipe.data.dataset)
    described = set() if songs is None else set(songs.track_id)
    return [track for track in dataset.tracks if track.id in described]


def _changed(path: Path | None) -> str:
    return str(path.stat().st_mtime_ns) if path and path.exists() else ""
