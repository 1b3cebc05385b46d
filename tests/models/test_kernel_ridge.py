"""Kernel ridge regression says what scikit-learn says, of all examples and of fewer centres."""

import numpy as np
import torch
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
