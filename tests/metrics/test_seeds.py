"""Held to SciPy's one-sample t-test and a hand-worked table."""

import numpy as np
import pytest
from scipy.stats import ttest_1samp

from core.metrics import mean_interval


def test_interval_is_that_of_scipys_t_test() -> None:
    values = [0.78, 0.81, 0.76, 0.83, 0.80]
    theirs = ttest_1samp(values, 0).confidence_interval(0.95)
    ours = mean_interval(values)
    assert (ours["low"], ours["high"]) == pytest.approx((theirs.low, theirs.high))
    assert ours["n"] == 5


def test_interval_by_hand() -> None:
    # mean 2, s = 1, t of 97.5 % with 2 degrees of freedom = 4.303
    ours = mean_interval([1, 2, 3])
    assert (ours["mean"], ours["std"]) == (2, 1)
    assert ours["high"] - 2 == pytest.approx(4.303 / np.sqrt(3), abs=1e-3)


@pytest.mark.parametrize(
    ("values", "confidence", "message"),
    [
        ([0.8], 0.95, r"shape \(1,\); it must be \(n,\) with n of 2 or more"),
        ([0.8, np.nan], 0.95, "NaN"),
        ([0.8, 0.9], 1.0, "confidence is 1"),
    ],
)
def test_bad_input_is_refused_with_value_and_bound(values, confidence, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        mean_interval(values, confidence)
