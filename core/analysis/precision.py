"""How often the nearest songs are of the same genre, or by the same artist: precision at k.

Songs that a network did not learn are compared with those that it did, as a library compares them.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, TypeAdapter
from pydantic.dataclasses import dataclass

from core import paths
from core.analysis.neighbourhood import Neighbourhood
from core.analysis.songs import Kind, columns_of
from core.datasets import open_dataset
from core.evaluation.rows import read_rows, write_rows
from core.metrics.bootstrap import bootstrap_interval
from core.training.run import Results

if TYPE_CHECKING:
    import pandas as pd

K = 5  # nearest songs
Share = Annotated[float | None, BeforeValidator(lambda written: None if written == "" else written)]
"""0 to 1; empty in the file where there is none."""
DATASET = "gtzan"


@dataclass(frozen=True)
class Precision:
    """What share of the five nearest songs is like the song that was asked about.

    Attributes
    ----------
    of : str
        The recipe whose embedding is compared, or ``"averages"``.
    split, seed : str, int
        Which songs are asked about (its test side) and which are looked among (its train side).
    n_asked, n_among : int
        How many songs they are.
    same_genre, low, high : float
        Mean share of the same genre, 0 to 1, with the 95 % interval over songs asked about.
    genre_chance : float
        What songs drawn at random would reach.
    n_by_artist : int
        Songs by an artist who has others among the ones looked at; of these,
    same_artist, artist_chance : float or None
        the mean share by the same artist, and that of songs drawn at random.
    """

    of: str
    split: str
    seed: int
    n_asked: int
    n_among: int
    same_genre: float
    low: float
    high: float
    genre_chance: float
    n_by_artist: int
    same_artist: Share
    artist_chance: Share

    @property
    def key(self) -> tuple[str, str, int]:
        """Two rows with the same one are of the same songs."""
        return self.of, self.split, self.seed


_ROWS = TypeAdapter(list[Precision])


def shares(
    similarities: NDArray[np.floating], asked: Sequence[str], among: Sequence[str], k: int = K
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of each song asked about, the share of its `k` nearest with its label, and that by chance.

    Parameters
    ----------
    similarities : float array [shape=(n_asked, n_among)]
    asked, among : sequence of str
        Labels: genres, artists.
    k : int
        At most `n_among`.

    Examples
    --------
    >>> near = np.array([[0.9, 0.1, 0.8], [0.0, 0.5, 0.7]])
    >>> [each.round(2).tolist() for each in shares(near, ["a", "b"], ["a", "b", "b"], k=2)]
    [[0.5, 1.0], [0.33, 0.67]]
    """
    if not 1 <= k <= len(among):
        raise ValueError(f"k is {k}; of {len(among)} songs it can be 1 to {len(among)}.")
    nearest = np.argsort(-similarities, axis=1, kind="stable")[:, :k]
    same = np.asarray(asked, object)[:, None] == np.asarray(among, object)[None]
    return np.take_along_axis(same, nearest, axis=1).mean(axis=1), same.mean(axis=1)


def measure_precision(results: Results) -> list[Precision]:
    """The embedding of a checkpoint or run over the songs of gtzan, and the averages.

    None where it learned all of them, or carries no songs.
    """
    songs, tracks = results.songs(), open_dataset(DATASET).tracks
    if songs is None:
        return []
    artists = {track.id: track.artist for track in tracks}
    songs = songs[songs.track_id.isin(artists)]
    songs = songs.assign(artist=songs.track_id.map(artists))
    asked, among = songs[songs.side == "test"], songs[songs.side == "train"]
    if asked.empty or len(among) < K:
        return []
    recipe = results.recipe
    of: dict[str, Kind] = {recipe.name: "embedding", "averages": "averages"}
    return [
        _measured(name, recipe.data.split, recipe.seed, asked, among, columns_of(songs, kind))
        for name, kind in of.items()
    ]


def _measured(
    of: str, split: str, seed: int, asked: "pd.DataFrame", among: "pd.DataFrame", columns: list[str]
) -> Precision:
    scale = Neighbourhood.of(
        tuple(among.track_id), tuple(among.label), among[columns].to_numpy(np.float64)
    )
    near = scale.direction(asked[columns].to_numpy(np.float64)) @ scale.directions.T
    genre, genre_chance = shares(near, list(asked.label), list(among.label))
    known = np.array(asked.artist.isin(set(among.artist) - {""}))
    artist, artist_chance = shares(near[known], list(asked.artist[known]), list(among.artist))
    low, high = bootstrap_interval(lambda songs: float(genre[songs].mean()), len(genre))
    return Precision(
        of=of,
        split=split,
        seed=seed,
        n_asked=len(asked),
        n_among=len(among),
        same_genre=round(float(genre.mean()), 4),
        low=round(low, 4),
        high=round(high, 4),
        genre_chance=round(float(genre_chance.mean()), 4),
        n_by_artist=int(known.sum()),
        same_artist=round(float(artist.mean()), 4) if known.any() else None,
        artist_chance=round(float(artist_chance.mean()), 4) if known.any() else None,
    )


def read_precision() -> list[Precision]:
    """What was measured, the best first; nothing where nothing was."""
    return read_rows(file(), _ROWS)


def write_precision(rows: Iterable[Precision]) -> None:
    """Write ``docs/neighbours.csv``: rows of the same songs in the place of earlier ones."""
    known = {row.key: row for row in (*read_precision(), *rows)}
    ordered = sorted(known.values(), key=lambda row: (row.split, -row.same_genre, row.key))
    write_rows(file(), Precision, ordered)


def precision_table(rows: Sequence[Precision]) -> "pd.DataFrame":
    """Means over seeds, in per cent, the best of each split first.

    ``compared by``, ``split``, ``same genre``, ``by chance``, ``same artist``,
    ``artist by chance``.
    """
    import pandas as pd

    names = {
        "same_genre": "same genre", "genre_chance": "by chance",
        "same_artist": "same artist", "artist_chance": "artist by chance",
    }  # fmt: skip
    table = pd.DataFrame([vars(row) for row in rows]).astype(dict.fromkeys(names, float))
    means = 100 * table.groupby(["split", "of"])[list(names)].mean()
    means = means.reset_index().sort_values(["split", "same_genre"], ascending=[True, False])
    return means[["of", "split", *names]].rename(columns={"of": "compared by", **names})


def file() -> Path:
    """Where the figures lie."""
    return paths.docs() / "neighbours.csv"
