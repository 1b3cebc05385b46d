"""The mel scale in both formulas, and one frame's spectrum: held to librosa."""

import librosa
import numpy as np
import pytest

from core.errors import EarshotError
from core.lessons.mel.mel import (
    OSHAUGHNESSY,
    SLANEY,
    equal_steps,
    frame_at,
    frame_power,
    same_step,
)
from core.signals import tones

HZ = np.array([0, 27.5, 100, 440, 999, 1000, 1001, 4000, 11025])


def test_both_formulas_are_librosas():
    np.testing.assert_allclose(OSHAUGHNESSY.mel(HZ), librosa.hz_to_mel(HZ, htk=True))
    np.testing.assert_allclose(SLANEY.mel(HZ), librosa.hz_to_mel(HZ) * 1000 / 15)
    for scale in (OSHAUGHNESSY, SLANEY):
        np.testing.assert_allclose(scale.hz(scale.mel(HZ)), HZ, atol=1e-8)
        assert scale.mel(np.array(1000.0)) == pytest.approx(1000, abs=0.02)


def test_they_differ_as_the_lesson_says():
    hz = np.arange(0.0, 11026)
    difference = OSHAUGHNESSY.mel(hz) - SLANEY.mel(hz)
    assert (hz[difference.argmax()], difference.max()) == (427, pytest.approx(110, abs=0.5))
    assert (hz[difference.argmin()], difference.min()) == (4315, pytest.approx(-199, abs=0.5))


def test_equal_steps_are_equal_in_mel():
    ends = equal_steps(12, 11025, OSHAUGHNESSY)
    np.testing.assert_allclose(ends, librosa.mel_frequencies(13, fmin=0, fmax=11025, htk=True))
    assert equal_steps(2, 11025, OSHAUGHNESSY)[1] == pytest.approx(2165, abs=0.5)
    assert equal_steps(2, 11025, SLANEY)[1] == pytest.approx(1983, abs=0.5)
    np.testing.assert_allclose(np.diff(equal_steps(40, 11025, SLANEY)[:13]), 83.2, atol=0.05)


def test_the_same_step_higher_up():
    high = 4000 + same_step(200, 100, 4000, OSHAUGHNESSY)
    low, top = librosa.hz_to_mel(np.array([[200, 300], [4000, high]]), htk=True)
    assert top[1] - top[0] == pytest.approx(low[1] - low[0])


@pytest.mark.parametrize("window", ["hann", "hamming"])
def test_a_frame_is_that_of_the_stft(window):
    y = tones([440, 1000], seconds=1.0)
    power = np.abs(librosa.stft(y, n_fft=2048, hop_length=512, window=window)) ** 2
    for frame in (0, 7, power.shape[1] - 1):
        mine = frame_power(y, frame, window=window)
        np.testing.assert_allclose(mine, power[:, frame], rtol=1e-3, atol=1e-4)


def test_the_nearest_frame():
    asked = [(0.0, 0), (0.5, 22), (9.0, 43), (-1.0, 0)]  # s, frame of 44
    for seconds, frame in asked:
        assert frame_at(seconds, 44, hop_length=512, sample_rate=22050) == frame


def test_what_is_not_there_is_told():
    with pytest.raises(EarshotError, match="no frame 44; this sound has 44"):
        frame_power(np.zeros(22050, np.float32), 44)
    with pytest.raises(EarshotError, match="at least 1"):
        equal_steps(0, 11025, SLANEY)
