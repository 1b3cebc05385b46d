"""Held to scikit-learn and SciPy, on what is known."""

import json

import numpy as np
import pytest
from scipy.stats import pearsonr
from sklearn.metrics import mean_absolute_error as sk_mae
from sklearn.metrics import r2_score, root_mean_squared_error

from core.metrics.regression import evaluate, mean_absolute_error, r_squared

RNG = np.random.default_rng(5)


@pytest.fixture
def tempi() -> tuple[np.ndarray, np.ndarray]:
    truth = RNG.uniform(60, 180, (50, 2))
    said = truth + RNG.normal(2, 20, truth.shape)
    truth[RNG.random(truth.shape) < 0.2] = np.nan
    return truth, said


def test_figures_are_those_of_scikit_learn_on_what_is_known(tempi):
    truth, said = tempi
    report = json.loads(json.dumps(evaluate(truth, said, ["tempo", "swing"]), allow_nan=False))
    for i, name in enumerate(("tempo", "swing")):
        known = np.isfinite(truth[:, i])
        y, p, ours = truth[known, i], said[known, i], report["per_output"][name]
        assert ours["r2"] == pytest.approx(r2_score(y, p)) == r_squared(truth[:, i], said[:, i])
        assert ours["mae"] == pytest.approx(sk_mae(y, p))
        assert ours["rmse"] == pytest.approx(root_mean_squared_error(y, p))
        assert ours["correlation"] == pytest.approx(pearsonr(y, p).statistic)
        assert ours["bias"] == pytest.approx(np.mean(p - y))
        assert ours["known"] == known.sum()
    mean = np.mean([report["per_output"][name]["r2"] for name in ("tempo", "swing")])
    assert report["headline"]["value"] == pytest.approx(mean)
    assert report["headline"]["low"] < mean < report["headline"]["high"]


def test_a_quantity_that_never_varies_has_no_r_squared():
    assert np.isnan(r_squared([3.0, 3.0], [3.0, 4.0]))
    assert np.isnan(r_squared([np.nan, 3.0], [3.0, 4.0]))
    assert mean_absolute_error([np.nan, 3.0], [3.0, 4.0]) == 1.0
    report = evaluate(np.full((3, 1), np.nan), np.zeros((3, 1)), ["tempo"])
    assert report["headline"]["value"] is None


def test_bad_input_is_refused():
    with pytest.raises(ValueError, match="infinity"):
        evaluate([[np.inf]], [[1.0]], ["tempo"])
    with pytest.raises(ValueError, match="there must be 1 different"):
        evaluate([[1.0]], [[1.0]], ["tempo", "swing"])
