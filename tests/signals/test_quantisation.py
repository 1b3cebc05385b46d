"""Bit depth, held to the formula of every textbook and to what dither is proved to do."""

import numpy as np
import pytest
import scipy.stats

from core.errors import EarshotError
from core.signals import ideal_snr, quantise, snr, step_of


@pytest.fixture
def sine() -> np.ndarray:
    """A full-scale sine of a frequency that no period of the samples divides."""
    return np.sin(2 * np.pi * 997.3 * np.arange(44_100) / 44_100)


@pytest.mark.parametrize("n_bits", [1, 2, 4, 8])
def test_there_are_two_to_the_n_levels(n_bits):
    ramp = np.linspace(-1, 1, 5001)
    levels = np.unique(quantise(ramp, n_bits))
    assert len(levels) == 2**n_bits
    np.testing.assert_allclose(np.diff(levels), step_of(n_bits))
    assert np.abs(quantise(ramp, n_bits) - ramp).max() <= step_of(n_bits) / 2 + 1e-6


def test_one_bit_tells_the_sign():
    np.testing.assert_array_equal(
        quantise(np.array([-0.9, -0.1, 0.2, 1.0]), 1), [-0.5, -0.5, 0.5, 0.5]
    )


@pytest.mark.parametrize("n_bits", range(4, 17))
def test_a_full_scale_sine_has_the_ratio_of_the_formula(sine, n_bits):
    assert ideal_snr(n_bits) == pytest.approx(6.02 * n_bits + 1.76, abs=0.05)
    assert snr(sine, quantise(sine, n_bits)) == pytest.approx(ideal_snr(n_bits), abs=2.5 / n_bits)


def test_one_bit_of_a_sine_is_what_integration_gives(sine):
    # The mean of (s - 0.5 sign s)^2 is 0.5 - 2 / pi + 0.25.
    expected = 10 * np.log10(0.5 / (0.75 - 2 / np.pi))
    assert snr(sine, quantise(sine, 1)) == pytest.approx(expected, abs=0.01)


def test_dither_costs_4_77_db_and_frees_the_error_from_the_sound(sine):
    soft = 0.5 * sine
    dithered = quantise(soft, 4, dither=True)
    assert snr(soft, dithered) == pytest.approx(ideal_snr(4, dither=True) - 6.02, abs=0.1)
    assert ideal_snr(4) - ideal_snr(4, dither=True) == pytest.approx(4.77, abs=0.01)
    error, hard = dithered - soft, quantise(soft, 2) - soft
    assert abs(scipy.stats.pearsonr(error, soft).statistic) < 0.02
    assert abs(scipy.stats.pearsonr(hard, soft).statistic) > 0.05


def test_dither_keeps_a_tone_that_is_softer_than_a_step(sine):
    whisper = 0.3 * step_of(4) * sine
    assert np.corrcoef(whisper, quantise(whisper, 4, dither=True))[0, 1] > 0.3
    kept = quantise(whisper, 4, dither=True)
    slope = float(kept @ whisper / (whisper @ whisper))
    assert slope == pytest.approx(1, abs=0.05)
    np.testing.assert_array_equal(kept, quantise(whisper, 4, dither=True))


@pytest.mark.parametrize("n_bits", [0, 25])
def test_bits_have_limits(n_bits):
    with pytest.raises(EarshotError, match=f"1 to 24 bits, not {n_bits}"):
        quantise(np.zeros(3), n_bits)
