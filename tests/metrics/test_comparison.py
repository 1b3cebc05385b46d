"""Held to binomial sums, to published tables and to simulated coverage."""

from itertools import combinations
from math import comb

import numpy as np
import pytest
from scipy.stats import binomtest, chi2

from core.metrics import accuracy_interval, holm, mcnemar, paired_difference_interval


def answers(both: int, only_a: int, only_b: int, neither: int) -> tuple[np.ndarray, np.ndarray]:
    """Right and wrong answers of two models that give this 2 x 2 table."""
    counts = [both, only_a, only_b, neither]
    a = np.repeat([True, True, False, False], counts)
    b = np.repeat([True, False, True, False], counts)
    order = np.random.default_rng(0).permutation(len(a))
    return a[order], b[order]


@pytest.mark.parametrize(("b", "c"), [(1, 7), (12, 2), (6, 16), (5, 5), (0, 1), (24, 0)])
def test_few_disagreements_give_the_exact_binomial_sum(b: int, c: int) -> None:
    test = mcnemar(*answers(30, b, c, 9))
    tail = sum(comb(b + c, k) for k in range(min(b, c) + 1)) / 2 ** (b + c)
    assert (test["b"], test["c"], test["method"]) == (b, c, "exact")
    assert test["statistic"] == min(b, c)
    assert test["p_value"] == pytest.approx(min(1, 2 * tail))
    assert test["p_value"] == pytest.approx(binomtest(b, b + c).pvalue)


def test_many_disagreements_give_corrected_chi_square() -> None:
    # The textbook table 101, 121, 59, 33: 21.35 uncorrected, 20.67 with Edwards' correction.
    test = mcnemar(*answers(101, 121, 59, 33))
    assert test["method"] == "chi-square"
    assert test["statistic"] == pytest.approx(20.67, abs=5e-3)
    assert test["p_value"] == pytest.approx(5.45e-6, rel=1e-3)


def test_chi_square_is_a_test_of_equal_halves_with_half_a_count_taken_from_each_cell() -> None:
    b, c = 40, 25
    expected = (b + c) / 2
    by_cells = sum((abs(cell - expected) - 0.5) ** 2 / expected for cell in (b, c))
    test = mcnemar(*answers(10, b, c, 10))
    assert test["statistic"] == pytest.approx(by_cells)
    assert test["p_value"] == pytest.approx(chi2.sf(by_cells, 1))


def test_methods_meet_where_they_change() -> None:
    exact, approximate = mcnemar(*answers(9, 17, 7, 9)), mcnemar(*answers(9, 17, 8, 9))
    assert (exact["method"], approximate["method"]) == ("exact", "chi-square")
    by_sum = 2 * sum(comb(25, k) for k in range(9)) / 2**25
    assert approximate["p_value"] == pytest.approx(by_sum, abs=0.005)


def test_models_that_never_differ_are_not_told_apart() -> None:
    same = np.array([True, False, True])
    assert mcnemar(same, same)["p_value"] == 1.0
    low, high = paired_difference_interval(same, same)
    assert low == pytest.approx(-high)


def test_equal_disagreement_gives_p_of_1() -> None:
    assert mcnemar(*answers(5, 30, 30, 5))["p_value"] == 1.0


# Newcombe (1998) method 10 for 36, 12, 2, 0; Altman et al. (2000) table 6.2 for 14, 5, 0, 22;
# Fagerland, Lydersen and Laake (2014) for 1, 1, 7, 12.
@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        ((36, 12, 2, 0), 0.0569, 0.3404),
        ((14, 5, 0, 22), 0.011, 0.226),
        ((1, 1, 7, 12), -0.507, -0.026),
    ],
)
def test_difference_is_the_published_one(table, low: float, high: float) -> None:
    decimals = 5e-5 if abs(low) == 0.0569 else 6e-4
    assert paired_difference_interval(*answers(*table)) == pytest.approx((low, high), abs=decimals)


def test_swapping_the_models_mirrors_the_difference() -> None:
    a, b = answers(50, 20, 8, 22)
    low, high = paired_difference_interval(a, b)
    assert paired_difference_interval(b, a) == pytest.approx((-high, -low))


def test_unrelated_answers_give_newcombes_independent_interval() -> None:
    a, b = answers(30, 30, 20, 20)  # phi is 0
    (low_a, high_a), (low_b, high_b) = accuracy_interval(60, 100), accuracy_interval(50, 100)
    down = np.hypot(0.6 - low_a, high_b - 0.5)
    up = np.hypot(high_a - 0.6, 0.5 - low_b)
    assert paired_difference_interval(a, b) == pytest.approx((0.1 - down, 0.1 + up))


def test_difference_covers_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(42)
    shares = np.array([0.55, 0.2, 0.1, 0.15])
    n_covered = 0
    for _ in range(1000):
        table = rng.multinomial(147, shares)
        low, high = paired_difference_interval(*answers(*table))
        n_covered += low <= shares[1] - shares[2] <= high
    assert 0.93 <= n_covered / 1000 <= 0.98


@pytest.mark.parametrize(
    ("a", "b", "message"),
    [
        ([True, False], [True], "correct_b has 1 items; the other model has 2"),
        ([1, 0], [1, 0], "type int64; it must be bool"),
        ([], [], r"shape \(0,\)"),
    ],
)
def test_bad_input_is_refused_with_value_and_bound(a, b, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mcnemar(np.array(a), np.array(b))
    with pytest.raises(ValueError, match=message):
        paired_difference_interval(np.array(a), np.array(b))


def test_holm_is_the_closed_test_of_bonferroni_over_every_set_of_tests() -> None:
    """The definition that Holm's steps cut short (Marcus, Peritz and Gabriel, 1976)."""
    rng = np.random.default_rng(3)
    for n in (1, 2, 5, 7):
        raw = rng.uniform(0, 0.2, n).round(2)  # some alike
        sets = [c for k in range(1, n + 1) for c in combinations(range(n), k)]
        closed = [max(min(1, len(c) * raw[list(c)].min()) for c in sets if i in c)
                  for i in range(n)]  # fmt: skip
        np.testing.assert_allclose(holm(raw), closed)


def test_no_tests_have_no_p_values_and_what_is_none_is_refused() -> None:
    assert holm([]).shape == (0,)
    for wrong in ([1.2], [-0.1], [np.nan], [[0.1]]):
        with pytest.raises(ValueError, match="within 0 and 1"):
            holm(wrong)
