"""Integrated gradients and Grad-CAM: held to Captum's, to sums, and to networks known exactly."""

import pytest
import torch
from captum.attr import IntegratedGradients, LayerGradCam
from torch.nn.functional import interpolate

from core.analysis.attribution import (
    MOST_STEPS,
    TOLERANCE,
    baselines_of,
    grad_cam,
    integrated_gradients,
    path_gradients,
)
from core.models import build

SMALL = {"channels": [4, 6], "hidden": [8]}


@pytest.fixture
def inputs() -> list[torch.Tensor]:
    """Two windows of two features."""
    torch.manual_seed(1)
    return [torch.randn(2, 16, 40), torch.randn(2, 12, 40) + 3]


def made(name: str, options: dict, shapes: list[tuple[int, int]]):
    torch.manual_seed(0)
    return build(name, options, inputs=shapes, n_outputs=3).eval()


@pytest.fixture
def network():
    options = {"channels": [4, 6], "joint_channels": 8}
    return made("dual_cnn", options, [(16, 40), (12, 40)])


def test_cells_sum_to_the_difference_of_the_outputs(network, inputs):
    baselines = baselines_of(inputs)
    found = integrated_gradients(network, inputs, baselines, 1, n_steps=100)
    total = sum(x.sum(dim=(1, 2)) for x in found)
    with torch.no_grad():
        difference = network(*inputs)[:, 1] - network(*baselines)[:, 1]
    torch.testing.assert_close(total, difference, atol=2e-3, rtol=0.02)


@pytest.mark.parametrize("n_steps", [5, 32])
def test_integrated_gradients_are_captums(network, inputs, n_steps):
    baselines = baselines_of(inputs)
    ours = integrated_gradients(network, inputs, baselines, 2, n_steps=n_steps, most_steps=n_steps)
    theirs = IntegratedGradients(network).attribute(
        tuple(inputs), tuple(baselines), target=2, n_steps=n_steps, method="gausslegendre"
    )
    for x, expected in zip(ours, theirs, strict=True):
        torch.testing.assert_close(x, expected.float(), atol=1e-5, rtol=1e-3)


def leaping(at: float, width: float):
    """An output that leaps from 0 to 1 at a place of the way from 0 to 1."""
    return lambda x: torch.sigmoid((x - at) / width)


@pytest.mark.parametrize("at", [0.013, 0.37])
def test_where_an_output_leaps_the_steps_gather_until_the_sum_is_met(at: float):
    x, nothing = [torch.ones(1, 1)], [torch.zeros(1, 1)]
    even = path_gradients(leaping(at, 1e-3), x, nothing, 0, most_steps=32)
    assert even.residual > 0.2  # 32 steps see the leap or see it twice
    found = path_gradients(leaping(at, 1e-3), x, nothing, 0)
    assert 32 < found.n_steps < MOST_STEPS
    assert found.residual <= TOLERANCE
    torch.testing.assert_close(found.gradients[0], torch.ones(1, 1), atol=TOLERANCE, rtol=0)


def test_what_cannot_be_met_is_told_and_ends():
    found = path_gradients(leaping(1 / 3, 1e-9), [torch.ones(1, 1)], [torch.zeros(1, 1)], 0)
    assert found.n_steps <= MOST_STEPS
    assert found.residual == pytest.approx(float((1 - found.gradients[0]).abs()), abs=1e-6)


def test_grad_cam_is_captums_stretched_to_the_picture(inputs):
    network = made("spectrogram_cnn", SMALL, [(16, 40), (12, 40)])
    found = torch.cat(grad_cam(network, inputs, 0), dim=1)
    coarse = LayerGradCam(network, network.last_convolutions()[0]).attribute(
        tuple(inputs), target=0, relu_attributions=True
    )
    assert coarse.shape == (2, 1, 14, 20)
    expected = interpolate(coarse, size=(28, 40), mode="bilinear")[:, 0]
    torch.testing.assert_close(found, expected.detach(), atol=1e-6, rtol=1e-4)
    assert found.max() > 0


def test_grad_cam_of_two_branches_is_captums_of_each(network, inputs):
    found = grad_cam(network, inputs, 0)
    for layer, ours in zip(network.last_convolutions(), found, strict=True):
        coarse = LayerGradCam(network, layer).attribute(
            tuple(inputs), target=0, relu_attributions=True
        )
        expected = interpolate(coarse, scale_factor=2, mode="bilinear")[:, 0]
        torch.testing.assert_close(ours, expected.detach(), atol=1e-6, rtol=1e-4)


def test_what_pooling_leaves_over_goes_on_as_it_is():
    network = made("spectrogram_cnn", {"channels": [3, 3, 3], "hidden": [4]}, [(18, 63)])
    (found,) = grad_cam(network, [torch.randn(1, 18, 63)], 0)
    assert found.shape == (1, 18, 63)  # of 4 rows and 15 columns of 4 × 4
    torch.testing.assert_close(found[:, 16:], found[:, 15:16].expand(-1, 2, -1))
    torch.testing.assert_close(found[:, :, 60:], found[:, :, 59:60].expand(-1, -1, 3))


def test_pictures_that_follow_one_another_are_laid_side_by_side():
    network = made("conv_lstm", {"picture_steps": 8, "channels": 2}, [(6, 27)])
    (found,) = grad_cam(network, [torch.randn(2, 6, 27)], 0)
    assert found.shape == (2, 6, 27)
    silent = torch.zeros(1, 6, 24)
    silent[:, :, 8:16] = torch.randn(6, 8)
    (layer,) = network.last_convolutions()
    assert isinstance(layer, torch.nn.Conv2d)
    assert layer.bias is not None
    torch.nn.init.zeros_(layer.bias)
    (found,) = grad_cam(network, [silent], 0)
    inside = found[:, :, 8:16].sum()  # a picture of nothing gets nothing from a layer without bias
    torch.testing.assert_close(inside, found.sum())


def test_saliency_lies_where_the_answer_comes_from():
    """A network that hears one band for a while, as `n²`: by hand, the square."""

    def network(x: torch.Tensor) -> torch.Tensor:
        return (x[:, 5:6, 20:30] ** 2).sum(dim=(1, 2))[:, None]

    x = torch.randn(2, 12, 40)
    (found,) = integrated_gradients(network, [x], [torch.zeros_like(x)], 0)
    expected = torch.zeros_like(x)
    expected[:, 5, 20:30] = x[:, 5, 20:30] ** 2
    torch.testing.assert_close(found, expected, atol=1e-5, rtol=1e-4)


def test_without_convolutions_there_is_no_grad_cam():
    network = made("rnn", {"hidden": 4}, [(6, 20)])
    with pytest.raises(ValueError, match="Rnn has no convolution"):
        grad_cam(network, [torch.randn(1, 6, 20)], 0)
