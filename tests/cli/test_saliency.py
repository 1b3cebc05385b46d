"""`saliency`: three files beside one another, and what cannot be looked into."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from core.audio import SAMPLE_RATE
from core.cli import app
from core.demo_music import make_song


@pytest.fixture
def song(tmp_path: Path) -> Path:
    soundfile.write(tmp_path / "my song.wav", make_song("club", 7, seconds=5.0), SAMPLE_RATE)
    return tmp_path / "my song.wav"


def run(*arguments: str):
    return CliRunner().invoke(app, ["saliency", *arguments])


def test_a_table_a_picture_and_a_sound_are_written(song: Path, tmp_path: Path):
    out = tmp_path / "new" / "folder"
    done = run(str(song), "--checkpoint", "demo-cnn", "--method", "Grad-CAM", "--out", str(out))
    assert (done.exit_code, done.stderr) == (0, "")
    assert sorted(file.name for file in out.iterdir()) == [
        "my song.saliency.csv", "my song.saliency.png", "my song.saliency.wav",
    ]  # fmt: skip
    y, rate = soundfile.read(out / "my song.saliency.wav")
    original, _ = soundfile.read(song)
    assert (rate, len(y)) == (SAMPLE_RATE, len(original))
    assert 0 < np.square(y).sum() < np.square(original).sum()
    table = np.loadtxt(out / "my song.saliency.csv", delimiter=",", skiprows=1)
    assert table.shape[1] == 1 + 101
    assert len(done.stdout.splitlines()) <= 3


@pytest.mark.parametrize(
    ("options", "code", "words"),
    [
        (("--checkpoint", "demo-baseline"), 1, "demo-baseline: It sees no spectrogram"),
        (("--checkpoint", "demo-cnn", "--answer", "polka"), 2, "It has: arpeggio"),
        (("--checkpoint", "demo-cnn", "--method", "guess"), 1, "There is: integrated gradients"),
    ],
)
def test_what_cannot_be_told_is_said(song: Path, tmp_path: Path, options, code, words):
    done = run(str(song), *options, "--out", str(tmp_path))
    assert done.exit_code == code
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_what_is_no_music_is_not_looked_into(tmp_path: Path):
    soundfile.write(tmp_path / "silence.wav", np.zeros(5 * SAMPLE_RATE), SAMPLE_RATE)
    done = run(str(tmp_path / "silence.wav"), "--checkpoint", "demo-cnn", "--out", str(tmp_path))
    assert done.exit_code == 1
    assert "silence.wav" in done.stderr
    assert len(list(tmp_path.iterdir())) == 1
