"""Softmax, loss and gradient as SciPy and PyTorch have them."""

import numpy as np
import pytest
import scipy.special
import torch

from core.errors import EarshotError
from core.lessons.learning.softmax import cross_entropy, gradient, logits_of, softmax

LOGITS = [[2.0, 1.0, -1.0], [0.0, 0.0, 0.0], [1000.0, -1000.0, 3.0], [-6.0, 6.0, 0.1]]


@pytest.mark.parametrize("temperature", [0.1, 1.0, 5.0])
@pytest.mark.parametrize("z", LOGITS)
def test_softmax_is_scipys(z, temperature):
    expected = scipy.special.softmax(np.array(z) / temperature)
    np.testing.assert_allclose(softmax(z, temperature), expected, atol=1e-15)


@pytest.mark.parametrize("right", [0, 1, 2])
@pytest.mark.parametrize("temperature", [0.5, 1.0, 5.0])
@pytest.mark.parametrize("z", LOGITS)
def test_loss_and_gradient_are_torchs(z, temperature, right):
    leaf = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    loss = torch.nn.functional.cross_entropy(leaf[None] / temperature, torch.tensor([right]))
    loss.backward()
    assert leaf.grad is not None
    assert cross_entropy(z, right, temperature) == pytest.approx(loss.item(), abs=1e-12)
    np.testing.assert_allclose(gradient(z, right, temperature), leaf.grad.numpy(), atol=1e-12)


def test_a_guess_costs_ln_n():
    assert cross_entropy([0.0] * 10, right=3) == pytest.approx(np.log(10))


def test_logits_come_back_but_for_their_mean():
    z = np.array([2.0, 1.0, -1.0])
    back = logits_of(softmax(z, 0.8), temperature=0.8)
    np.testing.assert_allclose(back, z - z.mean(), atol=1e-12)
    assert np.isfinite(logits_of([1.0, 0.0])).all()


@pytest.mark.parametrize("z", [[], [[1.0]], [float("nan"), 1.0]])
def test_what_are_no_logits_is_refused(z):
    with pytest.raises(EarshotError, match="finite numbers"):
        softmax(z)


def test_other_values_out_of_range_are_refused():
    with pytest.raises(EarshotError, match="temperature of 0"):
        softmax([1.0, 2.0], temperature=0)
    with pytest.raises(EarshotError, match="no class 2"):
        cross_entropy([1.0, 2.0], right=2)
    with pytest.raises(EarshotError, match="from 0 on"):
        logits_of([0.5, -0.5])
