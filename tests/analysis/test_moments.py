"""Components of items in parts are those of all items at once, and scikit-learn's."""

import numpy as np
import pytest
from sklearn.decomposition import PCA, IncrementalPCA

from core.analysis import fit_pca
from core.analysis.moments import Moments, fit_pca_in_parts


@pytest.fixture(scope="module")
def values() -> np.ndarray:
    rng = np.random.default_rng(1)
    mixed = rng.normal(size=(500, 6)) @ rng.normal(size=(6, 6))
    return mixed * rng.uniform(1, 1000, 6) + 1e5


@pytest.mark.parametrize("standardise", [True, False])
@pytest.mark.parametrize("n_parts", [1, 7, 500])
def test_parts_make_the_whole(values, n_parts, standardise):
    whole = fit_pca(values, standardise=standardise)
    parts, n = fit_pca_in_parts(np.array_split(values, n_parts), standardise=standardise)
    assert n == 500
    np.testing.assert_allclose(parts.variance, whole.variance, rtol=1e-8)
    np.testing.assert_allclose(parts.scale, whole.scale, rtol=1e-9)
    np.testing.assert_allclose(parts.components, whole.components, atol=1e-7)


def test_they_are_scikit_learns_up_to_signs(values):
    ours, _ = fit_pca_in_parts(np.array_split(values, 5), standardise=False)
    exact, theirs = PCA().fit(values), IncrementalPCA(batch_size=100).fit(values)
    np.testing.assert_allclose(ours.share, exact.explained_variance_ratio_, rtol=1e-8)
    agree = np.abs((ours.components * exact.components_).sum(axis=1))
    np.testing.assert_allclose(agree, 1, atol=1e-9)
    agree = np.abs((ours.components * theirs.components_).sum(axis=1))
    np.testing.assert_allclose(agree[:2], 1, atol=1e-3)  # theirs forgets a little with each part


def test_a_large_mean_costs_no_digits(values):
    far = values + 1e9
    ours, _ = fit_pca_in_parts(np.array_split(far, 50), standardise=False)
    np.testing.assert_allclose(ours.variance, np.linalg.eigvalsh(np.cov(far.T))[::-1], rtol=1e-6)


def test_what_cannot_be_added_is_refused_by_name():
    moments = Moments()
    moments.add(np.ones((2, 3)))
    with pytest.raises(ValueError, match="had 3 values; these have 4"):
        moments.add(np.ones((2, 4)))
    with pytest.raises(ValueError, match="finite"):
        moments.add(np.full((1, 3), np.nan))
    with pytest.raises(ValueError, match="the same"):
        moments.pca()
    with pytest.raises(ValueError, match="2 items"):
        Moments().pca()
