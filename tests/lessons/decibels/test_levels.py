"""Levels: arithmetic, SciPy's skewness, librosa's spectrogram and inverse."""

import librosa
import numpy as np
import pytest
from scipy.stats import skew

from core.demo_music import make_song
from core.errors import EarshotError
from core.lessons.decibels.levels import (
    amplitude_ratio,
    full_scale,
    gain_to_match,
    loudness,
    power_ratio,
    power_spectrogram,
    split_at_floor,
    spread,
)

RATE = 22050


@pytest.fixture(scope="module")
def song() -> np.ndarray:
    return make_song("waltz", seed=7, seconds=4.0)


def test_doubling_is_6_and_3_decibels():
    assert amplitude_ratio(6.0206) == pytest.approx(2, rel=1e-5)
    assert power_ratio(3.0103) == pytest.approx(2, rel=1e-5)
    assert amplitude_ratio(-20) == pytest.approx(0.1)
    assert power_ratio(30) == pytest.approx(1000)


def test_loudness_of_a_sine():
    sine = np.sin(2 * np.pi * 437.3 * np.arange(RATE) / RATE).astype(np.float32)
    told = loudness(2 * sine)
    assert told.peak_db == pytest.approx(6.02, abs=0.02)
    assert told.rms_db == pytest.approx(3.01, abs=0.01)
    assert told.clipped == pytest.approx(RATE * 2 / 3, rel=0.02)  # |sin| > 1/2 on 2/3 of the circle
    assert loudness(np.zeros(5)).peak_db == -200


def test_the_spectrogram_is_librosas(song):
    ours = power_spectrogram(song, n_fft=1024, hop_length=256, window="blackman")
    theirs = np.abs(librosa.stft(song, n_fft=1024, hop_length=256, window="blackman")) ** 2
    np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-7 * theirs.max())


def test_skewness_is_scipys(song):
    power = power_spectrogram(song)
    assert spread(power).skewness == pytest.approx(float(skew(power.ravel())), rel=1e-3)
    values = np.concatenate([np.zeros(30), np.linspace(1, 100, 70)])
    assert spread(values).lowest == pytest.approx(0.31)  # the zeros, and 1, a hundredth of 100
    assert spread(np.full(4, 3.0)).skewness == 0


@pytest.mark.parametrize("reference", ["loudest", "full scale"])
def test_parts_are_what_librosa_makes_of_a_mask(song, reference):
    parted = split_at_floor(song, floor=-45, reference=reference)
    transform = librosa.stft(song)
    one = np.abs(transform).max() if reference == "loudest" else 2048 / 4
    decibels = librosa.amplitude_to_db(np.abs(transform), ref=one, top_db=None, amin=1e-9)
    seen = decibels > -90
    np.testing.assert_allclose(parted.decibels[seen], decibels[seen], atol=0.05)
    theirs = librosa.istft(transform * (decibels >= -45), length=len(song))
    np.testing.assert_allclose(parted.kept, theirs, atol=2e-3)
    np.testing.assert_allclose(parted.kept + parted.hidden, song, atol=1e-6)
    assert parted.hidden_values == pytest.approx((decibels < -45).mean(), abs=1e-3)
    power = np.abs(transform) ** 2
    assert parted.hidden_power == pytest.approx(power[decibels < -45].sum() / power.sum(), rel=0.02)


def test_with_the_lowest_floor_nothing_is_hidden(song):
    parted = split_at_floor(song, floor=-190)
    assert np.abs(parted.hidden).max() < 1e-5
    assert parted.hidden_power == pytest.approx(0, abs=1e-9)


def test_a_softer_recording_is_the_same_picture_if_the_loudest_is_0_db(song):
    softer = song * np.float32(amplitude_ratio(-40))
    loud, soft = split_at_floor(song, floor=-40), split_at_floor(softer, floor=-40)
    assert soft.hidden_values == pytest.approx(loud.hidden_values, abs=1e-4)
    np.testing.assert_allclose(soft.kept, loud.kept / 100, atol=1e-6)
    absolute = split_at_floor(softer, floor=-40, reference="full scale")
    assert absolute.hidden_values > 0.999


@pytest.mark.parametrize("n_samples", [1, 2, 1102])
def test_silence_and_short_sounds_are_parted(n_samples):
    for y in (np.zeros(n_samples, np.float32), np.full(n_samples, 0.5, np.float32)):
        parted = split_at_floor(y, floor=-40)
        assert parted.kept.shape == parted.hidden.shape == (n_samples,)
        assert np.isfinite(parted.decibels).all()


def test_a_part_is_raised_to_the_whole_without_clipping(song):
    soft = song * np.float32(0.01)
    assert gain_to_match(soft, song) == pytest.approx(40, abs=0.01)
    click = np.zeros(1000, np.float32)
    click[5] = 0.5
    assert gain_to_match(click, np.ones(1000)) == pytest.approx(5.02, abs=0.01)
    assert gain_to_match(np.zeros(9), song) == 0


def test_full_scale_is_half_the_windows_sum():
    assert full_scale("hann", 2048) == pytest.approx(512)
    assert full_scale("boxcar", 100) == pytest.approx(50)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: split_at_floor(np.zeros(0, np.float32), floor=-40), "0 values"),
        (
            lambda: split_at_floor(np.zeros(9, np.float32), floor=-40, hop_length=2048),
            "at most 1024",
        ),
        (
            lambda: split_at_floor(np.zeros(9, np.float32), floor=-4, reference="x"),  # type: ignore
            "no reference 'x'",
        ),
    ],
)
def test_bad_values_are_named(make, reason):
    with pytest.raises(EarshotError, match=reason):
        make()
