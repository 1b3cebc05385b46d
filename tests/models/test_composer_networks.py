"""The networks of Wright, Guzman and Taylor: layers as told, and both learn."""

import numpy as np
import pytest
import torch

from core.models import build
from core.training.settings import Augmentation
from core.training.warping import warp
from tests.models.learning import hears, losses

SMALL = {"channels": [4, 8], "depth": 1, "growth": 4, "layers": 2, "dropout": 0.0}


def test_the_layers_are_the_papers():
    model = build("stacked_lstm", {}, inputs=[(3, 100)], n_outputs=9)
    lstms = [m for m in model.modules() if isinstance(m, torch.nn.LSTM)]
    assert [m.hidden_size for m in lstms] == [32, 120, 240]
    assert [m.out_features for m in model.modules() if isinstance(m, torch.nn.Linear)] == [120, 9]


@pytest.mark.parametrize(
    ("name", "options", "shape"),
    [("stacked_lstm", {"dropout": 0.0}, (3, 20)), ("composer_cnn", SMALL, (16, 16))],
)
def test_both_hear_all_of_a_window_and_a_step_lowers_their_loss(name, options, shape):
    torch.manual_seed(0)
    model = build(name, options, inputs=[shape], n_outputs=3)
    assert (hears(model, torch.randn(2, *shape)) > 0).all()
    before, after = losses(model.train(), torch.randn(6, *shape))
    assert after < before


def test_a_picture_that_is_mirrored_runs_backwards():
    x = torch.arange(24.0).reshape(1, 4, 6)
    how = Augmentation(reverse_probability=1.0)
    (found,) = warp([x], how, np.random.default_rng(0))
    torch.testing.assert_close(found, x.flip(-1))


def test_a_shift_moves_a_picture_and_repeats_its_edge():
    x = torch.arange(100.0).reshape(1, 1, 100).expand(1, 100, 100)
    (found,) = warp([x], Augmentation(shift=0.2), np.random.default_rng(1))
    moved = found[0, 50] - x[0, 50]
    inside = moved[25:75]
    assert inside.std() < 1e-3
    assert 0 < abs(inside.mean()) <= 20
    assert found.min() >= 0
    assert found.max() <= 99


def test_nothing_is_moved_unless_it_is_asked():
    x = torch.randn(2, 5, 5)
    assert warp([x], Augmentation(), np.random.default_rng(0))[0] is x
