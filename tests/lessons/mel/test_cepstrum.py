"""A spectrum as a sum of cosines: held to SciPy's transform and to Parseval."""

import numpy as np
import pytest
import scipy.fft

from core.errors import EarshotError
from core.lessons.mel.cepstrum import cepstrum_of


@pytest.fixture
def spectrum() -> np.ndarray:
    return np.random.default_rng(2).normal(-30, 12, 128).cumsum().astype(np.float32) / 10


def test_the_coefficients_are_scipys(spectrum):
    found = cepstrum_of(spectrum, 13)
    np.testing.assert_allclose(
        found.coefficients, scipy.fft.dct(spectrum, norm="ortho"), atol=1e-2, rtol=1e-4
    )


@pytest.mark.parametrize("n_kept", [2, 13, 84])
def test_the_outline_is_the_inverse_of_those_kept(spectrum, n_kept):
    found = cepstrum_of(spectrum, n_kept)
    kept = scipy.fft.dct(spectrum.astype(float), norm="ortho")
    lost = np.sqrt(np.square(kept[n_kept:]).sum() / 128)
    kept[n_kept:] = 0
    np.testing.assert_allclose(found.rebuilt, scipy.fft.idct(kept, norm="ortho"), atol=1e-2)
    assert found.error == pytest.approx(lost, rel=1e-2)


def test_nothing_is_lost_of_all(spectrum):
    assert cepstrum_of(spectrum, 128).error < 1e-3


def test_louder_changes_coefficient_0_alone(spectrum):
    before, after = cepstrum_of(spectrum, 13), cepstrum_of(spectrum + np.float32(6), 13)
    change = after.coefficients - before.coefficients
    assert change[0] == pytest.approx(6 * np.sqrt(128), rel=1e-3)
    np.testing.assert_allclose(change[1:], 0, atol=1e-3)


@pytest.mark.parametrize("n_kept", [0, 129])
def test_what_cannot_be_kept_is_told(spectrum, n_kept):
    with pytest.raises(EarshotError, match=f"not {n_kept}"):
        cepstrum_of(spectrum, n_kept)
