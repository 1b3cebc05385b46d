"""Feature maps: receptive fields held to autograd, arithmetic to the network itself."""

import numpy as np
import pytest
import torch

from core.errors import EarshotError
from core.inference import open_checkpoint
from core.lessons.convolution.feature_maps import (
    ReceptiveField,
    layers,
    receptive_field,
    weighted_sum,
)
from core.models import build


@pytest.fixture(scope="module")
def features() -> list[np.ndarray]:
    rng = np.random.default_rng(0)
    return [rng.normal(size=(84, 215)).astype(np.float32) for _ in range(2)]


@pytest.fixture(scope="module")
def model():
    return open_checkpoint("zheng-dual-cnn")[1]


def seen_by(block: torch.nn.Module, n: int, place: int) -> np.ndarray:
    """Columns of an input of width `n` on which an output in the middle depends, by autograd.

    Every weight is set to 1 and pools take means, so that no dependency is hidden by chance.
    """
    x = torch.ones(1, 1, 8, n, requires_grad=True)
    out = x
    for module in block.children():
        if isinstance(module, torch.nn.Conv2d):
            weight = torch.ones(1, 1, 3, 3)
            out = torch.nn.functional.conv2d(out, weight, padding=1)
        elif isinstance(module, torch.nn.MaxPool2d):
            out = torch.nn.functional.avg_pool2d(out, (1, 2))
    out[0, 0, 4, place].backward()
    assert x.grad is not None
    return np.flatnonzero(x.grad[0, 0].abs().sum(0).numpy())


def test_the_receptive_field_is_what_autograd_says(model):
    block = model.blocks[0].layers
    columns = seen_by(block, 512, 8)
    field = receptive_field(block)
    assert len(columns) == field.size == 94
    following = seen_by(block, 512, 9)
    assert following[0] - columns[0] == field.stride == 32


def test_layers_are_those_of_both_branches(model, features):
    found = layers(model, features)
    assert [(each.branch, each.number) for each in found] == [
        (branch, number) for branch in (0, 1) for number in range(1, 6)
    ]
    assert [each.receptive_field for each in found[:5]] == [
        ReceptiveField(size, stride)
        for size, stride in ((4, 2), (10, 4), (22, 8), (46, 16), (94, 32))
    ]
    assert found[7].maps.shape == (64, 10, 26)
    assert min(each.maps.min() for each in found) == 0


def test_the_maps_are_the_networks_own(model, features):
    x = torch.from_numpy(features[1])[None, None]
    with torch.no_grad():
        for module in list(model.blocks[1].layers)[:7]:
            x = module(x)
    np.testing.assert_allclose(layers(model, features)[6].maps, x[0].numpy(), atol=1e-4)


@pytest.mark.parametrize("number", [1, 2, 5])
def test_a_value_is_the_sum_that_is_told(model, features, number):
    layer = next(x for x in layers(model, features) if (x.branch, x.number) == (1, number))
    channel = layer.strongest(1)[0]
    place = np.unravel_index(layer.maps[channel].argmax(), layer.maps[channel].shape)
    row, column = (int(i) for i in place)
    told = weighted_sum(
        model, features, branch=1, number=number, channel=channel, place=(row, column)
    )
    assert told.contributions.sum() + told.bias == pytest.approx(told.total, abs=1e-3)
    assert max(0.0, told.total) == pytest.approx(layer.maps[channel, row, column], abs=1e-3)


def test_the_strongest_map_comes_first(model, features):
    layer = layers(model, features)[0]
    means = layer.maps.mean(axis=(1, 2))
    assert layer.strongest(3) == list(np.argsort(means)[::-1][:3])


def test_a_network_that_sees_has_layers_too():
    model = build("picture_cnn", {}, inputs=[(3, 32, 32)], n_outputs=10).eval()
    found = layers(model, [np.zeros((3, 32, 32), np.float32)])
    assert [each.maps.shape for each in found] == [(32, 16, 16), (64, 8, 8)]
    assert [each.receptive_field for each in found] == [ReceptiveField(6, 2), ReceptiveField(16, 4)]


def test_too_short_an_input_is_told(model):
    short = [np.zeros((84, 20), np.float32)] * 2
    with pytest.raises(EarshotError, match="at least 2 s"):
        layers(model, short)
