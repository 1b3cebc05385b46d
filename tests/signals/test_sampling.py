"""Sampling and back, held to arithmetic and to SciPy."""

import numpy as np
import pytest
import scipy.signal

from core.errors import EarshotError
from core.signals import (
    alias,
    glide,
    hold,
    lower_rate,
    note,
    partials,
    rebuild,
    reconstruct,
    sample_times,
    signed_alias,
    sines,
    tones,
)

RATE = 22050


def share_at(y: np.ndarray, frequency: float, sample_rate: int) -> float:
    """Amplitude of the sine of this frequency in the middle of `y`, by projection."""
    n = len(y) // 10
    times = np.arange(len(y))[n:-n] / sample_rate
    window = scipy.signal.get_window("hann", len(times))
    turned = y[n:-n] * window * np.exp(-2j * np.pi * frequency * times)
    return 2 * abs(turned.sum()) / window.sum()


@pytest.mark.parametrize(
    ("frequency", "rate", "expected"),
    [
        (15_000, 22_050, 7_050), (440, 22_050, 440), (11_025, 22_050, 11_025),
        (12_000, 22_050, 10_050), (22_050, 22_050, 0), (23_050, 22_050, 1_000),
        (9_000, 8_000, 1_000), (13_000, 8_000, 3_000), (0, 8_000, 0),
    ],
)  # fmt: skip
def test_aliases_are_those_of_arithmetic(frequency, rate, expected):
    assert alias(frequency, rate) == expected


def test_the_alias_has_the_same_samples():
    frequencies = np.linspace(0, 60_000, 83)
    folded = signed_alias(frequencies, RATE)
    assert np.abs(folded).max() <= RATE / 2
    times = sample_times(RATE, seconds=0.01)
    for frequency, lower in zip(frequencies, folded, strict=True):
        np.testing.assert_allclose(
            sines(times, [frequency], [1]), sines(times, [lower], [1]), atol=1e-9
        )


def test_samples_are_a_period_apart():
    times = sample_times(4000, seconds=0.01)
    assert len(times) == 40
    np.testing.assert_allclose(np.diff(times), 0.00025)
    np.testing.assert_allclose(sample_times(1000, seconds=0.003, start=-0.002), [-0.002, -0.001, 0])


def test_steps_hold_each_sample():
    steps = hold(np.array([1.0, 2.0, 3.0]), 4, 12)
    np.testing.assert_array_equal(steps, [1, 1, 1, 2, 2, 2, 3, 3, 3])
    assert len(hold(np.ones(2000), 2000, 44_100)) == 44_100


def test_a_tone_below_half_the_rate_comes_back_whole():
    times = np.linspace(0, 0.005, 200)
    at = sample_times(4000, seconds=2, start=-1)
    curve = reconstruct(sines(at, [1300], [0.8]), 4000, times, start=-1)
    np.testing.assert_allclose(curve, sines(times, [1300], [0.8]), atol=1e-3)


def test_the_curve_goes_through_its_samples():
    y = np.random.default_rng(1).normal(size=50)
    np.testing.assert_allclose(reconstruct(y, 100, np.arange(50) / 100), y, atol=1e-12)


def test_a_single_ripple_is_zero_at_every_moment_but_its_own():
    at = sample_times(1000, seconds=0.01)
    ripple = reconstruct(np.array([0.7]), 1000, at, start=at[4])
    np.testing.assert_allclose(ripple, 0.7 * (np.arange(10) == 4), atol=1e-9)


def test_rebuilding_is_scipys_and_keeps_the_samples():
    y = tones([500, 900], seconds=0.5, sample_rate=2000)
    rebuilt = rebuild(y, 2000, 8000)
    np.testing.assert_allclose(rebuilt, scipy.signal.resample(y, 4000), atol=1e-6)
    np.testing.assert_allclose(rebuilt[::4], y, atol=1e-6)


def test_15_khz_at_22_05_khz_is_heard_at_7_05_khz():
    sampled = tones([15_000], seconds=1, sample_rate=RATE)
    heard = rebuild(sampled, RATE, 2 * RATE)
    assert share_at(heard, 7050, 2 * RATE) == pytest.approx(0.8, rel=1e-3)
    assert share_at(heard, 15_000, 2 * RATE) < 1e-4


