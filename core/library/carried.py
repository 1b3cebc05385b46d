"""Real songs to begin with: those that a network that comes with Earshot carries, by id."""

from collections.abc import Iterator

import numpy as np

from core.analysis.neighbourhood import neighbourhood_of
from core.analysis.songs import columns_of
from core.datasets import AudioDataset, Track, open_dataset
from core.datasets.all_sounds import NOT_MUSIC
from core.datasets.folder import FolderDataset
from core.errors import DatasetError, EarshotError
from core.library.store import Entry, Library

DATASETS = ("gtzan", "outside")  # that networks for uploaded music learned from


def carried_library(network: str = "") -> Library:
    """The songs that a network was trained and tested with, as it wrote them down.

    Nothing is listened to. Those whose dataset is on this machine; where none is, all of them,
    which then have neither a name nor a sound. Filled anew where that has changed.

    Parameters
    ----------
    network : str, optional
        A checkpoint; the one that listens by default.
    """
    library = Library(network, collection="carried")
    entries = list(_entries(library))
    known = {row["id"]: row["path"] for row in library.places().to_pylist()}
    if known != {entry.id: entry.path for entry in entries}:
        library.remove("true")
        library.put(entries)
    return library


def _entries(library: Library) -> Iterator[Entry]:
    songs, scale = library.checkpoint.songs(), neighbourhood_of(library.checkpoint)
    if songs is None or scale is None:
        raise EarshotError(f"{library.network} carries no songs.parquet.")
    here = _here()
    songs = songs[(songs.label != NOT_MUSIC) & (songs.track_id.isin(here) | (not here))]
    vectors = scale.direction(songs[columns_of(songs, "embedding")].to_numpy(np.float64))
    averages = songs[columns_of(songs, "averages")].to_numpy(np.float32)
    rows = zip(songs.track_id, songs.label, vectors.astype(np.float32), averages, strict=True)
    for track_id, label, vector, values in rows:
        source, track, seconds = here.get(track_id, (DATASETS[0], Track(track_id, label), None))
        yield Entry(
            id=f"{source}~{track_id}",
            path=str(track.path or ""),
            source=source,
            track_id=track_id,
            artist=track.artist,
            title=track.title,
            label=label,
            genre=label,
            seconds=seconds,
            vector=vector,
            averages=values,
        )


def _here() -> dict[str, tuple[str, Track, float | None]]:
    """Of each song on this machine its dataset, itself, and how long it lasts, s, by its id."""
    found: dict[str, tuple[str, Track, float | None]] = {}
    for name in DATASETS:
        try:
            dataset = open_dataset(name)
        except DatasetError:
            continue
        if isinstance(dataset, AudioDataset):
            lasts = dataset.durations if isinstance(dataset, FolderDataset) else {}
            found |= {track.id: (name, track, lasts.get(track.id)) for track in dataset.tracks}
    return found
