"""Tables of songs as datasets: copies stay together, gaps stay gaps, units are mended."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.datasets import add_dataset, locations, open_dataset
from core.datasets.spotify_genres import GENRES, SpotifyGenres
from core.errors import DatasetError
from core.features import Columns, Mfcc
from core.tables import example_table

HEAD = ["Artist Name", "Track Name", "Popularity", "danceability", "energy", "key", "loudness",
        "mode", "speechiness", "acousticness", "instrumentalness", "liveness", "valence", "tempo",
        "duration_in min/ms", "time_signature", "Class"]  # fmt: skip
SPEC = Columns(columns=("key", "duration_ms", "duration_as_found"))


@pytest.fixture
def published(tmp_path: Path) -> SpotifyGenres:
    """A table like the published one: of each class twelve songs, the last a copy of the first."""
    rng, rows = np.random.default_rng(0), []
    for genre in range(len(GENRES)):
        for i in range(12):
            row = [f"artist {genre}.{i}", f"song {i}", 50, *rng.random(2), "", -8, 1]
            row += [*rng.random(5), 120, 3.5 if genre in (0, 3) else 210_000, 4, genre]
            rows.append(row)
        rows[-1][:2] = [f"ARTIST {genre}.0", "Song 0"]
    (tmp_path / "spotify_genres").mkdir()
    table = pd.DataFrame(rows, columns=HEAD)
    table.to_csv(tmp_path / "spotify_genres" / "train.csv", index=False)
    locations.add("spotify-genres", tmp_path / "spotify_genres")
    dataset = open_dataset("spotify-genres")
    assert isinstance(dataset, SpotifyGenres)
    return dataset


def test_units_are_mended_and_gaps_stay(published: SpotifyGenres) -> None:
    assert published.names == GENRES
    (minutes,) = published.features(published.tracks[0], [SPEC])
    (milliseconds,) = published.features(published.tracks[13], [SPEC])
    np.testing.assert_allclose(minutes, [np.nan, 210_000, 3.5])
    np.testing.assert_allclose(milliseconds, [np.nan, 210_000, 210_000])


@pytest.mark.parametrize("name", ["80-10-10", "artist", "random-622"])
def test_copies_are_on_one_side(published: SpotifyGenres, name: str) -> None:
    split = published.split(name, seed=1)
    side_of = {track.id: side for side in ("train", "validation", "test")
               for track in split.side(side)}  # fmt: skip
    first, last = published.tracks[0], published.tracks[11]
    assert first.group == last.group
    assert side_of[first.id] == side_of[last.id]
    assert len(side_of) == len(published.tracks)


def test_shuffled_rows_say_that_they_leak(published: SpotifyGenres) -> None:
    assert published.split("leaky-rows", seed=0).leaky


def test_it_gives_columns_and_nothing_else(published: SpotifyGenres) -> None:
    with pytest.raises(DatasetError, match="'mfcc' needs the sound"):
        published.features(published.tracks[0], [Mfcc()])
    with pytest.raises(DatasetError, match="no column 'popularity'"):
        published.features(published.tracks[0], [Columns(columns=("popularity",))])


def test_a_table_of_ones_own_is_a_dataset(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_bytes(example_table(5))
    dataset = add_dataset("mine", tmp_path / "mine.csv")
    assert len(dataset.tracks) == 25
    assert "Metal" in dataset.names
    (row,) = dataset.features(dataset.tracks[0], [Columns(columns=("tempo", "energy"))])
    assert row.shape == (2,)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tempo,energy\n1,2\n", "tells no class"),
        ("tempo,genre\n100,a\n100,a\n", "two classes or more"),
        ("tempo,genre\n100,a\nfast,b\n", "row 2, column 'tempo': 'fast' is no number"),
    ],
)
def test_a_table_that_cannot_be_learned_from_is_refused(
    tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "mine.csv").write_text(text)
    with pytest.raises(DatasetError, match=told):
        add_dataset("mine", tmp_path / "mine.csv")
