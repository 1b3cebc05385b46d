"""One frame, held to NumPy's transform, SciPy's windows and arithmetic."""

import numpy as np
import pytest
from scipy.signal import get_window, periodogram

from core.errors import EarshotError
from core.lessons.frames.frame import (
    analyse_frame,
    correlate,
    cut_frame,
    find_peaks,
    sustained,
    tone_in_bins,
)

RATE = 22050
N = 2048


@pytest.fixture
def two_notes() -> np.ndarray:
    """A second of A4 at amplitude 0.5 and E5 a tenth of it."""
    times = np.arange(RATE) / RATE
    return (
        0.5 * np.sin(2 * np.pi * 440 * times) + 0.05 * np.sin(2 * np.pi * 659.3 * times)
    ).astype(np.float32)


def test_a_frame_is_centred_and_padded_with_zeros():
    y = np.arange(1, 101, dtype=np.float32)
    np.testing.assert_array_equal(
        cut_frame(y, time=0.5, n_fft=4, sample_rate=100), [49, 50, 51, 52]
    )
    np.testing.assert_array_equal(cut_frame(y, time=0, n_fft=4, sample_rate=100), [0, 0, 1, 2])
    np.testing.assert_array_equal(cut_frame(y, time=1, n_fft=4, sample_rate=100), [99, 100, 0, 0])
    np.testing.assert_array_equal(cut_frame(y[:1], time=0, n_fft=4, sample_rate=100), [0, 0, 1, 0])


@pytest.mark.parametrize("window", ["hann", "hamming", "boxcar", "blackman"])
def test_the_spectrum_is_scipys(two_notes, window):
    frame = analyse_frame(two_notes[:N], window=window, sample_rate=RATE)
    frequencies, power = periodogram(
        two_notes[:N], RATE, window=get_window(window, N), detrend=False, scaling="spectrum"
    )
    np.testing.assert_allclose(frame.frequencies, frequencies)
    loud = slice(1, -1)  # 0 Hz and the last bin have no mirror image
    np.testing.assert_allclose(
        10 ** (frame.decibels[loud] / 20), np.sqrt(2 * power[loud]), rtol=1e-3, atol=1e-6
    )


@pytest.mark.parametrize("window", ["hann", "hamming", "boxcar", "blackman"])
def test_a_sine_of_amplitude_one_has_0_db(window):
    frame = analyse_frame(tone_in_bins(40, n_fft=1024), window=window, sample_rate=RATE)
    assert frame.decibels.max() == pytest.approx(0, abs=1e-4)
    assert frame.decibels.argmax() == 40


def test_padding_shows_what_lies_between_the_bins():
    tone = tone_in_bins(40.5, n_fft=1024)
    padded = analyse_frame(tone, window="hann", sample_rate=1024, padding=8)
    assert padded.frequencies[padded.decibels.argmax()] == pytest.approx(40.5)
    plain = analyse_frame(tone, window="hann", sample_rate=1024)
    np.testing.assert_allclose(padded.decibels[::8], plain.decibels, atol=1e-3)


def test_peaks_are_named_between_the_bins(two_notes):
    peaks = find_peaks(analyse_frame(two_notes[:N], window="hann", sample_rate=RATE))
    assert [peak.frequency for peak in peaks[:2]] == pytest.approx([440, 659.3], abs=0.5)
    assert peaks[0].level == pytest.approx(20 * np.log10(0.5), abs=0.1)
    assert len(peaks) == 2


def test_silence_has_no_peaks():
    silence = analyse_frame(np.zeros(N, np.float32), window="hann", sample_rate=RATE)
    assert find_peaks(silence) == []
    assert silence.decibels.max() == -200


def test_a_bin_is_the_correlation_that_numpy_computes():
    y = np.random.default_rng(5).standard_normal(64)
    spectrum = np.fft.rfft(y)
    for k in (0, 1, 7, 32):
        assert correlate(y, k).value == pytest.approx(spectrum[k], abs=1e-9)


def test_a_tone_on_a_bin_sums_to_half_the_frame():
    found = correlate(tone_in_bins(5, n_fft=64, phase=45), 5)
    assert found.with_cosine.sum() == pytest.approx(32 / np.sqrt(2))
    assert found.with_sine.sum() == pytest.approx(32 / np.sqrt(2))
    for phase in (0, 90, 180):
        assert abs(correlate(tone_in_bins(5, n_fft=64, phase=phase), 5).value) == pytest.approx(32)
    assert abs(correlate(tone_in_bins(5, n_fft=64), 6).value) == pytest.approx(0, abs=1e-9)


def test_a_held_frame_sounds_its_peaks_as_loud_as_they_were(two_notes):
    frame = analyse_frame(two_notes[:N], window="hann", sample_rate=RATE)
    y = sustained(frame, 2 * RATE)
    assert y.shape == (2 * RATE,)
    assert np.sqrt(np.mean(y**2)) == pytest.approx(np.sqrt(np.mean(two_notes**2)), rel=0.02)
    frequencies, power = periodogram(y, RATE)
    near = np.abs(frequencies - 440) < 2 * RATE / N
    assert power[near].sum() > 0.9 * power.sum()
    silent = analyse_frame(np.zeros(N, np.float32), window="hann", sample_rate=RATE)
    assert not sustained(silent, 100).any()


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: cut_frame(np.zeros(0), time=0, n_fft=4, sample_rate=10), "0 samples"),
        (lambda: cut_frame(np.zeros(10), time=2, n_fft=4, sample_rate=10), "outside the sound"),
        (lambda: analyse_frame(np.zeros(1), window="hann", sample_rate=10), "at least 2 samples"),
        (lambda: analyse_frame(np.zeros(8), window="kaiser", sample_rate=10), "no window 'kaiser'"),
        (
            lambda: analyse_frame(np.zeros(8), window="hann", sample_rate=9, padding=0),
            "not 0 times",
        ),
        (lambda: correlate(np.zeros(8), 5), "bins 0 to 4, not 5"),
    ],
)
def test_bad_values_are_named(make, reason):
    with pytest.raises(EarshotError, match=reason):
        make()
