"""Held to scikit-learn, on what is known; what cannot be told is None."""

import json

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, f1_score, roc_auc_score

from core.metrics.multi_label import (
    auroc,
    average_precision,
    best_threshold,
    evaluate,
    macro_auroc,
)

RNG = np.random.default_rng(11)
NAMES = ["calm", "happy", "sad"]


@pytest.fixture
def tags() -> tuple[np.ndarray, np.ndarray]:
    """80 songs, three tags, a third unknown, and probabilities with many ties."""
    truth = (RNG.random((80, 3)) < [0.5, 0.2, 0.7]).astype(float)
    shares = np.round(np.clip(0.3 * truth + 0.6 * RNG.random((80, 3)), 0, 1), 1)
    truth[RNG.random((80, 3)) < 1 / 3] = np.nan
    return truth, shares


@pytest.mark.parametrize("i", range(3))
def test_each_figure_is_that_of_scikit_learn_on_what_is_known(tags, i: int):
    truth, shares = tags[0][:, i], tags[1][:, i]
    known = np.isfinite(truth)
    y, p = truth[known], shares[known]
    assert auroc(truth, shares) == pytest.approx(roc_auc_score(y, p))
    assert average_precision(truth, shares) == pytest.approx(average_precision_score(y, p))
    found = best_threshold(truth, shares)
    ours = f1_score(y, p >= found)
    assert ours == pytest.approx(max(f1_score(y, p >= level) for level in np.unique(p)))


def test_the_report_agrees_with_its_parts_and_survives_json(tags):
    truth, shares = tags
    report = json.loads(json.dumps(evaluate(truth, shares, NAMES, [0.3, 0.5, 0.6])))
    assert report["headline"]["value"] == pytest.approx(macro_auroc(truth, shares))
    assert report["headline"]["low"] < report["headline"]["value"] < report["headline"]["high"]
    known = np.isfinite(truth[:, 2])
    sad = report["per_output"]["sad"]
    assert sad["f1"] == pytest.approx(f1_score(truth[known, 2], shares[known, 2] >= 0.6))
    assert (sad["known"], sad["support"]) == (known.sum(), np.nansum(truth[:, 2]))
    assert sad["auroc_low"] <= sad["auroc"] <= sad["auroc_high"]
    assert report["scores"]["known"] == pytest.approx(np.isfinite(truth).mean())
    said = shares >= [0.3, 0.5, 0.6]
    assert report["together"][0][1] == (said[:, 0] & said[:, 1]).sum()


def test_what_cannot_be_told_is_none():
    truth = np.array([[1, np.nan, 1], [0, np.nan, 1], [1, np.nan, 1]])
    shares = np.array([[0.9, 0.5, 0.2], [0.1, 0.5, 0.3], [0.8, 0.5, 0.4]])
    report = json.loads(json.dumps(evaluate(truth, shares, NAMES), allow_nan=False))
    assert report["per_output"]["calm"]["auroc"] == 1.0
    assert report["per_output"]["happy"]["auroc"] is None
    assert report["per_output"]["happy"]["known"] == 0
    assert report["per_output"]["sad"]["auroc"] is None, "all songs have it"
    assert report["headline"]["value"] == 1.0


@pytest.mark.parametrize(
    ("truth", "shares", "message"),
    [
        ([[0, 2, 1]], [[0.1, 0.2, 0.3]], "truth holds 2"),
        ([[0, 1, 1]], [[0.1, 1.2, 0.3]], "within 0 and 1"),
        ([[0, 1, 1]], [[0.1, np.nan, 0.3]], "within 0 and 1"),
        ([[0, 1, 1]], [[0.1, 0.2]], r"shape \(1, 2\); the truth \(1, 3\)"),
        ([[0, 1]], [[0.1, 0.2]], "3|different"),
    ],
)
def test_bad_input_is_refused(truth, shares, message: str):
    with pytest.raises(ValueError, match=message):
        evaluate(truth, shares, NAMES)
