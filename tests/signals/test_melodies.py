"""Scales and melodies, held to equal temperament."""

import librosa
import numpy as np
import pytest

from core.errors import EarshotError
from core.signals.melodies import major_scale, melody


def test_a_major_scale_is_that_of_the_piano():
    names = ["C4", "D4", "E4", "F4", "G4", "A4", "B4", "C5"]
    np.testing.assert_allclose(major_scale(261.6255653, 1), librosa.note_to_hz(names), rtol=1e-6)
    assert len(major_scale(65.4, 3)) == 22


def test_notes_come_one_after_the_other():
    y = melody([440, 880], note_seconds=0.5, n_overtones=1)
    assert y.shape == (22050,)
    for half, frequency in zip(np.split(y, 2), (440, 880), strict=True):
        assert np.argmax(np.abs(np.fft.rfft(half))) == frequency / 2  # bins are 2 Hz apart


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: melody([], note_seconds=1), "at least one note"),
        (lambda: major_scale(100, 0), "no notes"),
        (lambda: major_scale(0, 1), "no notes"),
    ],
)
def test_what_has_no_notes_is_told(make, reason):
    with pytest.raises(EarshotError, match=reason):
        make()
