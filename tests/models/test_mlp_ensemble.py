"""Several small networks in one: who learns from what, and what they say together."""

import numpy as np
import torch

from core.models import build
from core.models.mlp_ensemble import MlpEnsemble, dealt
from tests.models.learning import losses


def ensemble(members: int = 3) -> MlpEnsemble:
    torch.manual_seed(0)
    options = {"members": members, "hidden": 6, "dropout": 0.0, "dropout_in": 0.0}
    model = build("mlp_ensemble", options, inputs=[(4, 2), (1, 2)], n_outputs=3)
    assert isinstance(model, MlpEnsemble)
    return model


def test_rows_are_dealt_in_turn_and_come_back_in_their_places():
    members = [torch.nn.Identity(), torch.nn.Threshold(100, -1.0)]
    x = torch.arange(5.0)[:, None]
    assert dealt(members, x).flatten().tolist() == [0, -1, 2, -1, 4]
    assert dealt(members, x[:3]).flatten().tolist() == [0, 1, 2]  # too few for two


def test_it_says_the_mean_of_its_members():
    model = ensemble().eval()
    x, y = torch.randn(5, 4, 2), torch.randn(5, 1, 2)
    flat = torch.cat([x.mean(dim=2), y.mean(dim=2)], dim=1)
    each = [model.head.get_submodule(f"layers.{k}")(model.members[k](flat)) for k in range(3)]
    torch.testing.assert_close(model(x, y), torch.stack(each).mean(dim=0))


def test_scales_count_every_track_alike():
    model = ensemble()
    rng = np.random.default_rng(0)
    tracks = [rng.normal(3, 2, (4, n)).astype(np.float32) for n in (5, 50, 500)]
    ones = [np.ones((1, 3), np.float32) for _ in tracks]
    model.fit_inputs([tracks, ones])
    mean = np.mean([x.mean(axis=1) for x in tracks], axis=0)
    deviation = np.sqrt(np.mean([np.square(x).mean(axis=1) for x in tracks], axis=0) - mean**2)
    np.testing.assert_allclose(model.mean[:4], mean, rtol=1e-5)
    np.testing.assert_allclose(model.scale[:4], deviation, rtol=1e-4)
    assert model.scale[4] == 1e-3


def test_a_step_lowers_its_loss():
    model = build("mlp_ensemble", {"dropout": 0.0, "dropout_in": 0.0}, inputs=[(7, 1)], n_outputs=3)
    before, after = losses(model, torch.randn(30, 7, 1))
    assert after < before
