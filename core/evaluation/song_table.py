"""What the published table of songs gives away, and how right anybody can be: measured once, kept.

``docs/song-table.json`` holds what `measure` found, so that pages can show it without the table.
"""

import json
from collections import Counter
from collections.abc import Sequence

import numpy as np
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from core import paths
from core.datasets import Track
from core.datasets.song_table import SongTable
from core.datasets.spotify_genres import AS_FOUND
from core.tables import LONGEST_IN_MINUTES

FILE = "song-table.json"
GAPPED = ("key", "instrumentalness")


@dataclass(frozen=True)
class Genre:
    """A class of the table: its rows, and the shares of them that tell where they come from.

    Attributes
    ----------
    n : int
        Rows.
    in_minutes : float
        Share whose duration is in minutes.
    repeated : float
        Share that is there again under another genre.
    gaps : dict of str to float
        By column, the share of which nothing is known.
    """

    name: str
    n: int
    in_minutes: float
    repeated: float
    gaps: dict[str, float]


@dataclass(frozen=True)
class Facts:
    """Of the whole table.

    Attributes
    ----------
    n_rows, n_songs : int
        Copies of a song are one.
    ceiling, commonest : float
        Share of rows that are right for whoever knows each song's commonest genre, and for whoever
        always says the commonest of all.
    genres : list of Genre
    """

    n_rows: int
    n_songs: int
    ceiling: float
    commonest: float
    genres: list[Genre]


def measure(dataset: SongTable) -> Facts:
    """Count what is in a table."""
    tracks = dataset.tracks
    songs: dict[str, Counter[str]] = {}
    for track in tracks:
        songs.setdefault(track.group, Counter())[track.label] += 1
    labels = Counter(track.label for track in tracks)
    return Facts(
        n_rows=len(tracks),
        n_songs=len(songs),
        ceiling=sum(max(each.values()) for each in songs.values()) / len(tracks),
        commonest=max(labels.values()) / len(tracks),
        genres=[
            _genre(name, [t for t in tracks if t.label == name], dataset, songs)
            for name in dataset.names
        ],
    )


def _genre(
    name: str, tracks: Sequence[Track], dataset: SongTable, songs: dict[str, Counter[str]]
) -> Genre:
    rows = [dataset.rows[track.id] for track in tracks]
    return Genre(
        name,
        len(tracks),
        in_minutes=float(np.mean([row[AS_FOUND] < LONGEST_IN_MINUTES for row in rows])),
        repeated=float(np.mean([len(songs[track.group]) > 1 for track in tracks])),
        gaps={c: float(np.mean(np.isnan([row[c] for row in rows]))) for c in GAPPED},
    )


def write_facts(facts: Facts) -> None:
    """Keep them in ``docs``."""
    plain = TypeAdapter(Facts).dump_python(facts, mode="json")
    paths.write_whole(paths.docs() / FILE, json.dumps(plain, indent=1) + "\n")


def read_facts() -> Facts:
    """Those that were kept.

    Examples
    --------
    >>> facts = read_facts()
    >>> facts.n_songs < facts.n_rows, facts.commonest < facts.ceiling < 1
    (True, True)
    """
    return TypeAdapter(Facts).validate_json((paths.docs() / FILE).read_text())
