"""Two channels: sums that arithmetic knows in advance."""

import numpy as np
import pytest

from core.errors import EarshotError
from core.signals import delayed, level, mid_side, mono_gain, tones

RATE = 22050


def test_mid_and_side_make_the_channels_again():
    left, right = np.random.default_rng(2).normal(size=(2, 100))
    mid, side = mid_side(left, right)
    np.testing.assert_allclose(mid + side, left)
    np.testing.assert_allclose(mid - side, right)


def test_an_inverted_copy_leaves_nothing():
    y = tones([440], seconds=0.2)
    mid, side = mid_side(y, -y)
    assert not mid.any()
    np.testing.assert_array_equal(side, y)


def test_a_delay_of_whole_samples_shifts():
    y = tones([440, 3000], seconds=0.2)
    np.testing.assert_allclose(delayed(y, 10 / RATE, RATE)[10:], y[:-10], atol=1e-5)
    np.testing.assert_allclose(delayed(y, 0, RATE), y, atol=1e-6)
    assert delayed(y[:1], 0.001, RATE).shape == (1,)


def test_a_fraction_of_a_sample_shifts_too():
    y = tones([500], seconds=1)
    times = np.arange(RATE) / RATE - 0.00103
    expected = 0.8 * np.sin(2 * np.pi * 500 * times)
    middle = slice(1000, -1000)
    np.testing.assert_allclose(delayed(y, 0.00103, RATE)[middle], expected[middle], atol=1e-4)


def test_half_a_period_late_cancels_and_the_gain_says_so():
    y = tones([500], seconds=1)
    mid, _ = mid_side(y, delayed(y, 0.001, RATE))
    assert np.abs(mid[1000:-1000]).max() < 1e-4
    np.testing.assert_allclose(
        mono_gain(np.array([500, 1000, 1500]), delay=0.001), [0, 1, 0], atol=1e-9
    )


@pytest.mark.parametrize(("gain", "expected"), [(1, 0), (0.5, -2.5), (0, -6.02)])
def test_the_gain_is_what_the_sum_measures(gain, expected):
    y = tones([440], seconds=1)
    mid, _ = mid_side(y, gain * y)
    measured = level(mid) - level(y)
    assert measured == pytest.approx(expected, abs=0.01)
    assert 20 * np.log10(mono_gain(np.array([440]), gain=gain)[0]) == pytest.approx(measured)


def test_what_does_not_fit_is_told():
    with pytest.raises(EarshotError, match="not 3 and 4"):
        mid_side(np.zeros(3), np.zeros(4))
    with pytest.raises(EarshotError, match="-1 s"):
        delayed(np.zeros(3), -1, RATE)
