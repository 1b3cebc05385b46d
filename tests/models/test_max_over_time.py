"""Chang's two networks: what they join, how their kernels lie, and what scaling does."""

import numpy as np
import pytest
import torch
from torch import nn

from core.models import build
from core.models.max_over_time import MaxOverTime

INPUTS = [(40, 127), (20, 127)]
NAMES = ("mlp_lstm", "strided_cnn_lstm")
names = pytest.mark.parametrize("name", NAMES)


def made(name: str, **options: bool) -> MaxOverTime:
    torch.manual_seed(0)
    model = build(name, options, inputs=INPUTS, n_outputs=18)
    assert isinstance(model, MaxOverTime)
    return model


@names
def test_it_hears_both_features(name: str) -> None:
    x = [torch.randn(1, rows, steps, requires_grad=True) for rows, steps in INPUTS]
    made(name).eval()(*x)[:, 0].sum().backward()
    for each in x:
        assert each.grad is not None
        assert each.grad.abs().sum() > 0


def test_kernels_are_a_quarter_of_each_side_and_strides_half_of_them() -> None:
    model = made("strided_cnn_lstm")
    convolutions = [layer for layer in model.modules() if isinstance(layer, nn.Conv2d)]
    shapes = [(layer.kernel_size, layer.stride, layer.out_channels) for layer in convolutions]
    assert shapes == [((10, 31), (5, 15), 5), ((5, 31), (2, 15), 5)]
    assert model.lstm.input_size == 5 * 7 + 5 * 8  # five channels, places down


@names
def test_the_answer_is_that_of_the_strongest_state_of_all_moments(name: str) -> None:
    model = made(name).eval()
    steps = torch.randn(3, 9, model.lstm.input_size)
    states, _ = model.lstm(steps)
    torch.testing.assert_close(model.over_time(steps), model.mlp(states.max(dim=1).values))


@names
def test_rows_are_scaled_only_where_the_recipe_says_so(name: str) -> None:
    rng = np.random.default_rng(0)
    tracks = [[rng.normal(-200, 30, shape).astype(np.float32) for _ in range(6)]
              for shape in INPUTS]  # fmt: skip
    batch = [torch.from_numpy(np.stack(each)) for each in tracks]
    as_it_stands, scaled = made(name), made(name, standardise=True)
    for model in (as_it_stands, scaled):
        model.fit_inputs(tracks)
    torch.testing.assert_close(as_it_stands.scaled(batch), torch.cat(batch, 1))
    rows = scaled.scaled(batch).transpose(0, 1).flatten(1)
    np.testing.assert_allclose(rows.mean(1), 0, atol=1e-4)
    np.testing.assert_allclose(rows.std(1), 1, atol=1e-3)
