"""The autoencoder puts out as many steps as it takes, whatever their number."""

import pytest
import torch

from core.models import build


@pytest.mark.parametrize("n_steps", [1, 7, 100])
def test_rows_come_out_over_the_same_steps(n_steps: int):
    model = build("autoencoder", {"width": 4}, inputs=[(20, 100), (5, 100)], n_outputs=25)
    x = [torch.randn(3, 20, n_steps), torch.randn(3, 5, n_steps)]
    assert model.embed(*x).shape == (3, 4, n_steps)
    assert model(*x).shape == (3, 25, n_steps)


def test_a_step_hears_as_far_as_its_kernels_reach():
    """Four convolutions of 5 steps reach 8 steps to either side, and no further."""
    model = build("autoencoder", {"kernel": 5}, inputs=[(3, 60)], n_outputs=3).eval()
    x = torch.randn(1, 3, 60, requires_grad=True)
    model(x)[0, :, 30].sum().backward()
    assert x.grad is not None
    heard = (x.grad[0] != 0).any(dim=0).nonzero().flatten()
    assert (int(heard.min()), int(heard.max())) == (22, 38)
