"""Statistics pooling takes windows of any length, and standardises with the training side's."""

import numpy as np
import torch
from sklearn.preprocessing import StandardScaler

from core.models import build
from core.models.statistics_mlp import StatisticsMlp, statistics
from tests.models.learning import hears, losses


def test_statistics_are_numpys() -> None:
    x = np.random.default_rng(0).normal(2, 3, (4, 5, 30)).astype(np.float32)
    expected = np.concatenate([x.mean(axis=2), x.std(axis=2)], axis=1)
    torch.testing.assert_close(statistics(torch.from_numpy(x)), torch.from_numpy(expected))


def test_statistics_are_standardised_as_scikit_learn_does() -> None:
    rng = np.random.default_rng(0)
    tracks = [rng.normal(i, 2, (3, 9 + i)).astype(np.float32) for i in range(8)]
    model = build("statistics_mlp", {"hidden": [7]}, inputs=[(3, 9)], n_outputs=4).eval()
    assert isinstance(model, StatisticsMlp)
    model.fit_inputs([tracks])
    rows = np.stack([np.concatenate([t.mean(axis=1), t.std(axis=1)]) for t in tracks])
    scaled = StandardScaler().fit_transform(rows) * np.sqrt(7 / 8)  # torch divides by n − 1
    expected = model.hidden(torch.from_numpy(scaled.astype(np.float32)))
    got = torch.cat([model.embed(torch.from_numpy(track)[None]) for track in tracks])
    torch.testing.assert_close(got, expected, rtol=1e-4, atol=1e-5)


def test_it_looks_at_all_that_goes_in_and_learns() -> None:
    torch.manual_seed(0)
    model = build("statistics_mlp", {"dropout": 0.0}, inputs=[(6, 10)], n_outputs=3)
    x = torch.randn(12, 6, 10)
    before, after = losses(model, x)
    assert after < before
    assert (hears(model, x[:1]) > 0).all()


def test_what_does_not_change_has_a_gradient() -> None:
    x = torch.ones(2, 3, 5, requires_grad=True)
    statistics(x).sum().backward()
    assert x.grad is not None
    assert torch.isfinite(x.grad).all()


def test_of_several_features_all_deviate_as_much_however_many_rows_they_have() -> None:
    rng = np.random.default_rng(0)
    few, many = rng.normal(size=(9, 3, 20)), rng.normal(5, 3, size=(9, 40, 7))
    model = build("statistics_mlp", {"dropout": 0.0}, inputs=[(3, 20), (40, 7)], n_outputs=2)
    assert isinstance(model, StatisticsMlp)
    model.fit_inputs([list(few), list(many)])
    rows = [np.hstack([x.mean(axis=2), x.std(axis=2)]) for x in (few, many)]
    scaled = (np.hstack(rows) - model.mean.numpy()) / model.scale.numpy()
    np.testing.assert_allclose(scaled.mean(axis=0), 0, atol=1e-5)
    total = [part.std(axis=0, ddof=1).sum() for part in np.split(scaled, [6], axis=1)]
    np.testing.assert_allclose(total, [6, 6], rtol=1e-4)
