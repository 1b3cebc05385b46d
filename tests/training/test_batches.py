"""Batches: every track once, random passages, and each augmentation as it says."""

import numpy as np
import pytest
import torch

from core.training.batches import batches, crop, mask, mixup
from tests import tiny

PLAIN = {
    "noise_std": 0,
    "mixup_alpha": 0,
    "time_mask_seconds": 0,
    "frequency_mask_bins": 0,
    "loop_probability": 0,
}


def numbered(n_tracks: int, n_frames: int) -> list[list[np.ndarray]]:
    """Two features per track, whose values tell track and frame: 1000 · track + frame."""
    tracks = []
    for i in range(n_tracks):
        frames = (1000 * i + np.arange(n_frames)).astype(np.float32)
        tracks.append([np.tile(frames, (16, 1)), np.tile(frames, (8, 1))])
    return tracks


def test_an_epoch_holds_every_track_once():
    recipe = tiny.cnn(augmentation=PLAIN, training={"batch_size": 4})
    labels = np.arange(10) % 3
    seen, targets = [], []
    for inputs, wanted in batches(
        numbered(10, 100),
        np.eye(3, dtype=np.float32)[labels],
        recipe=recipe,
        rng=np.random.default_rng(0),
    ):
        assert [x.shape[1:] for x in inputs] == [
            (16, recipe.window_steps),
            (8, recipe.window_steps),
        ]
        seen += [int(x[0, 0]) // 1000 for x in inputs[0]]
        targets += wanted.argmax(1).tolist()
        assert (wanted.sum(1) == 1).all()
    assert sorted(seen) == list(range(10))
    assert targets == [labels[i] for i in seen]
    assert seen != sorted(seen), "in random order"


def test_an_epoch_holds_as_many_passages_of_every_track_as_the_recipe_says():
    recipe = tiny.cnn(augmentation=PLAIN, training={"batch_size": 4, "passages": 5})
    seen, firsts = [], []
    for inputs, _ in batches(
        numbered(4, 100),
        np.zeros((4, 3), np.float32),
        recipe=recipe,
        rng=np.random.default_rng(0),
    ):
        seen += [int(x[0, 0]) // 1000 for x in inputs[0]]
        firsts += [int(x[0, 0]) % 1000 for x in inputs[0]]
    assert sorted(seen) == sorted([0, 1, 2, 3] * 5)
    assert len(set(firsts)) > 5, "passages of their own"


@pytest.mark.parametrize("probability", [0.0, 0.4, 1.0])
def test_some_turns_fall_to_copies(probability: float):
    recipe = tiny.cnn(
        augmentation=PLAIN | {"distorted_probability": probability}, training={"batch_size": 4}
    )
    tracks = numbered(20, 100)
    copies = [[[-x for x in track], [-2 * x for x in track]] for track in tracks]
    seen = [0, 0, 0]
    for epoch in range(20):
        rng = np.random.default_rng(epoch)
        labels = np.eye(20, dtype=np.float32)
        for inputs, wanted in batches(tracks, labels, recipe=recipe, rng=rng, copies=copies):
            for heard, label in zip(inputs[0], wanted, strict=True):
                steps = np.diff(heard[0])  # 1 in a track, -1 and -2 in its copies
                seen[abs(int(min(0, np.median(steps))))] += 1
                assert abs(int(heard[0, 0])) // abs(int(np.median(steps))) // 1000 == label.argmax()
    assert seen[1] + seen[2] == pytest.approx(400 * probability, abs=40 * (0 < probability < 1))
    assert seen[1] == pytest.approx(seen[2], abs=40)


def test_a_batch_of_one_is_left_out():
    recipe = tiny.cnn(augmentation=PLAIN, training={"batch_size": 3})
    epoch = batches(
        numbered(7, 60), np.ones((7, 1), np.float32), recipe=recipe, rng=np.random.default_rng(0)
    )
    assert [len(targets) for _, targets in epoch] == [3, 3]


def test_a_crop_is_one_passage_in_all_features():
    recipe = tiny.cnn(augmentation=PLAIN)
    (track,) = numbered(1, 300)
    firsts = set()
    rng = np.random.default_rng(1)
    for _ in range(200):
        one, two = crop(track, recipe, rng)
        np.testing.assert_array_equal(one[0], two[0])
        assert (np.diff(one[0]) == 1).all()
        firsts.add(int(one[0, 0]))
    assert min(firsts) < 20
    assert max(firsts) > 300 - (recipe.window_steps or 0) - 20
    assert len(firsts) > 100


@pytest.mark.parametrize("seconds", [1.0, 2.0, 3.0])
def test_a_looped_crop_repeats_a_passage_of_the_song(seconds: float):
    recipe = tiny.cnn(
        data={"window": {"seconds": seconds}}, augmentation=PLAIN | {"loop_probability": 1}
    )
    (track,) = numbered(1, 300)
    length = recipe.window_steps or 0
    for seed in range(50):
        frames = crop(track, recipe, np.random.default_rng(seed))[0][0]
        assert len(frames) == length
        jumps = np.diff(frames)[np.diff(frames) != 1]
        assert len(jumps) >= 1, "a passage shorter than the crop comes round"
        assert len(set(jumps)) == 1
        assert len(set(frames)) == 1 - jumps[0], "all of the passage is heard"


def test_an_epoch_can_be_repeated_exactly():
    recipe = tiny.cnn()
    for seed in (4, 5):
        one, two = (
            list(batches(numbered(8, 90), np.eye(3, dtype=np.float32)[np.arange(8) % 3],
                         recipe=recipe,
                         rng=np.random.default_rng(seed)))
            for _ in range(2)
        )  # fmt: skip
        for (a, s), (b, t) in zip(one, two, strict=True):
            assert all(torch.equal(x, y) for x, y in zip(a, b, strict=True))
            assert torch.equal(s, t)


def test_noise_has_the_spread_that_the_recipe_says():
    recipe = tiny.cnn(augmentation=PLAIN | {"noise_std": 0.25}, training={"batch_size": 40})
    silence = [[np.zeros((16, 60), np.float32), np.zeros((8, 60), np.float32)]] * 40
    ((inputs, _),) = batches(
        silence, np.ones((40, 1), np.float32), recipe=recipe, rng=np.random.default_rng(0)
    )
    for x in inputs:
        assert float(x.std()) == pytest.approx(0.25, rel=0.03)
        assert float(x.mean()) == pytest.approx(0, abs=0.01)


def test_mixup_blends_sounds_and_labels_alike():
    n = 64
    inputs = [torch.eye(n)[:, None, :].clone(), torch.eye(n)]  # each example tells who it is
    (sound, row), targets = mixup(inputs, torch.eye(n), 0.4, np.random.default_rng(0))
    torch.testing.assert_close(sound[:, 0], targets)
    torch.testing.assert_close(row, targets)
    torch.testing.assert_close(targets.sum(1), torch.ones(n))
    assert ((targets > 0).sum(1) <= 2).all()
    assert (targets.max(1).values < 0.999).any()


def test_masks_blank_one_stretch_of_time_in_all_and_one_of_bins_in_each():
    how = tiny.cnn(augmentation={"frequency_mask_bins": 3}).augmentation
    ones = [torch.ones(200, 16, 40), torch.ones(200, 8, 40)]
    masked = mask([x.clone() for x in ones], how, 10, np.random.default_rng(0))
    silent = [(x == 0).all(dim=1) for x in masked]  # (batch, frames)
    assert torch.equal(*silent)
    assert 0 < int(silent[0].sum(1).max()) <= 10
    for frames in silent[0]:
        assert (torch.diff(frames.int()).abs().sum() <= 2) or frames[0] or frames[-1]
    for x in masked:
        blank_bins = (x == 0).all(dim=2).sum(1)
        assert 0 < int(blank_bins.max()) <= 3
        assert ((x == 0) | (x == 1)).all()
