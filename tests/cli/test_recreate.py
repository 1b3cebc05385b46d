"""The commands on recreated music, as a shell runs them."""

from pathlib import Path

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from core.audio import Audio, encode_wav
from core.cli import app
from core.signals import harmonics
from core.training.checkpoint import Checkpoint

RUN = CliRunner()
SHORT = ["--seconds", "0.5"]


@pytest.fixture(autouse=True)
def one_judge(monkeypatch):
    """One small network in the place of ten, which take seconds."""
    asked = [Checkpoint.load("bijlani-rnn")]
    monkeypatch.setattr("core.recreation.judges.judges", lambda dataset: asked)


@pytest.fixture(scope="module")
def song(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("song") / "song.wav"
    file.write_bytes(encode_wav(Audio.from_mono(harmonics([220, 330], seconds=1.0))))
    return file


def done(*arguments: str) -> str:
    result = RUN.invoke(app, ["recreate", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def test_new_material_is_written_and_judged(tmp_path: Path):
    first, second = tmp_path / "one.wav", tmp_path / "two.flac"
    said = done("new", "--genre", "classical", *SHORT, "-o", str(first))
    assert "bijlani-rnn" in said
    done("new", "--genre", "classical", *SHORT, "-o", str(second))
    (one, rate), (two, _) = soundfile.read(first), soundfile.read(second)
    assert rate == 22050
    assert np.array_equal(one, two), "the same seed, in either container"
    assert second.read_bytes()[:4] == b"fLaC"


def test_a_song_is_recreated(tmp_path: Path, song: Path):
    out = tmp_path / "out.wav"
    done("song", str(song), "--genre", "pop", "--kind", "dense", *SHORT, "-o", str(out))
    assert soundfile.info(out).duration == pytest.approx(0.5, abs=0.03)


def test_a_genre_and_a_song_are_blended(tmp_path: Path, song: Path):
    out = tmp_path / "out.wav"
    said = done("morph", "pop", str(song), "--at", "0.3", *SHORT, "-o", str(out))
    assert "has not heard music" in said
    assert "pop 0." in said
    assert soundfile.info(out).frames > 0


def test_a_song_is_led_and_the_leader_is_named(tmp_path: Path, song: Path):
    out = tmp_path / "out.wav"
    said = done(
        "towards", str(song), "--genre", "metal", "--network", "bijlani-rnn", *SHORT, "-o", str(out)
    )
    assert "it led the sound" in said


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["new", "--genre", "polka", "-o", "x.wav"], "no checkpoint 'recreate/polka-lstm'"),
        (["new", "--genre", "pop", "--temperature", "9", "-o", "x.wav"], "must be 0 to 3"),
        (["learn", "zheng-dual-cnn"], "is no generator"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(arguments, reason):
    result = RUN.invoke(app, ["recreate", *arguments])
    assert result.exit_code in (1, 2)
    assert reason in result.output
    assert result.output.count("\n") == 1
