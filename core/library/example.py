"""A library to begin with: the demo songs, as a network that comes with Earshot knows them."""

import numpy as np

from core.analysis.neighbourhood import neighbourhood_of
from core.analysis.songs import columns_of
from core.datasets.demo import SECONDS, demo_tracks
from core.datasets.demo_tempo import known_tempo
from core.errors import EarshotError
from core.library.store import Entry, Library

NETWORK = "demo-cnn"
DATASET = "demo"


def example_library() -> Library:
    """The demo songs, each under its style, filled in when it is asked for the first time.

    Nothing is listened to: the network carries its embedding and the averages of each song, and
    the scores tell the tempo. Songs without drums have none.
    """
    library = Library(NETWORK)
    if not library.count():
        library.put(_entries(library))
    return library


def _entries(library: Library) -> list[Entry]:
    songs, scale = library.checkpoint.songs(), neighbourhood_of(library.checkpoint)
    if songs is None or scale is None:
        raise EarshotError(f"{NETWORK} carries no songs.parquet.")
    tracks = {track.id: track for track in demo_tracks(known_tempo)}
    vectors = scale.direction(songs[columns_of(songs, "embedding")].to_numpy(np.float64))
    averages = songs[columns_of(songs, "averages")].to_numpy(np.float32)
    return [
        Entry(
            id=f"{DATASET}~{track.id}",
            path=str(track.path),
            source=DATASET,
            track_id=track.id,
            title=track.title,
            label=track.label,
            genre=track.label,
            seconds=SECONDS,
            tempo=track.values.get("tempo"),
            vector=vector.astype(np.float32),
            averages=values,
        )
        for track, vector, values in zip(
            (tracks[track_id] for track_id in songs.track_id), vectors, averages, strict=True
        )
    ]
