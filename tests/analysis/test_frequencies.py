"""Rows of spectrograms on semitones: nothing is lost, and a tone lies where it sounds."""

import librosa
import numpy as np
import pytest

from core.analysis.frequencies import BANDS, centres_of, on_bands
from core.features import Averages, Cqt, Mel, Mfcc, Stft, extract
from core.signals import tones

SPECS = [Cqt(), Cqt(bins_per_octave=24, n_bins=120), Mel(), Mel(n_mels=40, fmin=200, fmax=4000)]


@pytest.mark.parametrize("spec", [*SPECS, Stft(), Mfcc(n_mfcc=20, n_mels=64)])
def test_sums_stay(spec):
    rows = np.random.default_rng(0).standard_normal((len(centres_of(spec)), 7))
    found = on_bands(rows, spec)
    assert found.shape == (len(BANDS), 7)
    np.testing.assert_allclose(found.sum(axis=0), rows.sum(axis=0), atol=1e-4)


def test_semitones_stay_what_they_are():
    rows = np.random.default_rng(0).standard_normal((84, 3)).astype(np.float32)
    np.testing.assert_allclose(on_bands(rows, Cqt())[:84], rows, atol=1e-5)


@pytest.mark.parametrize("spec", [*SPECS, Stft()])
def test_a_tone_lies_on_its_band(spec):
    (picture,) = extract(
        tones([880], seconds=1), specs=[spec.model_copy(update={"normalise": "none"})]
    )
    found = on_bands(10 ** (picture / 10), spec).mean(axis=1)
    assert abs(12 * np.log2(BANDS[found.argmax()] / 880)) <= 1


def test_centres_are_librosas():
    np.testing.assert_allclose(
        BANDS, librosa.cqt_frequencies(101, fmin=float(librosa.note_to_hz("C1")))
    )
    mel = librosa.mel_frequencies(42, fmin=200, fmax=4000)[1:-1]
    np.testing.assert_allclose(centres_of(Mel(n_mels=40, fmin=200, fmax=4000)), mel)


def test_averages_have_no_frequencies():
    with pytest.raises(TypeError, match="averages"):
        centres_of(Averages())
