"""What a column says, held to scikit-learn's own answers to the digit."""

import numpy as np
from sklearn.inspection import partial_dependence as by_sklearn
from sklearn.inspection import permutation_importance as importance_by_sklearn
from sklearn.linear_model import LogisticRegression

from core.analysis.columns import grid_of, partial_dependence, permutation_importance

RNG = np.random.default_rng(0)
VALUES = RNG.normal(size=(150, 3))
TRUTHS = (VALUES[:, 0] + 0.5 * VALUES[:, 2] + 0.3 * RNG.normal(size=150) > 0).astype(int) + (
    VALUES[:, 2] > 1
)
MODEL = LogisticRegression().fit(VALUES, TRUTHS)


def test_importance_is_scikit_learns() -> None:
    expected = importance_by_sklearn(MODEL, VALUES, TRUTHS, n_repeats=4, random_state=3)
    told: list[tuple[int, int]] = []
    found = permutation_importance(
        MODEL.predict_proba, VALUES, TRUTHS, n_repeats=4, seed=3,
        progress=lambda n_done, n: told.append((n_done, n)),
    )  # fmt: skip
    np.testing.assert_allclose(found.drops, expected["importances"])
    np.testing.assert_allclose(found.mean, expected["importances_mean"])
    np.testing.assert_allclose(found.deviation, expected["importances_std"])
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_dependence_is_scikit_learns() -> None:
    expected = by_sklearn(MODEL, VALUES, [2], kind="average", method="brute", grid_resolution=24)
    grid = grid_of(VALUES[:, 2])
    np.testing.assert_allclose(grid[[0, -1]], np.quantile(VALUES[:, 2], [0.05, 0.95]))
    found = partial_dependence(MODEL.predict_proba, VALUES, 2, expected["grid_values"][0])
    np.testing.assert_allclose(found.T, expected["average"], rtol=1e-10)


def test_the_rows_are_left_as_they_were() -> None:
    before = VALUES.copy()
    permutation_importance(MODEL.predict_proba, VALUES, TRUTHS, n_repeats=1)
    partial_dependence(MODEL.predict_proba, VALUES, 0, np.array([0.0]))
    np.testing.assert_array_equal(VALUES, before)
