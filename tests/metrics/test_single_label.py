"""Held to scikit-learn, SciPy and the published tables of Newcombe (1998)."""

import json

import numpy as np
import pytest
from scipy.stats import binomtest
from sklearn import metrics as sk

from core.metrics import (
    accuracy,
    accuracy_interval,
    class_intervals,
    confusion_matrix,
    expected_calibration_error,
    macro_f1,
    per_class,
    top_k,
)
from core.metrics.single_label import evaluate


@pytest.fixture
def answers() -> tuple[np.ndarray, np.ndarray]:
    """120 labels of 5 classes and probabilities that favour the true one; class 3 is rare."""
    rng = np.random.default_rng(7)
    labels = rng.choice(5, size=120, p=[0.3, 0.3, 0.2, 0.02, 0.18])
    logits = rng.normal(size=(120, 5)) + 1.2 * np.eye(5)[labels]
    probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    return labels, probabilities


def scores_of_scikit_learn(labels: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """Precision, recall, F1 and support [shape=(4, 5)]."""
    return np.array(sk.precision_recall_fscore_support(labels, predicted, labels=range(5)))


def test_accuracy_confusion_and_scores_are_those_of_scikit_learn(answers) -> None:
    labels, predicted = answers[0], answers[1].argmax(axis=1)
    counts = confusion_matrix(labels, predicted, 5)
    scores = per_class(counts)
    precision, recall, f1, support = scores_of_scikit_learn(labels, predicted)

    assert accuracy(labels, predicted) == sk.accuracy_score(labels, predicted)
    np.testing.assert_array_equal(counts, sk.confusion_matrix(labels, predicted, labels=range(5)))
    np.testing.assert_allclose(scores["precision"], precision)
    np.testing.assert_allclose(scores["recall"], recall)
    np.testing.assert_allclose(scores["f1"], f1)
    np.testing.assert_array_equal(scores["support"], support)
    assert macro_f1(counts) == pytest.approx(sk.f1_score(labels, predicted, average="macro"))


@pytest.mark.parametrize("k", [1, 2, 3, 5])
def test_top_k_is_that_of_scikit_learn(answers, k: int) -> None:
    labels, probabilities = answers
    expected = sk.top_k_accuracy_score(labels, probabilities, k=k, labels=range(5)) if k < 5 else 1
    assert top_k(labels, probabilities, k) == pytest.approx(expected)


def test_top_k_breaks_ties_as_argmax_does() -> None:
    uniform = np.full((4, 4), 0.25)
    labels = np.arange(4)
    assert top_k(labels, uniform, 1) == accuracy(labels, uniform.argmax(axis=1)) == 0.25
    assert top_k(labels, uniform, 2) == 0.5


def test_confusion_by_hand_has_true_rows_and_predicted_columns() -> None:
    counts = confusion_matrix([0, 0, 0, 1, 2], [0, 1, 1, 1, 0], 4)
    assert counts.tolist() == [[1, 2, 0, 0], [0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 0]]


def test_scores_of_a_class_never_seen_are_zero_and_it_is_left_out_of_macro_f1() -> None:
    counts = np.array([[3, 0, 0], [1, 2, 0], [0, 0, 0]])
    assert per_class(counts)["f1"].tolist() == pytest.approx([6 / 7, 4 / 5, 0])
    assert macro_f1(counts) == pytest.approx((6 / 7 + 4 / 5) / 2)


# Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
@pytest.mark.parametrize(
    ("n_correct", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_interval_is_the_published_one(n_correct: int, n: int, low: float, high: float) -> None:
    assert accuracy_interval(n_correct, n) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.99])
@pytest.mark.parametrize(("n_correct", "n"), [(0, 1), (1, 1), (73, 147), (147, 147), (999, 1000)])
def test_interval_is_that_of_scipy(n_correct: int, n: int, confidence: float) -> None:
    theirs = binomtest(n_correct, n).proportion_ci(confidence, method="wilson")
    ours = accuracy_interval(n_correct, n, confidence)
    assert ours == pytest.approx((theirs.low, theirs.high), abs=1e-12)


def test_intervals_of_classes_are_wilson_s_of_shares_and_hold_the_measure(answers) -> None:
    labels, predicted = answers[0], answers[1].argmax(axis=1)
    counts = confusion_matrix(labels, predicted, 5)
    precision, recall, f1, _ = scores_of_scikit_learn(labels, predicted)
    for measure, value in (("precision", precision), ("recall", recall), ("f1", f1)):
        low, high = class_intervals(counts, measure).T
        assert (low <= value + 1e-12).all()
        assert (high >= value - 1e-12).all()
    hits, missed = int(counts[0, 0]), int(counts[0].sum() - counts[0, 0])
    ends = binomtest(hits, hits + missed).proportion_ci(method="wilson")
    assert class_intervals(counts, "recall")[0] == pytest.approx([ends.low, ends.high])


def test_the_interval_of_f1_covers_as_often_as_it_says() -> None:
    """Of a class that half of the items have, recognised in four of five."""
    rng = np.random.default_rng(11)
    shares = np.array([[0.4, 0.1], [0.1, 0.4]])
    true = 2 * 0.4 / (0.5 + 0.5)
    n_covered = 0
    for _ in range(1000):
        counts = rng.multinomial(100, shares.ravel()).reshape(2, 2)
        low, high = class_intervals(counts, "f1")[0]
        n_covered += low <= true <= high
    assert 0.93 <= n_covered / 1000 <= 0.98


def test_a_class_without_items_has_no_interval_and_an_unknown_measure_is_named() -> None:
    assert np.isnan(class_intervals([[0, 0], [1, 2]], "recall")[0]).all()
    with pytest.raises(ValueError, match="'support'; it must be one of precision, recall, f1"):
        class_intervals([[1]], "support")


def test_evaluate_agrees_with_its_parts_and_survives_json(answers) -> None:
    labels, probabilities = answers
    classes = ["blues", "classical", "country", "disco", "hiphop"]
    report = json.loads(json.dumps(evaluate(labels, probabilities, classes)))
    predicted = probabilities.argmax(axis=1)
    precision, recall, f1, support = scores_of_scikit_learn(labels, predicted)

    assert report["n"] == 120
    assert list(report["per_output"]) == classes
    headline, scores = report["headline"], report["scores"]
    assert headline["value"] == pytest.approx(sk.accuracy_score(labels, predicted))
    assert headline["low"] < headline["value"] < headline["high"]
    assert scores["macro_f1"] == pytest.approx(sk.f1_score(labels, predicted, average="macro"))
    assert scores["top2"] == pytest.approx(sk.top_k_accuracy_score(labels, probabilities, k=2))
    assert scores["ece"] == expected_calibration_error(labels, probabilities)
    assert np.trace(report["confusion"]) == round(headline["value"] * 120)
    for i, name in enumerate(classes):
        ours = report["per_output"][name]
        assert ours["precision"] == pytest.approx(precision[i])
        assert ours["recall"] == pytest.approx(recall[i])
        assert ours["f1"] == pytest.approx(f1[i])
        assert ours["support"] == support[i]


def test_float32_averages_of_windows_are_accepted() -> None:
    windows = np.random.default_rng(0).dirichlet(np.ones(10), size=(50, 40)).astype(np.float32)
    report = evaluate(np.arange(50) % 10, windows.mean(axis=1), [f"class {i}" for i in range(10)])
    assert sum(scores["support"] for scores in report["per_output"].values()) == 50


GOOD = np.array([[0.7, 0.3], [0.4, 0.6]])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: accuracy([0, 1], [0]), "predicted has 1 items; there are 2 labels"),
        (lambda: accuracy([], []), r"labels has shape \(0,\)"),
        (lambda: accuracy([0.0, 1.0], [0, 1]), "type float64"),
        (lambda: confusion_matrix([0, 2], [0, 1], 2), "labels holds 2; with 2 classes"),
        (lambda: confusion_matrix([0, -1], [0, 1], 2), "holds -1; class indices start at 0"),
        (lambda: accuracy_interval(5, 4), "n_correct is 5; it must be within 0 and n = 4"),
        (lambda: accuracy_interval(0, 0), "n is 0"),
        (lambda: accuracy_interval(1, 2, 95), "confidence is 95"),
        (lambda: top_k([0, 1], GOOD, 3), "k is 3; it must be within 1 and n_classes = 2"),
        (lambda: top_k([0, 1, 1], GOOD, 1), "2 rows; there are 3 labels"),
        (lambda: evaluate([0, 1], GOOD * 2, ["a", "b"]), "within 0.6 and 1.4"),
        (lambda: evaluate([0, 1], GOOD / 2, ["a", "b"]), "row 0 sum to 0.5"),
        (lambda: evaluate([0, 1], GOOD * np.nan, ["a", "b"]), "NaN"),
        (lambda: evaluate([0, 1], GOOD, ["a"]), "there must be 2 different names"),
        (lambda: evaluate([0, 1], GOOD, ["a", "a"]), "there must be 2 different names"),
        (lambda: per_class([[1, 2]]), r"shape \(1, 2\)"),
        (lambda: per_class([[1.5, 0], [0, 1]]), "integers of 0 or more"),
        (lambda: macro_f1([[0, 0], [0, 0]]), "all zeros"),
    ],
)
def test_bad_input_is_refused_with_value_and_bound(call, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
