"""Sounds that are no music: each is what it says, by its spectrum or its course."""

from itertools import islice

import numpy as np
import pytest
from scipy.signal import find_peaks, welch

from core.audio import SAMPLE_RATE
from core.signals.machines import KEYS, MORSE, dialled, morse
from core.signals.nature import BANDWIDTHS, coloured, resonant, voice
from core.signals.not_music import all_not_music, not_music


@pytest.fixture(scope="module")
def sounds() -> dict[str, np.ndarray]:
    return dict(all_not_music())


def test_there_are_a_hundred_and_none_is_another_s_copy(sounds: dict[str, np.ndarray]):
    assert len(sounds) == 100
    assert len({y.tobytes() for y in sounds.values()}) == 100
    for name, y in sounds.items():
        assert np.abs(y).max() == pytest.approx(0.5), name
        assert np.isfinite(y).all(), name


def test_they_are_the_same_each_time(sounds: dict[str, np.ndarray]):
    for name, y in islice(sounds.items(), 0, None, 9):
        family, _, seed = name.rpartition(" ")
        np.testing.assert_array_equal(y, not_music(family, int(seed)))


@pytest.mark.parametrize("exponent", [-1, 0, 1, 2])
def test_noise_has_the_slope_of_its_colour(exponent: float):
    frequency, power = welch(coloured(exponent, 3), SAMPLE_RATE, nperseg=4096)
    heard = (frequency > 100) & (frequency < 8000)
    slope, _ = np.polyfit(np.log10(frequency[heard]), np.log10(power[heard]), 1)
    assert slope == pytest.approx(-exponent, abs=0.1)


def test_a_telephone_number_is_made_of_its_keys_tones():
    first = dialled(0)[: round(0.12 * SAMPLE_RATE)]
    size = np.abs(np.fft.rfft(first, SAMPLE_RATE))  # a bin is 1 Hz
    peaks, _ = find_peaks(size, height=0.5 * size.max(), distance=50)
    expected = KEYS[np.random.default_rng(0).integers(0, len(KEYS), 40)[0]]
    assert np.abs(np.sort(peaks) - expected).max() < 4


def test_morse_is_a_key_that_is_up_or_down():
    level = np.abs(morse(0))
    short = np.convolve(level, np.ones(220) / 220, "same")
    down = short > 0.5 * short.max()
    lengths = np.diff(np.flatnonzero(np.diff(down.astype(int))))[::2]
    dots, dashes = lengths[lengths < 2 * lengths.min()], lengths[lengths >= 2 * lengths.min()]
    assert np.median(dashes) / np.median(dots) == pytest.approx(3, abs=0.4)
    assert set("".join(MORSE.values())) == {".", "-"}


def test_a_formant_is_as_high_and_as_wide_as_told():
    click = np.zeros(SAMPLE_RATE)
    click[0] = 1
    size = np.abs(np.fft.rfft(resonant(click, 730, BANDWIDTHS[0])))
    strong = np.flatnonzero(size > size.max() / np.sqrt(2))  # 3 dB down
    assert size.argmax() == pytest.approx(730, abs=3)
    assert np.ptp(strong) == pytest.approx(BANDWIDTHS[0], abs=4)


def test_a_voice_comes_in_syllables_with_pauses():
    """Speech swells three to eight times a second (Houtgast and Steeneken, 1985)."""
    level = np.abs(voice(0))[: SAMPLE_RATE * 7].reshape(-1, 441).mean(axis=1)  # 50 a second
    peaks, _ = find_peaks(level, prominence=0.2 * level.max())
    assert 2.5 < len(peaks) / 7 < 9
    assert np.mean(level < 0.02 * level.max()) > 0.05
