"""The share of power that comes out again is 1 − residual over total."""

import numpy as np
import pytest
from sklearn.metrics import r2_score

from core.metrics.reconstruction import evaluate, explained


def test_it_is_r_squared_weighted_by_variance():
    """Of one track about its rows' means, it is what scikit-learn calls variance-weighted R²."""
    rng = np.random.default_rng(2)
    x = rng.normal(0, [1, 2, 5], (200, 3))
    out = x + rng.normal(0, 0.7, x.shape)
    power, residual = x.var(axis=0)[None], ((out - x) ** 2).mean(axis=0)[None]
    expected = r2_score(x, out, multioutput="variance_weighted")
    assert explained(power, residual) == pytest.approx(expected)
    rows = evaluate(power, residual, ["a", "b", "c"])["per_output"]
    for name, own in zip("abc", r2_score(x, out, multioutput="raw_values"), strict=True):
        assert rows[name]["explained"] == pytest.approx(own)


def test_silence_has_nothing_to_explain():
    assert np.isnan(explained([[0.0]], [[0.0]]))
    assert evaluate([[0.0]], [[1.0]], ["a"])["headline"]["value"] is None


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="shape"):
        explained([[1.0, 2.0]], [[1.0]])
