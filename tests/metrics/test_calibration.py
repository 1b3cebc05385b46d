"""Held to hand-worked bins, to a model that is calibrated by construction, and to SciPy's root."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import softmax
from sklearn.calibration import calibration_curve
from sklearn.metrics import log_loss

from core.metrics import (
    expected_calibration_error,
    fit_temperature,
    negative_log_likelihood,
    reliability,
)


def two_classes(confidence: list[float]) -> np.ndarray:
    """Probabilities that favour class 0 with these confidences."""
    return np.column_stack([confidence, 1 - np.asarray(confidence)])


def test_error_by_hand() -> None:
    # Bins of 0.2: (0.6, 0.8] holds 0.65, 0.75 with 1 of 2 right; (0.8, 1] holds 0.9, 1 with 2 of 2.
    probabilities = two_classes([0.65, 0.75, 0.9, 1.0])
    labels = [0, 1, 0, 0]
    by_hand = 0.5 * abs(0.5 - 0.7) + 0.5 * abs(1 - 0.95)
    assert expected_calibration_error(labels, probabilities, 5) == pytest.approx(by_hand)
    bins = reliability(labels, probabilities, 5)
    assert bins["count"].tolist() == [0, 0, 0, 2, 2]
    np.testing.assert_allclose(bins["confidence"], [np.nan, np.nan, np.nan, 0.7, 0.95])
    np.testing.assert_allclose(bins["accuracy"], [np.nan, np.nan, np.nan, 0.5, 1])


def test_a_bin_is_closed_at_its_upper_edge() -> None:
    assert reliability([0], two_classes([0.5]), 2)["count"].tolist() == [1, 0]
    assert reliability([0], two_classes([1.0]), 2)["count"].tolist() == [0, 1]


def test_bins_are_those_of_scikit_learn() -> None:
    rng = np.random.default_rng(3)
    probabilities = rng.dirichlet([1, 1], size=500)
    labels = rng.integers(2, size=500)
    bins = reliability(labels, probabilities, 10)
    right = probabilities.argmax(axis=1) == labels
    share_right, confidence = calibration_curve(right, probabilities.max(axis=1), n_bins=10)
    filled = bins["count"] > 0
    np.testing.assert_allclose(bins["accuracy"][filled], share_right)
    np.testing.assert_allclose(bins["confidence"][filled], confidence)


def test_error_is_near_zero_for_a_calibrated_model_and_its_gap_for_a_boastful_one() -> None:
    rng = np.random.default_rng(1)
    probabilities = rng.dirichlet(np.ones(4), size=40_000)
    labels = (rng.random((40_000, 1)) > probabilities.cumsum(axis=1)).sum(axis=1)
    assert expected_calibration_error(labels, probabilities) < 0.01

    always_sure = np.eye(4)[np.zeros(40_000, dtype=int)]
    assert expected_calibration_error(labels, always_sure) == pytest.approx(np.mean(labels != 0))


def test_likelihood_is_that_of_scikit_learn_and_finite_after_a_sure_mistake() -> None:
    rng = np.random.default_rng(5)
    probabilities, labels = rng.dirichlet(np.ones(3), size=60), rng.integers(3, size=60)
    theirs = log_loss(labels, probabilities, labels=range(3))
    assert negative_log_likelihood(labels, probabilities) == pytest.approx(theirs)
    assert negative_log_likelihood([1], [[1.0, 0.0]]) == pytest.approx(-np.log(1e-12))


def exaggerated(factor: float) -> tuple[np.ndarray, np.ndarray]:
    """Labels drawn from softmax(logits), and the logits multiplied by `factor`."""
    rng = np.random.default_rng(11)
    logits = 2 * rng.normal(size=(4000, 5))
    probabilities = softmax(logits, axis=1)
    labels = (rng.random((4000, 1)) > probabilities.cumsum(axis=1)).sum(axis=1)
    return labels, factor * logits


@pytest.mark.parametrize("factor", [0.4, 1.0, 3.0])
def test_temperature_undoes_exaggeration_and_mends_the_error(factor: float) -> None:
    labels, logits = exaggerated(factor)
    temperature = fit_temperature(labels, lambda t: softmax(logits / t, axis=1))
    assert temperature == pytest.approx(factor, rel=0.05)
    after = expected_calibration_error(labels, softmax(logits / temperature, axis=1))
    assert after < 0.02
    if factor != 1:
        assert after < expected_calibration_error(labels, softmax(logits, axis=1)) / 4


def test_temperature_is_the_root_of_the_derivative() -> None:
    labels, logits = exaggerated(2.0)

    def slope(t: float) -> float:  # d NLL / d (1/T) = E_p[logit] - logit of the true class
        expected = (softmax(logits / t, axis=1) * logits).sum(axis=1)
        return float(np.mean(expected - logits[np.arange(len(labels)), labels]))

    root = brentq(slope, 0.1, 10)
    ours = fit_temperature(labels, lambda t: softmax(logits / t, axis=1))
    assert ours == pytest.approx(root, rel=1e-3)


def test_temperature_of_a_song_is_fitted_through_the_average_of_its_windows() -> None:
    labels, logits = exaggerated(3.0)
    windows = logits[:, None, :] + np.random.default_rng(2).normal(size=(4000, 6, 5))

    def songs(t: float) -> np.ndarray:
        return softmax(windows / t, axis=-1).mean(axis=1)

    temperature = fit_temperature(labels, songs)
    best = min(np.geomspace(0.5, 8, 200), key=lambda t: negative_log_likelihood(labels, songs(t)))
    assert temperature == pytest.approx(best, rel=0.02)


@pytest.mark.parametrize("n_songs", [48, 4800])
def test_few_songs_do_not_make_answers_one_hot(n_songs: int) -> None:
    """Each song's first window is right and its second wrong: votes tell them best, by a hair."""
    windows = np.zeros((n_songs, 2, 10))
    windows[:, 0, 0] = windows[:, 1, 1] = 3.0
    labels = np.zeros(n_songs, dtype=int)

    def songs(t: float) -> np.ndarray:
        return softmax(windows / t, axis=-1).mean(axis=1)

    temperature = fit_temperature(labels, songs)
    assert negative_log_likelihood(labels, songs(0.05)) < negative_log_likelihood(labels, songs(1))
    assert (0.3 < temperature < 1) == (n_songs < 100)


def test_temperature_stays_1_where_nothing_helps() -> None:
    assert fit_temperature([0, 1], lambda _: np.full((2, 2), 0.5)) == 1.0


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: reliability([0], two_classes([0.5]), 0), "n_bins is 0; it must be 1 or more"),
        (lambda: expected_calibration_error([2], two_classes([0.5])), "labels holds 2"),
        (lambda: expected_calibration_error([0, 0], two_classes([0.5])), "1 rows"),
        (lambda: fit_temperature([0, 1], lambda _: np.ones((2, 2))), "sum to 2"),
        (lambda: fit_temperature([], lambda _: np.ones((0, 2))), "shape"),
    ],
)
def test_bad_input_is_refused_with_value_and_bound(call, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
