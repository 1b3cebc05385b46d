"""The table of slices holds each slice's averages, and the sides of the project's own draw."""

from pathlib import Path

import librosa
import numpy as np
import pandas as pd
import pytest

from core.datasets import open_dataset
from core.errors import CheckpointError
from core.features import Averages, column_names
from core.lessons.honest_numbers.slices import (
    FILE,
    MOST_SLICES,
    SEEDS,
    describe_slices,
    read_slices,
)
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.run import Run
from tests import tiny


@pytest.fixture(scope="module")
def described(tiny_home: Path) -> Checkpoint:
    run = Run.create(tiny.mlp(training={"epochs": 1}))
    train(run)
    checkpoint = Checkpoint.load(run.name)
    with pytest.raises(CheckpointError, match="describe_slices"):
        read_slices(checkpoint)
    told: list[tuple[int, int]] = []
    describe_slices(checkpoint, progress=lambda n_done, n: told.append((n_done, n)))
    assert told == [(i, 18) for i in range(18)]
    return checkpoint


def test_a_short_song_is_one_slice_with_its_averages(described: Checkpoint):
    table = read_slices(described)
    assert len(table) == table.track_id.nunique() == 18
    track = open_dataset("tiny").track("high.0")
    assert track.path is not None
    y, rate = librosa.load(track.path, sr=None)
    row = table[table.track_id == "high.0"].iloc[0]
    expected = librosa.feature.spectral_centroid(y=y, sr=rate).mean()
    assert row.spectral_centroid_mean == pytest.approx(expected, rel=1e-4)


def test_sides_are_those_of_the_split(described: Checkpoint):
    table, dataset = read_slices(described), open_dataset("tiny")
    assert "artist_0" not in table  # the folder knows no artists
    for seed in SEEDS:
        split = dataset.split("random-622", seed)
        told = table[table[f"random-622_{seed}"] == "test"].track_id
        assert sorted(told) == sorted(track.id for track in split.test)


def test_the_shipped_table_is_that_of_the_shipped_network():
    checkpoint = Checkpoint.load("zheng-baseline")
    table, songs = read_slices(checkpoint), checkpoint.songs()
    assert songs is not None
    seed = checkpoint.recipe.seed
    sides = table.drop_duplicates("track_id").set_index("track_id")[f"random-622_{seed}"]
    pd.testing.assert_series_equal(
        sides.astype(str).sort_index(), songs.set_index("track_id").side.sort_index(),
        check_names=False, check_dtype=False,
    )  # fmt: skip
    columns = list(column_names(Averages()))
    assert set(table.columns) == {
        "track_id", "label", "start", *columns,
        *(f"{name}_{seed}" for name in ("random-622", "artist") for seed in SEEDS),
    }  # fmt: skip
    assert np.isfinite(table[columns].to_numpy()).all()
    assert table.groupby("track_id").size().max() == MOST_SLICES
    assert (checkpoint.path / FILE).stat().st_size < 2_000_000


def test_slices_average_to_about_the_song():
    checkpoint = Checkpoint.load("zheng-baseline")
    songs = checkpoint.songs()
    assert songs is not None
    mean = read_slices(checkpoint).groupby("track_id").mfcc1_mean.mean()
    assert np.corrcoef(mean, songs.set_index("track_id").mfcc1_mean[mean.index])[0, 1] > 0.95