@pytest.mark.parametrize(("rate", "folded"), [(11_025, 3025), (8_000, 0)])
def test_a_lower_rate_folds_unless_a_filter_comes_first(rate, folded):
    y = tones([2000, 8000], seconds=1, sample_rate=RATE)  # 8 kHz lies above half of either rate
    bare = lower_rate(y, RATE, rate, low_pass=False)
    filtered = lower_rate(y, RATE, rate, low_pass=True)
    assert len(bare) == len(filtered) == rate
    times = np.arange(rate) / rate
    middle = slice(rate // 5, -rate // 5)
    expected = 0.4 * np.sin(2 * np.pi * 2000 * times)
    np.testing.assert_allclose(filtered[middle], expected[middle], atol=2e-3)
    expected += 0.4 * np.sin(2 * np.pi * 8000 * times)
    np.testing.assert_allclose(bare[middle], expected[middle], atol=2e-3)
    if folded:
        assert share_at(bare, folded, rate) == pytest.approx(0.4, rel=1e-2)


def test_the_same_rate_changes_nothing_and_a_sample_stays_one():
    y = tones([440], seconds=0.1)
    assert lower_rate(y, RATE, RATE, low_pass=True) is y
    for low_pass in (True, False):
        assert len(lower_rate(y[:1], RATE, 8000, low_pass=low_pass)) == 1


def test_a_glide_is_scipys_chirp():
    y = glide(0, 20_000, seconds=2, sample_rate=44_100)
    times = np.arange(88_200) / 44_100
    chirp = 0.8 * scipy.signal.chirp(times, 0, 2, 20_000, phi=-90)
    np.testing.assert_allclose(y[1000:-1000], chirp[1000:-1000], atol=1e-4)


@pytest.mark.parametrize(
    ("shape", "ideal"),
    [
        ("saw", lambda turns: scipy.signal.sawtooth(2 * np.pi * turns + np.pi)),
        ("square", lambda turns: scipy.signal.square(2 * np.pi * turns)),
    ],
)
def test_an_ideal_wave_is_scipys(shape, ideal):
    y = note(shape, 441.3, band_limited=False, seconds=0.5, amplitude=1)
    turns = 441.3 * np.arange(len(y)) / RATE
    np.testing.assert_allclose(y[500:-500], ideal(turns)[500:-500], atol=1e-6)


@pytest.mark.parametrize(("shape", "factor"), [("saw", 2 / np.pi), ("square", 4 / np.pi)])
def test_only_the_naive_note_folds(shape, factor):
    naive = note(shape, 2000, band_limited=False, seconds=1, sample_rate=RATE, amplitude=1)
    clean = note(shape, 2000, band_limited=True, seconds=1, sample_rate=RATE, amplitude=1)
    folded = float(alias(14_000, RATE))  # the seventh partial, at 8050 Hz, where the note has none
    assert folded == 8050
    assert share_at(clean, folded, RATE) < 1e-4
    assert share_at(naive, folded, RATE) == pytest.approx(factor / 7, rel=0.02)
    assert share_at(clean, 6000, RATE) == pytest.approx(factor / 3, rel=1e-3)


@pytest.mark.parametrize(("shape", "ideal"), [("saw", lambda t: 2 * t), ("square", np.ones_like)])
def test_partials_sum_up_to_the_ideal_wave(shape, ideal):
    times = np.linspace(0.05, 0.45, 50)
    frequencies, amplitudes = partials(shape, 1, 2000)
    np.testing.assert_allclose(sines(times, frequencies, amplitudes), ideal(times), atol=0.01)


def test_a_square_wave_has_odd_partials_only():
    assert partials("square", 1000, 5000)[0].tolist() == [1000, 3000]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: alias(440, 0), "above 0 Hz, not 0 Hz"),
        (lambda: rebuild(np.ones(4), 8000, 4000), "at least 8000 Hz, not 4000 Hz"),
        (lambda: rebuild(np.empty(0), 8000, 9000), "at least one"),
        (lambda: hold(np.empty(0), 8000, 9000), "at least one"),
        (lambda: lower_rate(np.ones(4, np.float32), 8000, 9000, low_pass=True), "to 9000 Hz"),
        (lambda: partials("round", 440, 9000), "Known: saw, square"),  # type: ignore
        (lambda: note("saw", 5000, band_limited=True, seconds=1, sample_rate=8000), "5000 Hz"),
    ],
)
def test_what_cannot_be_is_told(make, reason):
    with pytest.raises(EarshotError, match=reason):
        make()
