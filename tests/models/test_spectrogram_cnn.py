"""The CNN on spectrograms: its layers, their number of weights, and that ten of them learn."""

from itertools import pairwise

import pytest
import torch
from torch import nn

from core.models import build
from tests.models.learning import hears, losses, n_parameters

PAPERS = [
    ({"channels": [16, 32, 64, 64, 64], "hidden": [256, 128, 64, 32]}, 128, 4 * 6),
    ({"channels": [64, 128, 256], "hidden": [128]}, 20, 2 * 26),
]


@pytest.mark.parametrize(("options", "n_bins", "n_left"), PAPERS, ids=["bijlani", "fard"])
def test_it_has_the_layers_of_the_papers(options: dict, n_bins: int, n_left: int):
    model = build("spectrogram_cnn", options, inputs=[(n_bins, 215)], n_outputs=10).eval()
    kinds = [type(layer) for layer in model.modules()]
    channels, hidden = options["channels"], options["hidden"]
    assert kinds.count(nn.Conv2d) == kinds.count(nn.MaxPool2d) == len(channels)
    assert kinds.count(nn.Linear) == len(hidden) + 1  # Bijlani's five, with the head
    kernels = sum(9 * a * b + b for a, b in zip([1, *channels], channels, strict=False))
    widths = [channels[-1] * n_left, *hidden, 10]
    assert n_parameters(model) == kernels + sum(a * b + b for a, b in pairwise(widths))
    x = torch.randn(3, n_bins, 215)
    assert model.embed(x).shape == (3, hidden[-1])
    assert model(x).shape == (3, 10)


def test_it_says_what_its_layers_say_one_by_one():
    torch.manual_seed(0)
    options = {"channels": [3, 4], "hidden": [7, 5], "dropout": 0.5}
    model = build("spectrogram_cnn", options, inputs=[(8, 12)], n_outputs=3).eval()
    w = dict(model.named_parameters())
    x = torch.randn(2, 8, 12)
    y = x[:, None]
    for i in (0, 3):
        name = f"convolutions.{i}"
        y = nn.functional.conv2d(y, w[f"{name}.weight"], w[f"{name}.bias"], padding=1).relu()
        y = nn.functional.max_pool2d(y, 2)
    y = y.reshape(2, 4 * 2 * 3)
    for i in (0, 3):
        y = (y @ w[f"dense.{i}.weight"].T + w[f"dense.{i}.bias"]).relu()
    torch.testing.assert_close(model(x), y @ w["head.weight"].T + w["head.bias"])


def test_features_lie_one_above_the_other():
    model = build("spectrogram_cnn", {"channels": [4]}, inputs=[(8, 16), (5, 16)], n_outputs=2)
    a, b = torch.randn(1, 8, 16), torch.randn(1, 5, 16)
    whole = build("spectrogram_cnn", {"channels": [4]}, inputs=[(13, 16)], n_outputs=2)
    whole.load_state_dict(model.state_dict())
    torch.testing.assert_close(model.eval()(a, b), whole.eval()(torch.cat([a, b], dim=1)))


def test_a_signal_keeps_its_strength_through_ten_layers_and_a_step_lowers_the_loss():
    torch.manual_seed(0)
    model = build("spectrogram_cnn", {}, inputs=[(64, 96)], n_outputs=4).eval()
    x = torch.randn(8, 64, 96)
    spread = model.embed(x).std(dim=0).mean()
    assert spread > 0.05, "songs that differ are told apart from the start"
    assert (hears(model, x[:1]) > 0).float().mean() > 0.2, "pooling passes a part of all values on"
    before, after = losses(model, x)
    assert after < before
