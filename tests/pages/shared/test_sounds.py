"""The cache of sounds, and what a network is given of one, as pictures."""

import numpy as np
import pytest
import soundfile

from core.audio import SAMPLE_RATE, Audio, encode_wav
from core.features import AverageCurves, Cqt, FeatureSpec, Mel, Mfcc, Stft, extract
from core.figures.panels import ImagePanel
from pages.shared.network_inputs import input_panel
from pages.shared.sound import LruCache, Sound
from pages.shared.sounds import decode_upload, plain


def sound(name: str, n_bytes: int = 400) -> Sound:
    audio = Audio(np.zeros((1, n_bytes // 4), np.float32), SAMPLE_RATE)
    return Sound(name, name, audio, "", b"", "audio/wav")


def test_the_shelf_lets_the_longest_unused_go():
    cache = LruCache(max_bytes=1000)
    for name in ("a", "b"):
        cache.put(sound(name))
    assert cache.get("a")  # used now
    cache.put(sound("c"))
    assert cache.get("b") is None
    assert cache.get("a")
    assert cache.get("c")


def test_the_shelf_keeps_one_sound_however_large():
    cache = LruCache(max_bytes=1000)
    cache.put(sound("a"))
    cache.put(sound("large", 4000))
    assert cache.get("a") is None
    assert cache.get("large")


@pytest.mark.parametrize(
    ("suffix", "mime", "same"),
    [
        ("wav", "audio/wav", True),
        ("flac", "audio/flac", True),
        ("ogg", "audio/ogg", True),
        ("mp3", "audio/mpeg", True),
        ("aiff", "audio/wav", False),
        ("au", "audio/wav", False),
    ],
)
def test_browsers_get_what_they_play(tmp_path, suffix: str, mime: str, same: bool):
    file = tmp_path / f"song.{suffix}"
    tone = 0.3 * np.sin(np.arange(SAMPLE_RATE) / 10)
    soundfile.write(file, tone, SAMPLE_RATE)
    with file.open("rb") as opened:
        kept = decode_upload(opened, source="upload", title=file.name)
    assert kept.mime == mime
    assert kept.media == (file.read_bytes() if same else encode_wav(kept.audio))
    assert kept.seconds == pytest.approx(1, abs=0.06)


def test_equal_files_under_two_names_are_two_sounds(tmp_path):
    file = tmp_path / "a.wav"
    soundfile.write(file, np.zeros(SAMPLE_RATE), SAMPLE_RATE)
    with file.open("rb") as one, file.open("rb") as other:
        mine = decode_upload(one, source="upload", title="mine")
        yours = decode_upload(other, source="upload", title="yours")
    assert mine.id != yours.id
    assert (mine.title, yours.title) == ("mine", "yours")


def test_titles_are_shown_as_they_are():
    assert plain("[a](b) <c> $d$ *e*") == r"\[a\]\(b\) \<c\> \$d\$ \*e\*"
    assert plain("Böhm – Élan") == "Böhm – Élan"


@pytest.mark.parametrize(
    ("spec", "unit"),
    [
        (Mfcc(), "z-score"),
        (Mfcc(normalise="none"), ""),
        (Cqt(), "z-score"),
        (Mel(n_mels=64), "dB"),
        (Mel(n_mels=64, normalise="rows"), "z-score"),
        (Stft(), "dB"),
        (AverageCurves(), "z-score"),
    ],
)
def test_every_feature_has_a_picture_in_its_unit(spec: FeatureSpec, unit: str):
    y = np.random.default_rng(0).standard_normal(SAMPLE_RATE).astype(np.float32) / 10
    (values,) = extract(y, specs=[spec])
    panel = input_panel(spec, values)
    assert isinstance(panel, ImagePanel)
    assert panel.unit == unit
    assert panel.end - panel.start == pytest.approx(values.shape[1] * 512 / SAMPLE_RATE)
