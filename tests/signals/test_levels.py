"""Levels, held to arithmetic."""

import numpy as np
import pytest

from core.signals import level, mean_spectrum, quantise, snr


@pytest.fixture
def sine() -> np.ndarray:
    """A full-scale sine of a frequency that no period of the samples divides."""
    return np.sin(2 * np.pi * 997.3 * np.arange(44_100) / 44_100)


def test_levels_are_told_against_a_full_scale_sine(sine):
    assert level(sine) == pytest.approx(0, abs=0.01)
    assert level(sine / 2) == pytest.approx(-6.02, abs=0.01)
    assert level(np.ones(9)) == pytest.approx(3.01, abs=0.01)
    assert level(np.zeros(9)) == -np.inf
    assert snr(np.zeros(9), quantise(np.zeros(9), 8)) == -np.inf
    assert snr(sine, sine) == np.inf


def test_a_mean_spectrum_is_of_powers_not_of_decibels():
    decibels = np.array([[0.0, -10.0], [-20.0, -20.0]])
    np.testing.assert_allclose(mean_spectrum(decibels), [10 * np.log10(0.55), -20])
