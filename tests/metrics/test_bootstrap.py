"""The bootstrap's interval is that of SciPy, and covers what it says."""

import numpy as np
import pytest
from scipy.stats import bootstrap

from core.metrics import bootstrap_interval, bootstrap_means


def test_it_is_scipy_s_percentile_interval():
    values = np.random.default_rng(1).gamma(2, 3, 60)
    low, high = bootstrap_interval(lambda chosen: float(values[chosen].mean()), 60)
    theirs = bootstrap(
        (values,), np.mean, method="percentile", n_resamples=9999, rng=np.random.default_rng(0)
    ).confidence_interval
    assert low == pytest.approx(theirs.low, abs=0.12)
    assert high == pytest.approx(theirs.high, abs=0.12)
    assert bootstrap_interval(lambda chosen: float(values[chosen].mean()), 60) == (low, high)


def test_resamples_without_a_figure_are_left_out():
    low, high = bootstrap_interval(lambda chosen: 1.0 if 0 in chosen else float("nan"), 3)
    assert (low, high) == (1.0, 1.0)
    assert np.isnan(bootstrap_interval(lambda chosen: float("nan"), 3)).all()


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="n is 0"):
        bootstrap_interval(lambda chosen: 1.0, 0)
    with pytest.raises(ValueError, match="confidence"):
        bootstrap_interval(lambda chosen: 1.0, 3, confidence=95)


def test_means_of_two_series_are_paired_as_scipy_pairs_them():
    rng = np.random.default_rng(2)
    a = rng.uniform(size=80) < 0.8
    b = np.where(rng.uniform(size=80) < 0.9, a, ~a)
    means = bootstrap_means([a, b])
    low, high = np.quantile(means[0] - means[1], [0.025, 0.975])
    theirs = bootstrap(
        (a.astype(float), b.astype(float)), lambda x, y: x.mean() - y.mean(), paired=True,
        vectorized=False, method="percentile", n_resamples=2000, rng=np.random.default_rng(0),
    ).confidence_interval  # fmt: skip
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=0.02)
    assert np.array_equal(bootstrap_means(a), means[0]), "alike for every call"


def test_means_of_nothing_are_refused():
    with pytest.raises(ValueError, match=r"shape \(2, 0\)"):
        bootstrap_means(np.zeros((2, 0)))
