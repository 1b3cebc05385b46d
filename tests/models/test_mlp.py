"""The baseline network standardises with the training side's scale."""

import numpy as np
import torch
from sklearn.preprocessing import StandardScaler

from core.models import build
from core.models.mlp import Mlp


def test_inputs_are_standardised_as_scikit_learn_does():
    values = np.random.default_rng(0).normal(5, 3, (40, 26)).astype(np.float32)
    model = Mlp(Mlp.Config(hidden=(7,)), ((26,),), 4).eval()
    model.fit_inputs([list(values)])
    scaled = torch.from_numpy(StandardScaler().fit_transform(values).astype(np.float32))
    expected = model.layers(scaled)
    torch.testing.assert_close(model.embed(torch.from_numpy(values)), expected)
    assert model(torch.from_numpy(values)).shape == (40, 4)


def test_it_has_four_fully_connected_layers():
    model = build("mlp", {}, inputs=[(26,)], n_outputs=10)
    layers = [m for m in model.modules() if isinstance(m, torch.nn.Linear)]
    assert [(m.in_features, m.out_features) for m in layers] == [
        (26, 256), (256, 128), (128, 64), (64, 10),
    ]  # fmt: skip


def test_a_constant_column_does_not_become_infinite():
    model = build("mlp", {}, inputs=[(2,)], n_outputs=2).eval()
    model.fit_inputs([list(np.array([[1.0, 3.0], [1.0, 4.0]], dtype=np.float32))])
    assert torch.isfinite(model(torch.tensor([[1.0, 3.5]]))).all()
