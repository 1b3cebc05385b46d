"""``docs/recreation.csv``: how often recreated songs are still taken for their genre."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from core import paths
from core.evaluation.rows import read_rows, write_rows
from core.metrics import accuracy_interval
from core.metrics.bootstrap import bootstrap_interval
from core.recreation.judging import NOT_ASKED, OTHERS, VERSIONS, Judged

if TYPE_CHECKING:
    import pandas as pd

EVERY = "every network"
ALL = "all"  # genres


@dataclass(frozen=True)
class Reclassified:
    """How many songs of a genre one network, or every one, takes for that genre.

    Attributes
    ----------
    genre, version, network : str
        Of `OTHERS`, the genre whose generators they went through. `EVERY` network is the mean
        over songs of the share of networks that are right.
    n : int
        Songs that were judged.
    accuracy, low, high : float
        The share that is taken for the genre, with its 95 % interval over songs: Wilson's for one
        network, bootstrapped for every one.
    """

    genre: str
    version: str
    network: str
    n: int
    accuracy: float
    low: float
    high: float


def csv_file() -> Path:
    """Where the figures lie."""
    return paths.docs() / "recreation.csv"


def songs_file() -> Path:
    """Where what was said of each song lies, with its averages."""
    return paths.docs() / "recreation-songs.parquet"


def read_reclassified() -> list[Reclassified]:
    """All rows; none where there is no file. RunError where one is not as it was written."""
    return read_rows(csv_file(), TypeAdapter(list[Reclassified]))


def read_songs() -> "pd.DataFrame":
    """A row per song and version, as of `Judged.row`; empty where there is no file."""
    import pandas as pd

    file = songs_file()
    return pd.read_parquet(file) if file.exists() else pd.DataFrame()


def aim(songs: "pd.DataFrame") -> "pd.Series":
    """The genre that each row is to be taken for: its own, or whose generators it went through."""
    through = songs.get("through", songs.genre).fillna("")
    return through.where(through != "", songs.genre)


def publish(judged: Iterable[Judged]) -> list[Reclassified]:
    """Write songs in the place of those of the same genres, and all figures anew; the figures."""
    import pandas as pd

    new = pd.DataFrame([each.row() for each in judged])
    kept = read_songs()
    if len(kept):
        again = set(zip(new.version.isin(OTHERS.values()), aim(new), strict=True))
        pairs = zip(kept.version.isin(OTHERS.values()), aim(kept), strict=True)
        kept = kept[[pair not in again for pair in pairs]]
    songs = pd.concat([kept, new])
    songs = songs.assign(through=songs.through.fillna(""))
    songs = songs.sort_values(["through", "genre", "track_id"], kind="stable")
    paths.write_whole(songs_file(), songs.to_parquet(index=False))
    rows = figures(songs)
    write_rows(csv_file(), Reclassified, rows)
    return rows


def wrong_reclassified() -> list[str]:
    """Published figures that are not what the songs beside them say, a line each."""
    songs = read_songs()
    answers = set(figures(songs)) if len(songs) else set()
    return [
        f"docs/recreation.csv: {row.genre}, {row.version}, {row.network}: not as its songs say"
        for row in sorted(answers ^ set(read_reclassified()), key=str)
    ]


def figures(songs: "pd.DataFrame") -> list[Reclassified]:
    """The figures of songs, by genre, version and network; those of all genres at the end."""
    parts = [*((genre, part) for genre, part in songs.groupby(aim(songs))), (ALL, songs)]
    return [row for genre, part in parts for row in _of_genre(str(genre), part)]


def _of_genre(genre: str, songs: "pd.DataFrame") -> Iterator[Reclassified]:
    networks = sorted(c.removeprefix("said_") for c in songs if c.startswith("said_"))
    for version in (*VERSIONS, *OTHERS.values()):
        part = songs[songs.version == version]
        if part.empty:
            continue
        right = np.stack([_right(part, network) for network in networks], axis=1)
        yield _of_every(genre, version, right)
        for network, column in zip(networks, right.T, strict=True):
            yield from _of_one(genre, version, network, column[~np.isnan(column)])


def _right(songs: "pd.DataFrame", network: str) -> np.ndarray:
    """1 or 0 of each song [n_songs], NaN where the network was not asked."""
    answers = songs[f"said_{network}"].fillna(NOT_ASKED)
    return np.where(answers == NOT_ASKED, np.nan, (answers == aim(songs)).astype(float))


def _of_every(genre: str, version: str, right: np.ndarray) -> Reclassified:
    shares = np.nanmean(right[~np.isnan(right).all(axis=1)], axis=1)
    low, high = bootstrap_interval(lambda chosen: float(shares[chosen].mean()), len(shares))
    values = (float(shares.mean()), float(low), float(high))
    return Reclassified(genre, version, EVERY, len(shares), *rounded(values))


def _of_one(genre: str, version: str, network: str, right: np.ndarray) -> Iterator[Reclassified]:
    if len(right):
        low, high = accuracy_interval(int(right.sum()), len(right))
        values = (float(right.mean()), low, high)
        yield Reclassified(genre, version, network, len(right), *rounded(values))


def rounded(values: Sequence[float]) -> list[float]:
    """Shares as the file holds them: four digits after the point."""
    return [round(value, 4) for value in values]
