"""The plain recurrent network: the paper's equation step by step, in float64."""

import numpy as np
import torch

from core.models import build
from tests.models.learning import hears, losses, n_parameters


def test_it_says_what_equation_5_says():
    torch.manual_seed(0)
    model = build("rnn", {"hidden": 6}, inputs=[(3, 40), (2, 40)], n_outputs=4).eval()
    a, b = torch.randn(1, 3, 40), torch.randn(1, 2, 40)
    w = {k: v.detach().double().numpy() for k, v in model.named_parameters()}
    h = np.zeros(6)
    for step in torch.cat([a, b], dim=1)[0].double().numpy().T:
        h = np.tanh(w["rnn.weight_hh_l0"] @ h + w["rnn.weight_ih_l0"] @ step)
    np.testing.assert_allclose(model.embed(a, b)[0].detach(), h, atol=1e-5)
    expected = w["head.weight"] @ h + w["head.bias"]
    np.testing.assert_allclose(model(a, b)[0].detach(), expected, atol=1e-5)
    assert n_parameters(model) == 6 * 6 + 6 * 5 + 6 * 4 + 4


def test_it_starts_orthogonal_hears_every_step_and_learns():
    torch.manual_seed(0)
    model = build("rnn", {"hidden": 16}, inputs=[(8, 30)], n_outputs=4)
    recurrent = dict(model.named_parameters())["rnn.weight_hh_l0"]
    torch.testing.assert_close(recurrent @ recurrent.T, torch.eye(16), atol=1e-5, rtol=0)
    x = 0.2 * torch.randn(8, 8, 30)
    assert (hears(model, x[:1]) > 0).all()
    before, after = losses(model.train(), x)
    assert after < before
