"""The recurrent network: its gates step by step in NumPy, and how it starts."""

import numpy as np
import torch

from core.models import build
from core.models.base import Network


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-x))


def last_state(model: Network, sequence: torch.Tensor) -> np.ndarray:
    """The gates of `model.lstm` over a sequence [rows, steps], in float64: [hidden]."""
    w = {k: v.detach().double().numpy() for k, v in model.named_parameters()}
    h = c = np.zeros(w["lstm.weight_hh_l0"].shape[1])
    for step in sequence.detach().double().numpy().T:
        gates = (
            w["lstm.weight_ih_l0"] @ step + w["lstm.bias_ih_l0"]
            + w["lstm.weight_hh_l0"] @ h + w["lstm.bias_hh_l0"]
        )  # fmt: skip
        i, f, g, o = np.split(gates, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
    return h


def test_it_says_what_the_formulas_say():
    torch.manual_seed(0)
    model = build("lstm", {"hidden": 5}, inputs=[(3, 20)], n_outputs=2).eval()
    x = torch.randn(1, 3, 20)
    h = last_state(model, x[0])
    np.testing.assert_allclose(model.embed(x)[0].detach(), h, atol=1e-6)
    weight, bias = (p.detach().double().numpy() for p in model.head.parameters())
    np.testing.assert_allclose(model(x)[0].detach(), weight @ h + bias, atol=1e-6)


def test_recurrent_matrices_start_orthogonal_and_forget_gates_open():
    model = build("lstm", {"hidden": 8, "layers": 2}, inputs=[(3, 20)], n_outputs=2)
    for name, parameter in model.named_parameters():
        if "weight_hh" in name:
            for gate in parameter.chunk(4):
                torch.testing.assert_close(gate @ gate.T, torch.eye(8), atol=1e-5, rtol=0)
        if "bias_ih" in name:
            assert (parameter.chunk(4)[1] == 1).all()
