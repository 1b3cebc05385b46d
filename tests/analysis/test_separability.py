"""Silhouettes are scikit-learn's; pairs, spreads and claims are what formulas say."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist
from sklearn.metrics import silhouette_samples
from sklearn.neighbors import NearestCentroid

from core.analysis.claims import claims, in_words
from core.analysis.separability import (
    evenly,
    nearer_own_mean,
    pairs_apart,
    resampled_silhouette,
    silhouettes,
    spread_along,
)


@pytest.fixture(scope="module")
def three() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(2)
    labels = np.repeat(["blues", "metal", "pop"], [40, 25, 35])
    centres = {"blues": 0.0, "metal": 1.0, "pop": 6.0}
    return rng.normal(size=(100, 4)) + [[centres[each]] for each in labels], labels


def test_silhouettes_are_scikit_learns(three):
    values, labels = three
    np.testing.assert_allclose(silhouettes(*three), silhouette_samples(values, labels), atol=1e-12)


def test_who_is_alone_has_the_silhouette_0_as_scikit_learns():
    values, labels = np.array([[0.0], [1.0], [5.0]]), ["a", "a", "b"]
    np.testing.assert_allclose(silhouettes(values, labels), silhouette_samples(values, labels))


def test_one_class_has_no_silhouette():
    with pytest.raises(ValueError, match="2 classes"):
        silhouettes(np.ones((3, 1)), ["a", "a", "a"])


def test_nearer_its_own_mean_is_leaving_one_out(three):
    """By scikit-learn, which is fitted anew without each item."""
    values, labels = three
    expected = [
        NearestCentroid().fit(np.delete(values, i, 0), np.delete(labels, i)).predict(values[[i]])[0]
        == labels[i]
        for i in range(len(values))
    ]
    np.testing.assert_array_equal(nearer_own_mean(values, labels), expected)


def test_pairs_are_each_of_their_own_and_the_farthest_comes_first(three):
    values, labels = three
    pairs = pairs_apart(values, labels)
    assert {pairs[0].a, pairs[0].b} == {"blues", "pop"}
    assert {pairs[-1].a, pairs[-1].b} == {"blues", "metal"}
    both = labels != "pop"
    assert pairs[-1].silhouette == pytest.approx(
        silhouette_samples(values[both], labels[both]).mean()
    )
    assert pairs[-1].n == 65
    assert pairs[-1].low < pairs[-1].nearer < pairs[-1].high


def test_spread_and_what_lies_between_are_the_analysis_of_variance(three):
    from scipy.stats import f_oneway

    values, labels = three
    spread = spread_along(values, labels, ["pop", "rock", "metal", "blues"])
    assert spread.classes == ("pop", "metal", "blues")
    expected = values[labels == "metal"].var(axis=0, ddof=1) / values.var(axis=0, ddof=1)
    np.testing.assert_allclose(spread.variance[1], expected)
    f = f_oneway(*(values[labels == each] for each in spread.classes)).statistic
    np.testing.assert_allclose(spread.between / (1 - spread.between) * 97 / 2, f)


def test_of_many_so_many_are_taken_evenly():
    assert evenly(10_000, 5).tolist() == [0, 2500, 5000, 7499, 9999]


def test_resampled_silhouettes_are_scikit_learns_of_what_was_drawn(three):
    values, labels = three
    both = labels != "pop"
    values, labels = values[both], labels[both]
    drawn = np.random.default_rng(4).integers(len(values), size=len(values))
    ours = resampled_silhouette(
        cdist(values, values), labels == "blues", np.bincount(drawn, minlength=len(values))
    )
    assert ours == pytest.approx(silhouette_samples(values[drawn], labels[drawn]).mean())


def genres(**places: float) -> tuple[np.ndarray, np.ndarray]:
    """Thirty songs of each genre around its place on a line, a unit wide."""
    noise = np.random.default_rng(5).normal(size=(30 * len(places), 2))
    labels = np.repeat(list(places), 30)
    return noise + [[places[each], 0.0] for each in labels], labels


def test_the_papers_claims_are_confirmed_where_figures_bear_them_out():
    apart, overlap = claims(*genres(blues=0, classical=0.5, metal=4, pop=12))
    assert (apart.verdict, overlap.verdict) == ("confirmed", "confirmed")
    assert "the highest of the four (next is metal" in apart.told
    assert "the lowest of the six" in overlap.told


def test_the_papers_claims_are_contradicted_by_name():
    apart, overlap = claims(*genres(blues=0, classical=12, metal=3, pop=0.5))
    assert (apart.verdict, overlap.verdict) == ("contradicted", "contradicted")
    assert "that of classical" in apart.told
    assert "is that of blues and pop" in overlap.told
    assert in_words([apart, overlap]).count("contradicted") == 2


def test_a_claim_that_other_songs_might_not_bear_out_is_left_open():
    _, overlap = claims(*genres(blues=0, classical=1.0, metal=-1.0, pop=9))
    assert overlap.verdict == "left open"


def test_without_all_four_genres_nothing_is_claimed():
    assert claims(*genres(blues=0, classical=1, pop=2)) == []
