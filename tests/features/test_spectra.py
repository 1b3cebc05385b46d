"""MFCC, CQT, mel and STFT held to librosa: to 1e-4 of the feature's range, or better.

What may lie between librosa and us is what both were seen to err, measured against float64
(`tests.features.exact`) and the same on every kernel of OpenBLAS: a tolerance is the sum of both.
"""

import warnings
from collections.abc import Callable

import librosa
import numpy as np
import pytest
import scipy.fft

from core.features import Cqt, FeatureSpec, Mel, Mfcc, Stft, extract
from tests.features import exact
from tests.features.exact import CQT_AMPLITUDE, CQT_LOUD, CQT_Z_SCORE, RANGE_DB, TOLERANCE
from tests.features.sounds import ALL, RATE, chord

NO_WORSE = 2.0  # our error over librosa's, root mean squares; 1.45 at most (300 samples of noise)
Reference = Callable[[np.ndarray], np.ndarray]


def mfcc(y: np.ndarray, n_mfcc: int = 84, window: str = "hamming", **settings) -> np.ndarray:
    return librosa.feature.mfcc(y=y, sr=RATE, n_mfcc=n_mfcc, window=window, **settings)


def mel(y: np.ndarray, **settings) -> np.ndarray:
    return librosa.power_to_db(librosa.feature.melspectrogram(y=y, sr=RATE, **settings))


def stft(y: np.ndarray, **settings) -> np.ndarray:
    return librosa.power_to_db(np.abs(librosa.stft(y, **settings)) ** 2)


SPECTRA: dict[FeatureSpec, Reference] = {
    Mfcc(normalise="none"): mfcc,
    Mfcc(normalise="none", n_mfcc=20, n_fft=1024, hop_length=300, window="hann", n_mels=64): (
        lambda y: mfcc(y, 20, "hann", n_fft=1024, hop_length=300, n_mels=64)
    ),
    Mel(): mel,
    Mel(n_mels=40, n_fft=1001, hop_length=250, fmin=100, fmax=6000, window="hamming"): (
        lambda y: mel(
            y, n_mels=40, n_fft=1001, hop_length=250, fmin=100, fmax=6000, window="hamming"
        )
    ),
    Stft(): stft,
    Stft(n_fft=512, hop_length=100, window="hamming"): (
        lambda y: stft(y, n_fft=512, hop_length=100, window="hamming")
    ),
    Stft(n_fft=1024, hop_length=300, window="boxcar"): (
        lambda y: stft(y, n_fft=1024, hop_length=300, window="boxcar")
    ),
    Stft(n_fft=1024, hop_length=300, window="blackman"): (
        lambda y: stft(y, n_fft=1024, hop_length=300, window="blackman")
    ),
    Mel(n_mels=40, n_fft=1001, hop_length=250, window="blackman"): (
        lambda y: mel(y, n_mels=40, n_fft=1001, hop_length=250, window="blackman")
    ),
}


