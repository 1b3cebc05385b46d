"""Test signals, held to SciPy's spectrum and to arithmetic."""

import numpy as np
import pytest
from scipy.signal import find_peaks

from core.errors import EarshotError
from core.signals import clicks, harmonics, tones

RATE = 22050


def strongest(y: np.ndarray, n: int) -> list[float]:
    """The `n` strongest frequencies, Hz, lowest first."""
    spectrum = np.abs(np.fft.rfft(y * np.hanning(len(y))))
    peaks, told = find_peaks(spectrum, height=0)
    best = peaks[np.argsort(-told["peak_heights"])[:n]]
    return sorted(best * RATE / len(y))


def test_tones_are_where_they_were_asked_for():
    y = tones([440, 1000, 3000], seconds=1, sample_rate=RATE)
    assert y.shape == (RATE,)
    np.testing.assert_allclose(strongest(y, 3), [440, 1000, 3000], atol=0.5)
    assert np.abs(y).max() <= 0.8


def test_an_unfaded_tone_is_the_sine():
    y = tones([1000], seconds=0.01, sample_rate=RATE, faded=False)
    expected = 0.8 * np.sin(2 * np.pi * 1000 * np.arange(220) / RATE)
    np.testing.assert_allclose(y, expected, atol=1e-6)


def test_a_faded_tone_begins_and_ends_at_rest():
    y = tones([440], seconds=0.5, sample_rate=RATE)
    assert np.abs(y[[0, -1]]).max() < 0.01
    middle = y[RATE // 10 : -RATE // 10]
    assert np.abs(middle).max() == pytest.approx(0.8, abs=0.01)


def test_a_note_has_its_overtones_and_nothing_folds():
    y = harmonics([2000], seconds=1, sample_rate=RATE)
    np.testing.assert_allclose(strongest(y, 5), [2000, 4000, 6000, 8000, 10000], atol=0.5)
    spectrum = np.abs(np.fft.rfft(y))
    assert spectrum[2000] / spectrum[4000] == pytest.approx(2, rel=0.02)


def test_clicks_stand_where_they_were_asked_for():
    y = clicks([0.1, 0.2], seconds=0.5, sample_rate=RATE)
    np.testing.assert_array_equal(np.flatnonzero(y), [2205, 4410])
    assert set(y[y > 0]) == {np.float32(0.8)}


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: tones([], seconds=1), "at least one frequency"),
        (lambda: harmonics([], seconds=1), "at least one note"),
        (lambda: tones([440], seconds=0), "less than one sample"),
        (lambda: clicks([2], seconds=1), "A click at 2 s lies outside 0 to 1 s"),
    ],
)
def test_what_cannot_be_made_is_told(make, reason):
    with pytest.raises(EarshotError, match=reason):
        make()
