"""PCA is scikit-learn's, up to the sign of a component."""

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import StandardScaler

from core.analysis import fit_pca, nearest


@pytest.fixture
def values() -> np.ndarray:
    rng = np.random.default_rng(0)
    return rng.normal(size=(60, 8)) @ rng.normal(size=(8, 8)) * rng.uniform(1, 1000, 8) + 50


def test_shares_and_coordinates_are_scikit_learns(values):
    theirs = PCA().fit(values)
    ours = fit_pca(values, standardise=False)
    np.testing.assert_allclose(ours.share, theirs.explained_variance_ratio_, rtol=1e-9)
    np.testing.assert_allclose(ours.variance, theirs.explained_variance_, rtol=1e-9)
    expected = theirs.transform(values)
    signs = np.sign((ours.components * theirs.components_).sum(axis=1))
    np.testing.assert_allclose(ours.project(values), expected * signs, rtol=1e-7, atol=1e-7)


def test_standardised_is_pca_of_z_scores(values):
    scaled = StandardScaler().fit_transform(values)
    np.testing.assert_allclose(
        fit_pca(values).share, PCA().fit(scaled).explained_variance_ratio_, rtol=1e-9
    )


def test_loadings_are_correlations(values):
    pca = fit_pca(values)
    coordinates = pca.project(values)
    expected = np.corrcoef(coordinates.T, values.T)[:8, 8:]
    np.testing.assert_allclose(pca.loadings(), expected, atol=1e-9)


def test_the_largest_entry_of_a_component_is_positive(values):
    components = fit_pca(values).components
    assert (components.max(axis=1) >= -components.min(axis=1)).all()


def test_a_constant_value_neither_counts_nor_divides(values):
    with_constant = np.column_stack([values, np.full(len(values), 7.0)])
    pca = fit_pca(with_constant)
    np.testing.assert_allclose(pca.share[:8], fit_pca(values).share, rtol=1e-9)
    assert np.abs(pca.components[:8, 8]).max() == 0


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        (np.ones((1, 3)), r"\[1, 3\]"),
        (np.ones((4, 3)), "the same"),
        (np.array([[1.0, np.nan], [2.0, 3.0]]), "finite"),
        (np.ones(3), r"\[3\]"),
    ],
)
def test_what_cannot_be_analysed_is_refused(bad, message):
    with pytest.raises(ValueError, match=message):
        fit_pca(bad)


def test_projection_refuses_another_number_of_values(values):
    with pytest.raises(ValueError, match="8 values"):
        fit_pca(values).project(values[:, :5])


def test_neighbours_are_scikit_learns(values):
    theirs = NearestNeighbors(n_neighbors=4).fit(values).kneighbors(values[:1] + 0.5)
    places, distances = nearest(values, values[0] + 0.5, 4)
    np.testing.assert_array_equal(places, theirs[1][0])
    np.testing.assert_allclose(distances, theirs[0][0])