def quietly(reference: Reference, y: np.ndarray) -> np.ndarray:
    """What librosa says, without its warnings about short clips."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return reference(y)


@pytest.mark.parametrize("sound", ALL)
@pytest.mark.parametrize("spec", SPECTRA, ids=lambda spec: spec.key)
def test_spectra_are_librosas(spec: FeatureSpec, sound: str) -> None:
    [ours] = extract(ALL[sound], specs=[spec])
    theirs = quietly(SPECTRA[spec], ALL[sound])
    assert ours.dtype == np.float32
    assert ours.shape == theirs.shape
    extent = np.abs(theirs).max() if spec.kind == "mfcc" else RANGE_DB
    np.testing.assert_allclose(ours, theirs, rtol=0, atol=TOLERANCE * extent)


CQTS: dict[Cqt, dict] = {
    Cqt(normalise="none"): {},
    Cqt(normalise="none", n_bins=48, fmin=32.7, hop_length=512): {"n_bins": 48, "fmin": 32.7},
    Cqt(normalise="none", n_bins=70, bins_per_octave=24, fmin=110, hop_length=256): {
        "n_bins": 70,
        "bins_per_octave": 24,
        "fmin": 110,
        "hop_length": 256,
    },
    Cqt(normalise="none", n_bins=60, hop_length=100): {"n_bins": 60, "hop_length": 100},
    Cqt(normalise="none", n_bins=5, fmin=60): {"n_bins": 5, "fmin": 60},
}


# librosa refuses one sample where the first octave is lower than the clip's sample rate allows.
@pytest.mark.parametrize("sound", [name for name in ALL if name not in ("silence", "one sample")])
@pytest.mark.parametrize("spec", CQTS, ids=lambda spec: spec.key)
def test_cqt_is_librosas(spec: Cqt, sound: str) -> None:
    [decibels] = extract(ALL[sound], specs=[spec])
    amplitude = np.abs(
        quietly(lambda y: librosa.cqt(y, sr=RATE, **{"hop_length": 512, **CQTS[spec]}), ALL[sound])
    )
    relative = amplitude / amplitude.max()
    assert decibels.shape == amplitude.shape
    ours = 10 ** (decibels / 20)
    np.testing.assert_allclose(ours, np.maximum(relative, 1e-4), rtol=0, atol=CQT_AMPLITUDE)
    loud = relative > 0.01
    np.testing.assert_allclose(ours[loud], relative[loud], rtol=CQT_LOUD)


@pytest.mark.parametrize("sound", ["chord", "noise", "chirp", "bass and treble", "constant"])
@pytest.mark.parametrize("spec", CQTS, ids=lambda spec: spec.key)
def test_a_cqt_is_as_exact_as_librosas(spec: Cqt, sound: str) -> None:
    """A product in float32 erred up to 4.3 times as much, and by each kernel differently."""
    [decibels] = extract(ALL[sound], specs=[spec])
    theirs = np.abs(librosa.cqt(ALL[sound], sr=RATE, **{"hop_length": 512, **CQTS[spec]}))
    reference = exact.cqt(ALL[sound], spec)
    floored = np.maximum(reference / reference.max(), 1e-4)
    our_error = exact.rms(10 ** (decibels / 20) - floored)
    their_error = exact.rms(np.maximum(theirs / theirs.max(), 1e-4) - floored)
    assert their_error < 5e-7  # so that the reference is one
    assert our_error < NO_WORSE * their_error


@pytest.mark.parametrize("n_mels", [128, 512])
@pytest.mark.parametrize("sound", ["chord", "noise", "tone"])
def test_the_cosines_of_an_mfcc_are_summed_exactly(sound: str, n_mels: int) -> None:
    """Nothing is lost but the rounding of the result; sums in float32 lost ten times as much."""
    mel_, mfcc_ = extract(
        ALL[sound],
        specs=[Mel(window="hamming", n_mels=n_mels), Mfcc(normalise="none", n_mels=n_mels)],
    )
    coefficients = scipy.fft.dct(mel_.astype(np.float64), norm="ortho", axis=0)[:84]
    rounding = exact.rms(coefficients.astype(np.float32) - coefficients)
    assert exact.rms(mfcc_ - coefficients) < 1.01 * rounding


@pytest.mark.parametrize("sound", ["chord", "noise", "chirp"])
def test_what_a_network_sees_is_librosas_z_scored(sound: str) -> None:
    y = ALL[sound]
    ours_mfcc, ours_cqt = extract(y, specs=[Mfcc(), Cqt()])
    coefficients = mfcc(y).astype(float)
    amplitude = np.abs(librosa.cqt(y, sr=RATE)).astype(float)
    decibels = 10 * np.log10(np.maximum(amplitude**2 / amplitude.max() ** 2, 1e-8))
    rows = coefficients - coefficients.mean(axis=1, keepdims=True)
    rows /= coefficients.std(axis=1, keepdims=True)
    whole = (decibels - decibels.mean()) / decibels.std()
    np.testing.assert_allclose(ours_mfcc, rows, rtol=0, atol=TOLERANCE * np.abs(rows).max())
    np.testing.assert_allclose(ours_cqt, whole, rtol=0, atol=CQT_Z_SCORE)


def test_mfcc_and_cqt_share_a_time_axis() -> None:
    for n_samples in (1, 511, 512, 513, 22049, 22050):
        mfcc_, cqt = extract(chord()[:n_samples], specs=[Mfcc(), Cqt()])
        assert mfcc_.shape == cqt.shape == (84, 1 + n_samples // 512)


def test_a_cqt_shows_the_notes_that_sound() -> None:
    [decibels] = extract(ALL["tone"], specs=[Cqt(normalise="none")])
    assert decibels.mean(axis=1).argmax() == 45  # A4 is 45 semitones above C1
    assert decibels.max() == pytest.approx(0, abs=1e-5)
    assert decibels.min() == pytest.approx(-80, abs=1e-4)


def test_loudness_of_the_clip_does_not_change_a_cqt() -> None:
    [loud] = extract(chord(), specs=[Cqt()])
    [faint] = extract(chord() * np.float32(1e-3), specs=[Cqt()])
    np.testing.assert_allclose(faint, loud, atol=1e-3)
