"""Simulated test sides agree with exact sums, with SciPy's intervals, and with the formulas."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom, binomtest, norm

from core.errors import EarshotError
from core.lessons.honest_numbers.chance import (
    best_of,
    compare_paired,
    coverage,
    expected_best,
    expected_best_normal,
    half_width,
    mcnemar_of,
    simulate_comparisons,
    simulate_sides,
    songs_needed,
)


def wilson(k: int, n: int) -> tuple[float, float]:
    found = binomtest(k, n).proportion_ci(0.95, method="wilson")
    return found.low, found.high


def test_each_side_reports_scipys_interval():
    sides = simulate_sides(0.75, 147, n_sides=50)
    expected = [wilson(int(k), 147) for k in sides.right]
    np.testing.assert_allclose(np.stack([sides.low, sides.high], axis=1), expected, atol=1e-9)
    assert sides.shares.mean() == pytest.approx(0.75, abs=0.02)


def test_coverage_is_a_sum_over_the_binomial():
    holds = [k for k in range(148) if wilson(k, 147)[0] <= 0.75 <= wilson(k, 147)[1]]
    exact = coverage(0.75, 147)
    assert exact == pytest.approx(binom.pmf(holds, 147, 0.75).sum())
    assert simulate_sides(0.75, 147, n_sides=20_000).covered.mean() == pytest.approx(
        exact, abs=0.006
    )


def test_half_a_width_is_half_of_wilsons():
    low, high = wilson(110, 147)
    assert half_width(110 / 147, 147) == pytest.approx((high - low) / 2)


@pytest.mark.parametrize(("accuracy", "margin"), [(0.75, 0.02), (0.95, 0.02), (0.5, 0.1)])
def test_as_many_songs_as_are_needed_and_no_more(accuracy, margin):
    n = songs_needed(accuracy, margin)
    assert half_width(accuracy, n) <= margin < half_width(accuracy, n - 1)
    assert n == pytest.approx(1.96**2 * accuracy * (1 - accuracy) / margin**2, rel=0.1)


def test_one_song_is_enough_for_a_margin_that_is_wide_enough():
    assert songs_needed(0.5, 0.45) == 1


def test_equal_models_are_called_different_about_once_in_twenty():
    duels = simulate_comparisons(better=0.0, disagree=0.3, n_songs=1000, n_sides=4000)
    assert 0.03 < duels.found.mean() < 0.055
    assert duels.differences.mean() == pytest.approx(0, abs=0.002)


def test_power_is_what_the_normal_distribution_says():
    better, disagree, n = 0.05, 0.2, 1000
    duels = simulate_comparisons(better=better, disagree=disagree, n_songs=n, n_sides=4000)
    spread = np.sqrt((disagree - better**2) / n)
    power = 1 - norm.cdf((1.96 * np.sqrt(disagree / n) + 1 / n - better) / spread)
    assert duels.found.mean() == pytest.approx(power, abs=0.02)
    assert duels.differences.std() == pytest.approx(spread, rel=0.05)


def test_mcnemar_is_the_coin_where_few_disagree():
    assert mcnemar_of(2, 9) == pytest.approx(binomtest(2, 11).pvalue)
    assert mcnemar_of(0, 0) == 1.0


def test_two_real_models_are_compared_song_by_song():
    songs = [f"s{i}" for i in range(12)]
    a = pd.DataFrame({"track_id": songs, "label": "x", "predicted": ["x"] * 6 + ["y"] * 6})
    b = pd.DataFrame({"track_id": songs, "label": "x", "predicted": ["y"] * 2 + ["x"] * 10})
    found = compare_paired(
        a, b.sample(frac=1, random_state=0)
    )  # the order of the rows does not matter
    assert (found.n_songs, found.only_a, found.only_b) == (12, 2, 6)
    assert (found.accuracy_a, found.accuracy_b) == pytest.approx((6 / 12, 10 / 12))
    assert found.p_value == pytest.approx(binomtest(2, 8).pvalue)
    assert found.low < 4 / 12 < found.high
    with pytest.raises(EarshotError, match="same test songs"):
        compare_paired(a, b.head(3))


@pytest.mark.parametrize("k", [1, 5, 100])
def test_the_best_of_many_is_expected_where_trials_find_it(k):
    expected = expected_best(k, accuracy=0.75, n_songs=147)
    trials = best_of(k, accuracy=0.75, n_songs=147, n_trials=20_000)
    assert trials.mean() == pytest.approx(expected, abs=0.001)
    assert expected_best_normal(k, accuracy=0.75, n_songs=147) == pytest.approx(expected, abs=0.004)


def test_one_variant_is_worth_what_it_shows():
    assert expected_best(1, accuracy=0.6, n_songs=50) == pytest.approx(0.6)
    assert expected_best_normal(1, accuracy=0.6, n_songs=50) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda: simulate_sides(1.2, 100), "share of 1.2"),
        (lambda: simulate_sides(0.5, 0), "0 songs"),
        (lambda: songs_needed(0.5, 0.0), "margin of 0"),
        (lambda: simulate_comparisons(better=0.3, disagree=0.2, n_songs=10), "cannot differ"),
        (lambda: best_of(0, accuracy=0.5, n_songs=10), "best of 0"),
    ],
)
def test_values_out_of_range_are_refused(call, sentence):
    with pytest.raises(EarshotError, match=sentence):
        call()


def test_the_ends_are_no_trouble():
    for accuracy in (0.0, 1.0):
        sides = simulate_sides(accuracy, 1, n_sides=10)
        assert (sides.shares == accuracy).all()
        assert coverage(accuracy, 147) == pytest.approx(1)
    assert simulate_comparisons(better=0.0, disagree=0.0, n_songs=5).found.sum() == 0
