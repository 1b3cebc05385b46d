"""The bootstrap's interval is that of SciPy, and covers what it says."""

import numpy as np
import pytest
from scipy.stats import bootstrap

from core.metrics import bootstrap_interval


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
