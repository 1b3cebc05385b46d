"""The small CNN on pictures: its plan, and that it learns."""

import numpy as np
import torch

from core.models import build
from core.training.batches import flip
from core.training.recipe import Recipe


def test_it_has_two_convolutions_and_four_linear_layers():
    recipe = Recipe.load("bijlani-cifar-cnn")
    model = build("picture_cnn", recipe.model.options, inputs=[(3, 32, 32)], n_outputs=10)
    kinds = [type(m).__name__ for m in model.modules()]
    assert kinds.count("Conv2d") == kinds.count("MaxPool2d") == 2
    linear = [m for m in model.modules() if isinstance(m, torch.nn.Linear)]
    assert [(m.in_features, m.out_features) for m in linear] == [
        (4096, 256), (256, 128), (128, 64), (64, 10),
    ]  # fmt: skip
    assert recipe.training.epochs == 10
    assert recipe.window_steps is None


def test_it_takes_pictures_of_the_size_it_was_built_for():
    model = build("picture_cnn", {"size": 16}, inputs=[(3, 32, 32)], n_outputs=4)
    assert model(torch.zeros(2, 3, 16, 16)).shape == (2, 4)


def test_pictures_are_mirrored_and_sound_is_not():
    x = torch.arange(2 * 3 * 4 * 4.0).reshape(2, 3, 4, 4)
    sound = torch.arange(24.0).reshape(2, 3, 4)
    mirrored, same = flip([x, sound], 1.0, np.random.default_rng(0))
    np.testing.assert_array_equal(mirrored.numpy(), x.numpy()[..., ::-1])
    assert same is sound
    rng = np.random.default_rng(0)
    many = torch.zeros(1000, 1, 1, 2)
    many[..., 0] = 1
    share = float(flip([many], 0.3, rng)[0][..., 1].mean())
    assert abs(share - 0.3) < 0.05
