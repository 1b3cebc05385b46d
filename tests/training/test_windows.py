"""Windows: what a model hears of a song, against SciPy and plain arithmetic."""

import numpy as np
import pytest
import scipy.special
import scipy.stats
import torch

from core.tasks.single_label import SingleLabel
from core.training.windows import (
    cut_windows,
    looped,
    renormalise,
    track_windows,
    window_starts,
)
from tests import tiny

RNG = np.random.default_rng(3)


@pytest.mark.parametrize(
    ("n_frames", "length", "hop"),
    [(100, 10, 5), (101, 10, 5), (10, 10, 5), (11, 10, 7), (3, 10, 5)],
)
def test_windows_cover_the_song_and_stay_in_it(n_frames: int, length: int, hop: int):
    starts = window_starts(n_frames, length, hop)
    assert starts[0] == 0
    assert (np.diff(starts) <= hop).all()
    assert (np.diff(starts) > 0).all()
    if n_frames > length:
        assert starts[-1] == n_frames - length, "the last one ends with the song"
    else:
        assert len(starts) == 1


def test_a_short_clip_is_repeated():
    assert looped(4, 2, 10).tolist() == [2, 3, 0, 1, 2, 3, 0, 1, 2, 3]
    feature = RNG.standard_normal((3, 4)).astype(np.float32)
    (window,) = cut_windows(feature, np.array([0]), 10)
    np.testing.assert_array_equal(window, np.tile(feature, 3)[:, :10])


def test_windows_are_passages_of_the_feature():
    feature = RNG.standard_normal((3, 50)).astype(np.float32)
    windows = cut_windows(feature, np.array([0, 7, 40]), 10)
    assert windows.shape == (3, 3, 10)
    for window, start in zip(windows, (0, 7, 40), strict=True):
        np.testing.assert_array_equal(window, feature[:, start : start + 10])


def test_renormalised_windows_are_z_scores():
    recipe = tiny.cnn(
        features=[{"kind": "mfcc", "normalise": "rows"}, {"kind": "cqt", "normalise": "whole"}]
    )
    batch = [torch.randn(4, 5, 20) * 3 + 1, torch.randn(4, 6, 20) * 2 - 1]
    rows, whole = renormalise(batch, recipe.features)
    np.testing.assert_allclose(rows, scipy.stats.zscore(batch[0].numpy(), axis=-1), atol=1e-5)
    np.testing.assert_allclose(whole, scipy.stats.zscore(batch[1].numpy(), axis=(1, 2)), atol=1e-5)


def test_a_constant_window_is_zero_and_not_nan():
    recipe = tiny.cnn(features=[{"kind": "mfcc"}])
    (out,) = renormalise([torch.full((1, 3, 8), 7.0)], recipe.features)
    assert (out == 0).all()


def test_a_whole_song_is_one_window_as_long_as_it_is():
    features = [RNG.standard_normal((16, 130)).astype(np.float32)] * 2
    recipe = tiny.cnn(evaluation={"over": "whole"})
    assert [w.shape for w in track_windows(features, recipe)] == [(1, 16, 130)] * 2
    short = [x[:, :20] for x in features]
    length = recipe.window_steps
    assert [w.shape for w in track_windows(short, recipe)] == [(1, 16, length)] * 2


def test_averages_are_one_row():
    (row,) = track_windows([np.arange(26, dtype=np.float32)], tiny.mlp())
    assert row.tolist() == [list(range(26))]


def test_a_song_gets_the_mean_of_its_windows_probabilities():
    logits = RNG.standard_normal((7, 4)).astype(np.float32) * 3
    expected = scipy.special.softmax(logits / 1.7, axis=1).mean(axis=0)
    task = SingleLabel()
    outputs = torch.from_numpy(logits)
    windows = task.answers(outputs, outputs, SingleLabel.Calibration(temperature=1.7))
    found = windows.mean(dim=0)
    np.testing.assert_allclose(found, expected, rtol=1e-5)
