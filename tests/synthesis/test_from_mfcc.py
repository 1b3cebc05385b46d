"""From coefficients to sound: held to librosa's inverse DCT, and to what the bands add up to."""

import time

import librosa
import numpy as np
import pytest

from core.audio import SAMPLE_RATE
from core.demo_music import make_song
from core.errors import EarshotError
from core.features import Mfcc, extract
from core.synthesis import mel_from_mfcc, power_from_mel, sound_from_mfcc

SPEC = Mfcc(n_mfcc=84, normalise="none")


@pytest.fixture(scope="module")
def song() -> np.ndarray:
    return make_song("waltz", seed=7, seconds=30.0)[: 10 * SAMPLE_RATE]


@pytest.fixture(scope="module")
def coefficients(song: np.ndarray) -> np.ndarray:
    (mfcc,) = extract(song, specs=[SPEC])
    return mfcc


def mel_db(y: np.ndarray) -> np.ndarray:
    power = librosa.feature.melspectrogram(y=y, sr=SAMPLE_RATE, window="hamming")
    return librosa.power_to_db(power)


@pytest.mark.parametrize("n_kept", [1, 2, 13, 84])
def test_the_mel_spectrum_is_what_librosa_makes_of_it(coefficients, n_kept):
    theirs = librosa.power_to_db(
        librosa.feature.inverse.mfcc_to_mel(coefficients[:n_kept]), amin=1e-30, top_db=None
    )
    np.testing.assert_allclose(mel_from_mfcc(coefficients[:n_kept]), theirs, atol=2e-3)


def test_the_bins_add_up_to_their_bands(song):
    decibels = mel_db(song)
    power = power_from_mel(10 ** (decibels / 10), sample_rate=SAMPLE_RATE, n_fft=2048)
    assert power.shape == (1025, decibels.shape[1])
    assert power.min() >= 0
    again = librosa.power_to_db(librosa.filters.mel(sr=SAMPLE_RATE, n_fft=2048) @ power)
    assert np.sqrt(np.square(again - decibels).mean()) < 1


def test_the_rebuilt_sound_has_the_spectrum_that_was_asked_for(song, coefficients):
    for n_kept in (2, 13, 20):
        y = sound_from_mfcc(coefficients[:n_kept], spec=SPEC, n_samples=len(song))
        assert y.shape == song.shape
        assert np.abs(y).max() <= 0.99 + 1e-6
        wanted = mel_from_mfcc(coefficients[:n_kept])
        wanted = np.maximum(wanted, wanted.max() - 80)
        assert np.sqrt(np.square(mel_db(y) - wanted).mean()) < 1.5


def test_more_coefficients_come_nearer_to_the_song(song, coefficients):
    errors = []
    for n_kept in (2, 13, 84):
        y = sound_from_mfcc(coefficients[:n_kept], spec=SPEC, n_samples=len(song), n_rounds=8)
        errors.append(np.sqrt(np.square(mel_db(y) - mel_db(song)).mean()))
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < 5


def test_silence_stays_silent():
    (mfcc,) = extract(np.zeros(11025, np.float32), specs=[SPEC])
    assert np.abs(sound_from_mfcc(mfcc, spec=SPEC, n_samples=11025)).max() < 1e-4


def test_the_loudest_is_turned_down_and_not_clipped():
    (mfcc,) = extract(np.random.default_rng(1).normal(0, 1, 22050), specs=[SPEC])
    y = sound_from_mfcc(mfcc, spec=SPEC, n_samples=22050)
    assert np.abs(y).max() == pytest.approx(0.99, abs=1e-5)
    assert np.count_nonzero(np.abs(y) > 0.98) < 5


@pytest.mark.parametrize("shape", [(129, 4), (0, 4), (84,)])
def test_what_has_too_many_or_no_coefficients_is_refused(shape):
    with pytest.raises(EarshotError, match="1 to 128 coefficients"):
        mel_from_mfcc(np.zeros(shape, np.float32))


def test_ten_seconds_are_rebuilt_at_once(song, coefficients):
    def answer() -> None:
        sound_from_mfcc(coefficients[:13], spec=SPEC, n_samples=len(song))

    answer()
    began = time.process_time()
    answer()
    assert time.process_time() - began < 0.3
