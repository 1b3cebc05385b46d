"""The strongest answers are the maximum over bins of PyTorch's own convolution."""

import pytest
import torch

from core.models.strongest import ROWS_FRAMES, TALL_FRAMES, strongest

LONGER = 2 * max(ROWS_FRAMES, TALL_FRAMES) + 5  # frames: two blocks and a rest


@pytest.mark.parametrize(
    ("bins", "height", "width"),
    [(96, 1, 64), (96, 38, 7), (96, 67, 7), (21, 5, 1), (21, 20, 3), (21, 21, 3), (1, 1, 4)],
)
def test_they_are_the_maximum_of_the_convolution(bins: int, height: int, width: int) -> None:
    torch.manual_seed(0)
    x, kernels = 3 * torch.rand(2, bins, LONGER), torch.randn(3, height, width)
    expected = torch.nn.functional.conv2d(x.double()[:, None], kernels.double()[:, None]).amax(2)
    errors = (strongest(x, kernels) - expected).abs() / expected.abs().max()
    assert errors.max() < 2e-6


@pytest.mark.parametrize("height", [1, 6])
def test_gradients_flow_to_the_bins_that_were_strongest(height: int) -> None:
    torch.manual_seed(0)
    kernels = torch.randn(3, height, 4)
    gradients = []
    for of in (strongest, lambda x, k: torch.nn.functional.conv2d(x[:, None], k[:, None]).amax(2)):
        x = torch.rand(1, 12, 20, generator=torch.Generator().manual_seed(1), requires_grad=True)
        of(x, kernels).square().sum().backward()
        gradients.append(x.grad)
    torch.testing.assert_close(*gradients, rtol=1e-4, atol=1e-4)
