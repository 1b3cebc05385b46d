"""Features of a sound file: each spec hears the file at its own rate, whatever it is asked with."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.datasets.base import Track, track_features
from core.features import Averages, Cqt, Stft, extract

RATE = 44_100
TIMES = np.arange(2 * RATE) / RATE
TONES = 0.5 * np.sin(2 * np.pi * 1000 * TIMES) + 0.05 * np.sin(2 * np.pi * 15_000 * TIMES)


@pytest.fixture
def track(tmp_path: Path, home: Path) -> Track:
    soundfile.write(tmp_path / "tones.wav", TONES, RATE, subtype="FLOAT")
    return Track("tones", "", tmp_path / "tones.wav")


def test_every_spec_hears_its_own_rate(track: Track):
    cqt, stft, slow = (
        Cqt(sample_rate=RATE, normalise="none"),
        Stft(sample_rate=RATE),
        Stft(sample_rate=8000),
    )
    heard = track_features(track, [cqt, Averages(), stft, slow])
    assert heard[0].mean(axis=1).argmax() == 59  # 1 kHz is so many semitones above C1
    treble = heard[2][500:].mean(axis=1)  # from 10.8 kHz on: gone at a lower rate
    assert 500 + treble.argmax() == round(15_000 * 2048 / RATE)
    assert treble.max() > heard[2].max() - 25
    assert heard[3].mean(axis=1).argmax() == 256
    at_own_rate = extract(TONES.astype(np.float32), specs=[cqt, stft])
    np.testing.assert_array_equal(heard[0], at_own_rate[0])
    np.testing.assert_array_equal(heard[2], at_own_rate[1])


def test_what_is_asked_along_changes_nothing(track: Track, monkeypatch: pytest.MonkeyPatch):
    specs = [Stft(sample_rate=RATE), Stft(), Averages()]
    together = track_features(track, specs)
    monkeypatch.setenv("EARSHOT_HOME", str(track.path) + "-another-home")
    for spec, feature in zip(specs, together, strict=True):
        np.testing.assert_array_equal(track_features(track, [spec])[0], feature)


def test_silence_around_the_sound_is_left_out(track: Track, tmp_path: Path):
    soundfile.write(tmp_path / "b.wav", np.pad(TONES, (3 * RATE, RATE)), RATE, subtype="FLOAT")
    spec = Stft(sample_rate=RATE)
    (alone,), (found,) = (
        track_features(each, [spec]) for each in (track, Track("b", "", tmp_path / "b.wav"))
    )
    np.testing.assert_array_equal(found, alone)
