"""What a spectrogram tells apart: sharp limits known from the Hann window."""

import librosa
import numpy as np
import pytest

from core.errors import EarshotError
from core.lessons.frames.resolution import dip, resolution, tones_and_clicks

RATE = 22050


def test_the_picture_is_librosas():
    seen = resolution(tone_gap=30, click_gap=0.06, n_fft=1024, hop_length=256)
    y = tones_and_clicks(tone_gap=30, click_gap=0.06)
    power = np.abs(librosa.stft(y, n_fft=1024, hop_length=256)) ** 2
    np.testing.assert_allclose(seen.power, power, rtol=1e-3, atol=1e-6 * power.max())
    levels = librosa.power_to_db(power.mean(axis=1), top_db=None)
    np.testing.assert_allclose(seen.tone_levels, levels - levels.max(), atol=0.05)


@pytest.mark.parametrize("n_fft", [512, 1024, 2048, 4096])
def test_limits_are_two_bins_and_half_a_frame(n_fft):
    two_bins, half = 2 * RATE / n_fft, n_fft / RATE / 2

    def apart(tones: float, clicks: float) -> tuple[bool, bool]:
        seen = resolution(
            tone_gap=tones * two_bins, click_gap=clicks * half, n_fft=n_fft, hop_length=32
        )
        return seen.tones_resolved, seen.clicks_resolved

    assert apart(1.3, 1.15) == (True, True)
    assert apart(0.7, 0.85) == (False, False)


def test_a_dip_is_measured_from_the_weaker_of_the_two():
    places = np.arange(7.0)
    levels = np.array([-30, -2, -10, -14, -5, 0, -30.0])
    assert dip(places, levels, (1, 5)) == 12
    assert dip(places, levels, (1, 2)) == 0  # nothing was measured between


@pytest.mark.parametrize("gaps", [(0, 0.1), (30, 0), (2500, 0.1), (30, 2)])
def test_gaps_that_cannot_be_are_named(gaps):
    with pytest.raises(EarshotError, match="the gaps must lie above 0"):
        resolution(tone_gap=gaps[0], click_gap=gaps[1], n_fft=1024, hop_length=256)
