"""The two-branch network: shapes, any duration, decay on kernels only."""

import pytest
import torch
from torch import nn

from core.errors import EarshotError, RecipeError
from core.models import MODELS, build, configure


@pytest.fixture
def model():
    torch.manual_seed(0)
    return build(
        "dual_cnn", {"channels": [4, 8, 8, 8, 8]}, inputs=[(84, 64), (84, 64)], n_outputs=10
    ).eval()


@pytest.mark.parametrize("n_frames", [64, 215, 1293])
def test_any_duration_gives_one_logit_per_class(model, n_frames):
    features = [torch.randn(3, 84, n_frames) for _ in range(2)]
    assert model(*features).shape == (3, 10)
    assert model.embed(*features).shape == (3, 128)


def test_pooling_before_relu_is_the_papers_relu_before_pooling(model):
    """The paper's order, convolution, ReLU, pooling, normalisation, built by hand."""
    block = model.blocks[0]
    x = torch.randn(2, 84, 215)
    expected = x.unsqueeze(1)
    for i in range(5):
        convolution, _, _, normalisation = block.layers[4 * i : 4 * i + 4]
        expected = normalisation(nn.functional.max_pool2d(convolution(expected).relu(), 2))
    torch.testing.assert_close(block(x), expected.reshape(2, 16, 6))


def test_decay_is_on_kernels_only(model):
    decayed, plain = model.parameter_groups(0.01)
    assert decayed["weight_decay"] == 0.01
    assert plain["weight_decay"] == 0
    assert {p.ndim for p in decayed["params"]} == {2, 3, 4}
    assert {p.ndim for p in plain["params"]} == {1}
    n_parameters = sum(1 for _ in model.parameters())
    assert len(decayed["params"]) + len(plain["params"]) == n_parameters


def test_activations_come_in_order_with_their_shapes(model):
    names, outputs = zip(*model.activations(*[torch.randn(1, 84, 215)] * 2), strict=True)
    assert names[0] == "blocks.0.layers.0"
    assert outputs[0].shape == (1, 4, 84, 215)
    assert names[-1] == "head"
    assert outputs[-1].shape == (1, 10)


def test_an_unknown_option_is_refused_by_name():
    with pytest.raises(RecipeError, match="chanels"):
        configure("dual_cnn", {"chanels": [4]})
    with pytest.raises(RecipeError, match="dropout"):
        configure("dual_cnn", {"dropout": 1.5})
    with pytest.raises(EarshotError, match="dual_cnn"):
        configure("dual_cn", {})
    assert {"dual_cnn", "mlp"} <= set(MODELS.names())
