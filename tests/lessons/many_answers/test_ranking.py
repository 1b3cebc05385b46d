"""Thresholds and pairs are counted as scikit-learn counts them."""

import numpy as np
import pytest
from sklearn.metrics import (
    accuracy_score,
    f1_score,
    precision_score,
    recall_score,
    roc_auc_score,
    roc_curve,
)

from core.lessons.many_answers.ranking import counts, drawn_songs, pairs, roc

SONGS = drawn_songs(9, 21, apart=1.0, seed=3)


@pytest.mark.parametrize("threshold", [0.2, 0.5, 0.7])
def test_counts_come_to_the_usual_figures(threshold: float) -> None:
    said, found = SONGS.probabilities >= threshold, counts(SONGS, threshold)
    assert found.precision == pytest.approx(precision_score(SONGS.has, said))
    assert found.recall == pytest.approx(recall_score(SONGS.has, said))
    assert found.f1 == pytest.approx(f1_score(SONGS.has, said))
    assert found.accuracy == pytest.approx(accuracy_score(SONGS.has, said))


def test_pairs_come_to_the_area_under_the_curve() -> None:
    expected = roc_auc_score(SONGS.has, SONGS.probabilities)
    assert pairs(SONGS).mean() == pytest.approx(expected)
    false, true = roc(SONGS)
    assert np.trapezoid(true, false) == pytest.approx(expected)


def test_the_curve_is_scikit_learns() -> None:
    false, true, _ = roc_curve(SONGS.has, SONGS.probabilities, drop_intermediate=False)
    np.testing.assert_allclose(roc(SONGS), (false, true))


def test_songs_are_drawn_alike_for_a_seed_and_further_apart_on_demand() -> None:
    near, far = (drawn_songs(200, 200, apart=apart, seed=1) for apart in (0.0, 3.0))
    assert pairs(near).mean() == pytest.approx(0.5, abs=0.1)
    assert pairs(far).mean() > 0.95
    again = drawn_songs(200, 200, apart=0.0, seed=1)
    np.testing.assert_array_equal(near.probabilities, again.probabilities)
