"""The deletion test: cells are counted, and a network known exactly loses what it should."""

import numpy as np
import pytest
import torch

from core.analysis.deletion import (
    at_random,
    deleted,
    measure_deletion,
    most_salient,
    moved,
    without,
)
from core.analysis.saliency import CAM, GRADIENTS, raw_features
from core.analysis.seen import windows_of
from core.audio import Audio
from core.demo_music import make_song
from core.errors import DatasetError
from core.inference import predict
from core.training.checkpoint import Checkpoint


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.fixture
def maps() -> list[torch.Tensor]:
    torch.manual_seed(0)
    return [torch.randn(3, 8, 10), torch.randn(3, 12, 10)]


def n_gone(cells: list[torch.Tensor]) -> list[int]:
    return torch.cat(cells, dim=1).sum(dim=(1, 2)).tolist()


def test_the_fifth_with_the_largest_values_goes_whichever_picture_they_are_in(maps, rng):
    cells = most_salient(maps, rng)
    assert n_gone(cells) == [40, 40, 40]
    values, gone = torch.cat(maps, dim=1), torch.cat(cells, dim=1)
    for window, mask in zip(values, gone, strict=True):
        assert window[mask].min() >= window[~mask].max()
        expected = window.flatten().topk(40).values
        torch.testing.assert_close(window[mask].sort(descending=True).values, expected)


def test_as_many_go_at_random_and_elsewhere_in_the_same_shape(maps, rng):
    salient, chance = most_salient(maps, rng), at_random(maps, rng)
    assert n_gone(chance) == [40, 40, 40]
    assert not torch.equal(torch.cat(chance, 1)[0], torch.cat(chance, 1)[1])
    elsewhere = moved(salient, rng)
    for before, after in zip(salient, elsewhere, strict=True):
        assert before.sum() == after.sum()
        turned = {(i, j) for i in range(before.shape[1]) for j in range(10)
                  if torch.equal(before.roll((i, j), (1, 2)), after)}  # fmt: skip
        assert turned


def test_what_is_gone_is_the_picture_s_mean(maps, rng):
    cells = most_salient(maps, rng)
    for x, gone, left in zip(maps, cells, deleted(maps, cells), strict=True):
        torch.testing.assert_close(left[~gone], x[~gone])
        mean = x.mean(dim=(1, 2), keepdim=True).expand_as(x)
        torch.testing.assert_close(left[gone], mean[gone])


def test_a_network_that_adds_up_known_cells_loses_just_those(rng):
    """Its answer is the sum of one picture's rows 2 and 3, a fifth of all; so are all its cells."""
    x = torch.rand(2, 10, 30)
    x -= x.mean(dim=(1, 2), keepdim=True)
    heard = torch.zeros_like(x)
    heard[:, 2:4] = 1
    x = x + 2 * heard - 2 * heard.mean()
    saliency = [x * heard]  # of a sum, exactly, against a mean of 0
    left = deleted([x], most_salient(saliency, rng))[0]
    torch.testing.assert_close((left * heard).sum(dim=(1, 2)), torch.zeros(2), atol=1e-4, rtol=0)
    chance = deleted([x], at_random(saliency, rng))[0]
    assert ((chance * heard).sum(dim=(1, 2)) > 0.6 * (x * heard).sum(dim=(1, 2))).all()


def test_a_song_loses_its_answer_with_what_it_rests_on():
    checkpoint = Checkpoint.load("demo-cnn")
    song = Audio.from_mono(make_song("club", 7, seconds=5.0))
    seen = windows_of(raw_features(song, checkpoint.recipe), checkpoint.recipe)
    found = without(checkpoint, seen, GRADIENTS)
    assert found.before == pytest.approx(predict(song, checkpoint).confidence, abs=0.02)
    assert found.salient < 0.5 * min(found.random, found.moved, found.untrained)
    assert abs(found.likeness) < 0.3
    assert found == without(checkpoint, seen, GRADIENTS)
    assert without(checkpoint, seen, CAM).before == found.before


def test_of_a_network_that_tells_no_class_by_spectrograms_it_is_refused():
    for name in ("demo-baseline", "demo-tempo"):
        with pytest.raises(DatasetError, match=f"{name} does not tell classes by spectrograms"):
            measure_deletion(Checkpoint.load(name))
