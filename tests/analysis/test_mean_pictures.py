"""Means of pictures, against NumPy on the very songs."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.analysis.mean_pictures import mean_picture, raw_pictures
from core.datasets import open_dataset
from core.datasets.base import Track
from core.errors import DatasetError
from core.features import Cqt, Mel, Mfcc
from core.training.recipe import Recipe
from tests import tiny
from tests.tiny import tiny_home

__all__ = ["tiny_home"]

SPEC = Mel(n_mels=8)


@pytest.fixture(scope="module")
def dataset(tiny_home):
    return open_dataset("tiny")


def test_it_is_the_mean_frame_by_frame_and_is_kept(dataset):
    tracks = dataset.tracks[:3]
    songs = [dataset.features(track, [SPEC])[0] for track in tracks]
    told: list[tuple[int, int]] = []
    found = mean_picture(dataset, tracks, SPEC, progress=lambda *n: told.append(n))
    np.testing.assert_allclose(found, np.mean(songs, axis=0), rtol=1e-4, atol=1e-4)
    assert told == [(0, 3), (1, 3), (2, 3)]
    told.clear()
    again = mean_picture(dataset, tracks[::-1], SPEC, progress=lambda *n: told.append(n))
    np.testing.assert_array_equal(again, found)
    assert not told, "in whatever order, it is at hand"
    other = mean_picture(dataset, tracks[:2], SPEC)
    assert not np.array_equal(other, found)


def test_a_frame_that_few_songs_have_is_left_out(dataset, tmp_path: Path):
    rng = np.random.default_rng(5)
    tracks = []
    for i, seconds in enumerate((0.5, 0.5, 0.5, 0.5, 0.5, 1.0)):
        path = tmp_path / f"{i}.wav"
        soundfile.write(path, 0.1 * rng.standard_normal(round(22050 * seconds)), 22050)
        tracks.append(Track(str(i), "noise", path))
    (short,), (long,) = (dataset.features(tracks[i], [SPEC]) for i in (0, 5))
    assert mean_picture(dataset, tracks, SPEC).shape == short.shape
    two = mean_picture(dataset, [tracks[0], tracks[5]], SPEC)
    assert two.shape == long.shape
    np.testing.assert_allclose(two[:, short.shape[1] :], long[:, short.shape[1] :], atol=1e-5)


def test_no_song_and_no_sound_are_refused(dataset):
    with pytest.raises(DatasetError, match="no song"):
        mean_picture(dataset, [], SPEC)
    with pytest.raises(DatasetError, match="row has no sound file"):
        mean_picture(dataset, [Track("row", "pop")], SPEC)


def test_what_the_network_gets_comes_first_and_none_is_normalised():
    recipe = tiny.cnn()
    specs = raw_pictures(recipe)
    assert [type(spec) for spec in specs] == [Mfcc, Mel, Cqt]
    assert (specs[0].n_mfcc, specs[1].n_mels) == (16, 16)  # type: ignore[attr-defined]
    assert {spec.normalise for spec in specs} == {"none"}
    assert [type(spec) for spec in raw_pictures(tiny.mlp())] == [Mfcc, Mel, Cqt]
    cqt_first = Recipe.parse(recipe.model_dump(mode="json") | {"features": [{"kind": "cqt"}]})
    assert [type(spec) for spec in raw_pictures(cqt_first)] == [Cqt, Mfcc, Mel]
