import librosa
import numpy as np
import pytest

from core.features import normalise
from core.features.normalisation import power_to_db


@pytest.fixture
def feature() -> np.ndarray:
    rng = np.random.default_rng(0)
    return (rng.standard_normal((5, 400)) * [[1], [5], [20], [0.1], [3]] - 40).astype(np.float32)


def test_rows_have_no_mean_and_one_deviation(feature: np.ndarray) -> None:
    z = normalise(feature, "rows")
    np.testing.assert_allclose(z.mean(axis=1), 0, atol=1e-4)
    np.testing.assert_allclose(z.std(axis=1), 1, rtol=1e-4)
    assert z.dtype == np.float32


def test_the_whole_has_no_mean_and_one_deviation(feature: np.ndarray) -> None:
    z = normalise(feature, "whole")
    assert z.mean() == pytest.approx(0, abs=1e-4)
    assert z.std() == pytest.approx(1, rel=1e-4)
    assert np.corrcoef(z.ravel(), feature.ravel())[0, 1] == pytest.approx(1)


def test_none_changes_nothing(feature: np.ndarray) -> None:
    np.testing.assert_array_equal(normalise(feature, "none"), feature)


@pytest.mark.parametrize("how", ["rows", "whole"])
def test_rounding_noise_stays_noise(how: str) -> None:
    constant = np.full((3, 50), -1131.37, np.float32)
    constant[:, ::2] = np.nextafter(constant[:, ::2], 0)
    assert np.abs(normalise(constant, how)).max() < 0.05


def test_other_ways_are_refused(feature: np.ndarray) -> None:
    with pytest.raises(ValueError, match="'columns'"):
        normalise(feature, "columns")


@pytest.mark.parametrize("top_db", [80.0, 20.0, None])
def test_decibels_are_librosas(top_db: float | None) -> None:
    power = np.random.default_rng(0).random((20, 30), dtype=np.float32) ** 8
    ours = power_to_db(power, top_db=top_db)
    np.testing.assert_allclose(ours, librosa.power_to_db(power, top_db=top_db), atol=2e-5)
