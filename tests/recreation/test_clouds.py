"""Clouds: components of the originals alone, as scikit-learn finds them, and how far they move."""

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from core.features import Averages, column_names
from core.recreation.clouds import as_points, clouds
from core.recreation.judging import ORIGINAL

COLUMNS = list(column_names(Averages()))


@pytest.fixture(scope="module")
def songs() -> pd.DataFrame:
    rng = np.random.default_rng(0)
    parts = []
    for genre in ("jazz", "rock", "pop"):
        for version in (ORIGINAL, "lstm", "dense"):
            values = rng.standard_normal((12, 26)) * np.linspace(1, 5, 26) + rng.uniform(-1, 1, 26)
            part = pd.DataFrame(values, columns=COLUMNS)
            parts.append(part.assign(genre=genre, version=version, track_id=list("abcdefghijkl")))
    return pd.concat(parts, ignore_index=True)


def test_the_components_are_those_of_the_songs_before(songs):
    found = clouds(songs, ["jazz", "rock"], "lstm")
    assert set(found.songs.genre) == {"jazz", "rock"}
    assert set(found.songs.version) == {ORIGINAL, "lstm"}
    before = songs[songs.genre.isin(["jazz", "rock"]) & (songs.version == ORIGINAL)][COLUMNS]
    scaler = StandardScaler().fit(before)
    pca = PCA().fit(scaler.transform(before))
    theirs = pca.transform(scaler.transform(found.songs[COLUMNS]))
    assert np.allclose(np.abs(found.coordinates[:, :5]), np.abs(theirs[:, :5]), rtol=0.05, atol=0.2)
    assert np.allclose(found.pca.share[:5], pca.explained_variance_ratio_[:5])


def test_a_cloud_that_is_pushed_moves_by_so_many_of_its_own_spreads(songs):
    table = songs.copy()
    before = table[(table.genre == "jazz") & (table.version == ORIGINAL)][COLUMNS].to_numpy()
    scale = table[table.version == ORIGINAL][COLUMNS].std(ddof=1).to_numpy()
    after = (table.genre == "jazz") & (table.version == "lstm")
    table.loc[after, COLUMNS] = before + scale  # one deviation along each average
    found = clouds(table, ["jazz", "rock", "pop"], "lstm")
    spread = np.sqrt((((before - before.mean(axis=0)) / scale) ** 2).sum(axis=1).mean())
    assert found.moved("jazz", "lstm") == pytest.approx(np.sqrt(26) / spread)
    assert found.moved("jazz", ORIGINAL) == 0


def test_each_version_of_a_song_is_an_item_of_its_own(songs):
    noise = songs[songs.version == ORIGINAL].assign(version="noise")
    points = as_points(pd.concat([songs, noise], ignore_index=True))
    assert points.values.shape == (len(songs), 26)
    assert set(points.table.label[points.table.track_id == "a"]) == {"jazz", "rock", "pop"}
    dense = points.only(genres=["jazz, dense"])
    assert list(dense.table.track_id) == [f"{each}~dense" for each in "abcdefghijkl"]
    asked = songs[(songs.genre == "jazz") & (songs.version == "dense")][COLUMNS]
    np.testing.assert_array_equal(dense.values, asked)
