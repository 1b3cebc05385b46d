"""Measured shifts: known ones are found, held to NumPy's correlation, sounds to librosa's CQT."""

import librosa
import numpy as np
import pytest

from core.errors import EarshotError
from core.features import Cqt, Stft, extract
from core.lessons.constant_q.transposition import best_shift, fitted, slowed, speed, transposed
from core.signals import harmonics, tones

C_MAJOR = [261.6256, 329.6276, 391.9954]


@pytest.fixture
def picture() -> np.ndarray:
    return np.random.default_rng(5).normal(-50, 10, (40, 30)).astype(np.float32)


@pytest.mark.parametrize("shift", [-7, 0, 12])
def test_a_known_shift_is_found(picture, shift):
    found = best_shift(picture, np.roll(picture, shift, axis=0))
    assert found.shift == shift
    assert found.correlation == pytest.approx(1, abs=1e-4)
    assert found.remainder == pytest.approx(0, abs=1e-3)


def test_each_correlation_is_numpys(picture):
    other = np.random.default_rng(6).normal(-40, 8, (40, 30)).astype(np.float32)
    found = best_shift(picture, other)
    assert (found.shifts[0], found.shifts[-1]) == (-20, 20)
    for shift, value in zip(found.shifts, found.correlations, strict=True):
        low = picture[max(0, -shift) : 40 - max(0, shift)]
        high = other[max(0, shift) : 40 - max(0, -shift)]
        assert value == pytest.approx(np.corrcoef(low.ravel(), high.ravel())[0, 1], abs=1e-4)
    low = picture[max(0, -found.shift) : 40 - max(0, found.shift)]
    high = other[max(0, found.shift) : 40 - max(0, -found.shift)]
    assert found.remainder == pytest.approx(np.sqrt(((high - low) ** 2).mean()), rel=1e-4)


@pytest.mark.parametrize(("semitones", "b"), [(4, 12), (-5, 24), (7, 36)])
def test_a_chord_moves_by_n_b_over_12_in_constant_q_and_fits_nowhere_in_the_stft(semitones, b):
    higher = [f * 2 ** (semitones / 12) for f in C_MAJOR]
    sounds = [harmonics(notes, seconds=2) for notes in (C_MAJOR, higher)]
    specs = [Cqt(n_bins=7 * b, bins_per_octave=b, normalise="none"), Stft()]
    before, after = (extract(y, specs=specs) for y in sounds)
    cqt, stft = (best_shift(one, two) for one, two in zip(before, after, strict=True))
    assert cqt.shift == semitones * b // 12
    assert cqt.correlation > 0.95
    assert stft.correlation < 0.75
    assert stft.remainder > 2 * cqt.remainder


def test_librosas_transform_moves_as_far():
    sounds = [harmonics([f * speed(n) for f in C_MAJOR], seconds=2) for n in (0, 3)]
    before, after = (
        librosa.amplitude_to_db(np.abs(librosa.cqt(y, sr=22050)), ref=np.max) for y in sounds
    )
    assert best_shift(before, after).shift == 3


@pytest.mark.parametrize("semitones", [12, 7, -5])
def test_a_tape_that_runs_faster_is_higher_and_shorter(semitones):
    y = tones([440], seconds=2)
    higher = transposed(y, semitones)
    assert len(higher) == pytest.approx(len(y) / 2 ** (semitones / 12), rel=1e-3)
    spectrum = np.abs(np.fft.rfft(higher * np.hanning(len(higher))))
    peak = np.argmax(spectrum) * 22050 / len(higher)
    assert peak == pytest.approx(440 * 2 ** (semitones / 12), abs=0.5)


def test_pictures_are_drawn_out_frame_by_frame():
    row = np.arange(4.0)[np.newaxis]
    np.testing.assert_array_equal(slowed(row, 2), [[0, 0, 1, 2, 2, 2, 3, 3]])
    np.testing.assert_array_equal(slowed(row, 0.5), [[0, 2]])


def test_a_sound_is_cut_or_goes_on_in_silence():
    y = np.ones(3, np.float32)
    np.testing.assert_array_equal(fitted(y, 2), [1, 1])
    np.testing.assert_array_equal(fitted(y, 5), [1, 1, 1, 0, 0])


def test_silence_fits_nothing():
    flat = np.full((10, 4), -80, np.float32)
    found = best_shift(flat, flat)
    assert (found.shift, found.correlation, found.remainder) == (0, 0, 0)


def test_what_cannot_be_compared_is_told(picture):
    with pytest.raises(EarshotError, match="as many rows"):
        best_shift(picture, picture[1:])
    with pytest.raises(EarshotError, match="at most 24"):
        transposed(np.zeros(100, np.float32), 25)
