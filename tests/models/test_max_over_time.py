"""Chang's two networks: what they join, how their kernels lie, and what scaling does."""

import numpy as np
import pytest
import torch

from core.models import build
from core.models.mlp_lstm import MlpLstm
from core.models.strided_cnn_lstm import StridedCnnLstm

INPUTS = [(40, 127), (20, 127)]
names = pytest.mark.parametrize("name", ["mlp_lstm", "strided_cnn_lstm"])


def made(name: str, **options: bool) -> MlpLstm | StridedCnnLstm:
    torch.manual_seed(0)
    model = build(name, options, inputs=INPUTS, n_outputs=18)
    assert isinstance(model, MlpLstm | StridedCnnLstm)
    return model.eval()


@names
def test_it_hears_both_features(name: str) -> None:
    x = [torch.randn(1, rows, steps, requires_grad=True) for rows, steps in INPUTS]
    made(name)(*x)[:, 0].sum().backward()
    for each in x:
        assert each.grad is not None
        assert each.grad.abs().sum() > 0


def test_kernels_are_a_quarter_of_each_side_and_strides_half_of_them() -> None:
    model = made("strided_cnn_lstm")
    assert isinstance(model, StridedCnnLstm)
    weights = [tuple(layer.weight.shape) for layer in model.convolutions]  # type: ignore[union-attr]
    assert weights == [(5, 1, 10, 31), (5, 1, 5, 31)]
    assert [layer.stride for layer in model.convolutions] == [(5, 15), (2, 15)]
    assert model.over_time.lstm.input_size == 5 * 7 + 5 * 8  # five channels, places down


@names
def test_the_answer_is_that_of_the_strongest_state_of_all_moments(name: str) -> None:
    over_time = made(name).over_time
    steps = torch.randn(3, 9, over_time.lstm.input_size)
    states, _ = over_time.lstm(steps)
    torch.testing.assert_close(over_time(steps), over_time.mlp(states.max(dim=1).values))


@names
def test_rows_are_scaled_only_where_the_recipe_says_so(name: str) -> None:
    rng = np.random.default_rng(0)
    tracks = [[rng.normal(-200, 30, shape).astype(np.float32) for _ in range(6)]
              for shape in INPUTS]  # fmt: skip
    batch = [torch.from_numpy(np.stack(each)) for each in tracks]
    as_it_stands, scaled = made(name), made(name, standardise=True)
    for model in (as_it_stands, scaled):
        model.fit_inputs(tracks)
    torch.testing.assert_close(as_it_stands.rows(*batch), torch.cat(batch, 1))
    rows = scaled.rows(*batch).transpose(0, 1).flatten(1)
    np.testing.assert_allclose(rows.mean(1), 0, atol=1e-4)
    np.testing.assert_allclose(rows.std(1), 1, atol=1e-3)
