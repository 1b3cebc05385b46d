"""Kernel ridge regression says what scikit-learn says, of all examples and of fewer centres."""

import numpy as np
import pytest
import torch
from scipy.spatial.distance import pdist
from sklearn.decomposition import PCA
from sklearn.kernel_ridge import KernelRidge as Reference
from sklearn.preprocessing import StandardScaler

from core.models import build
from core.models.kernel_ridge import SHARPNESS, KernelRidge
from tests.models.learning import hears

RNG = np.random.default_rng(0)
TRACKS = [RNG.normal(i % 3, 1 + i % 2, (4, 12)).astype(np.float32) for i in range(30)]
X = torch.from_numpy(np.stack(TRACKS))
TARGETS = np.eye(3, dtype=np.float32)[np.arange(30) % 3]
WEIGHTS = np.array([1.0, 2.0, 0.5], np.float32)
RIDGE, GAMMA = 1e-2, 0.5


def fitted(**options: float) -> KernelRidge:
    how = {"ridge": RIDGE, "gamma": GAMMA, "deviations": 0.5, "centres": 40} | options
    model = build("kernel_ridge", how, inputs=[(4, 12)], n_outputs=3).eval()
    assert isinstance(model, KernelRidge)
    model.fit_inputs([TRACKS])
    halves = (((X[i],), torch.from_numpy(TARGETS[i])) for i in (slice(0, 15), slice(15, 30)))
    model.fit_examples(halves, WEIGHTS)
    return model


def test_it_answers_as_scikit_learn_does() -> None:
    rows = np.stack([np.concatenate([t.mean(axis=1), t.std(axis=1)]) for t in TRACKS])
    places = StandardScaler().fit_transform(rows) * np.repeat([1, 0.5], 4) / 2
    weight = TARGETS @ WEIGHTS
    start = weight @ TARGETS / weight.sum()
    reference = Reference(alpha=RIDGE * weight.sum(), kernel="rbf", gamma=GAMMA)
    reference.fit(places, TARGETS - start, sample_weight=weight)
    expected = SHARPNESS * (start + reference.predict(places))
    with torch.no_grad():
        got = fitted()(X).numpy()
    np.testing.assert_allclose(got, expected, atol=2e-3)


def test_places_lie_along_the_principal_axes_of_what_it_learned() -> None:
    places = fitted().embed(X)
    expected = PCA(n_components=3).fit_transform(places)
    got = fitted(components=3).embed(X)
    assert got.shape == (30, 3)
    np.testing.assert_allclose(pdist(got), pdist(expected), rtol=1e-4)


def test_each_axis_carries_about_as_much() -> None:
    places = fitted(components=4).embed(X).numpy()
    strongest = PCA().fit(fitted().embed(X)).explained_variance_
    deviations = places.std(axis=0)
    assert strongest[0] > 9 * strongest[3]
    assert deviations.max() < 2 * deviations.min()


def test_a_feature_counts_by_its_share_whatever_its_rows() -> None:
    few, many = X[:, :1], X[:, 1:]
    alone = [fitted_to(x).embed(x) for x in (few, many)]
    squares = [pdist(places, "sqeuclidean") for places in alone]
    together = fitted_to(few, many, shares=(3.0, 1.0)).embed(few, many)
    expected = 0.75 * squares[0] + 0.25 * squares[1]
    np.testing.assert_allclose(pdist(together, "sqeuclidean"), expected, rtol=1e-4)


def fitted_to(*features: torch.Tensor, **options: object) -> KernelRidge:
    """Of tracks (n, rows, steps) of each feature, its inputs alone."""
    inputs = [tuple(x.shape[1:]) for x in features]
    model = build("kernel_ridge", options, inputs=inputs, n_outputs=3)
    assert isinstance(model, KernelRidge)
    model.fit_inputs([list(x.numpy()) for x in features])
    return model


def test_there_must_be_a_share_for_each_feature() -> None:
    with pytest.raises(ValueError, match="1 shares cannot be those of 2 features"):
        fitted_to(X, X, shares=(1.0,))


def test_with_fewer_centres_it_still_tells_what_it_learned() -> None:
    model = fitted(centres=9)
    with torch.no_grad():
        right = model(X).argmax(dim=1).numpy() == TARGETS.argmax(axis=1)
    assert model.head.n_centres == 9
    assert right.mean() > 0.8


def test_what_is_kept_is_all_that_is_needed() -> None:
    model = fitted()
    again = build("kernel_ridge", model.config.model_dump(), inputs=[(4, 12)], n_outputs=3).eval()
    again.load_state_dict(model.state_dict())
    with torch.no_grad():
        torch.testing.assert_close(again(X), model(X))


def test_it_looks_at_all_that_goes_in() -> None:
    assert (hears(fitted(), X[:1]) > 0).all()
