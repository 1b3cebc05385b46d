"""The pictures of a sound: what each of their rows stands for, and which settings go together."""

import librosa
import numpy as np
import pytest

from core.audio import SAMPLE_RATE
from core.lessons.representations import REPRESENTATIONS


@pytest.mark.parametrize("name", REPRESENTATIONS)
def test_rows_are_named_as_librosa_names_them(name):
    chosen = REPRESENTATIONS[name]
    rows = chosen.rows(chosen.defaults())
    expected = {
        "STFT": librosa.fft_frequencies(sr=SAMPLE_RATE, n_fft=2048),
        "Mel": librosa.mel_frequencies(130, fmin=0, fmax=SAMPLE_RATE / 2)[1:-1],
        "MFCC": np.arange(84),
        "Constant-Q": librosa.cqt_frequencies(84, fmin=float(librosa.note_to_hz("C1"))),
    }[name]
    np.testing.assert_allclose(rows, expected, rtol=1e-6)


def test_settings_that_cannot_be_computed_do_not_fit():
    mfcc = REPRESENTATIONS["MFCC"]
    assert mfcc.fits(mfcc.defaults())
    assert not mfcc.fits({**mfcc.defaults(), "n_mels": 20, "n_mfcc": 84})
