"""Filters of a constant-Q transform: held to Brown's formulas, SciPy's window and librosa."""

import librosa
import numpy as np
import pytest
from scipy.signal import get_window

from core.errors import EarshotError
from core.lessons.constant_q.quality import filter_lengths, kernel, quality, quality_between


@pytest.mark.parametrize(("b", "q"), [(12, 16.817), (24, 34.127), (36, 51.438)])
def test_q_is_browns(b, q):
    assert quality(b) == pytest.approx(q, abs=1e-3)
    notes = 440 * 2.0 ** (np.arange(2) / b)
    assert quality(b) == pytest.approx(notes[0] / (notes[1] - notes[0]))


@pytest.mark.parametrize("b", [12, 24, 36])
def test_librosas_is_hardly_larger(b):
    freqs = librosa.cqt_frequencies(7 * b, fmin=32.70319566, bins_per_octave=b)
    lengths, _ = librosa.filters.wavelet_lengths(freqs=freqs, sr=22050)
    np.testing.assert_allclose(lengths, quality_between(b) * 22050 / freqs, rtol=1e-6)
    assert quality_between(12) == pytest.approx(17.33, abs=0.01)


def test_the_lowest_filter_listens_for_half_a_second():
    lengths = filter_lengths(np.array([32.703, 65.406, 2093.0]), 12)
    np.testing.assert_allclose(lengths / 22050, [0.514, 0.257, 0.0080], atol=5e-4)
    assert filter_lengths(np.array(32.703), 36) / 22050 == pytest.approx(1.573, abs=1e-3)


@pytest.mark.parametrize("frequency", [65.4, 440.0, 4000.0])
def test_a_kernel_is_q_cycles_under_a_hann_window(frequency):
    wave = kernel(frequency, 12)
    n = len(wave)
    assert n == round(16.817 * 22050 / frequency)
    times = (np.arange(n) - n // 2) / 22050
    expected = get_window("hann", n) * np.cos(2 * np.pi * frequency * times)
    np.testing.assert_allclose(wave, expected, atol=1e-5)


@pytest.mark.parametrize("frequency", [0, -5, 11025])
def test_what_cannot_be_filtered_is_told(frequency):
    with pytest.raises(EarshotError, match="above 0 and below 11025"):
        kernel(frequency, 12)


def test_there_is_at_least_one_bin():
    with pytest.raises(EarshotError, match="not 0"):
        quality(0)
