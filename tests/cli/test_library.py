"""The commands on the library: what they print, and what they leave."""

import json
from pathlib import Path

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from core.audio import Audio
from core.cli import app
from core.demo_music import make_song
from core.library import Entry, Library, describe_sound

STYLES = ("club", "waltz")


def run(*arguments: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(app, ["library", *arguments])
    return done.exit_code, done.stdout.splitlines()


@pytest.fixture
def music(home: Path, tmp_path: Path) -> Path:
    """Two songs, which the library of the network that listens by default knows."""
    library = Library()
    for style in STYLES:
        y = make_song(style, 2, seconds=4.5)
        soundfile.write(tmp_path / f"{style}.wav", y, 22050)
        found = describe_sound(Audio.from_mono(y), library.network)
        place = str(tmp_path / f"{style}.wav")
        library.put([Entry(**vars(found), id=style, path=place, source=str(tmp_path))])
    library.put([Entry(id="bad", path=str(tmp_path / "bad.mp3"), source="x", error="no sound")])
    return tmp_path


def test_a_library_is_listed_searched_and_emptied(music: Path):
    assert run("list")[0] == 0
    listed = {Path(row["path"]).name: row for row in map(json.loads, run("list", "--json")[1])}
    assert set(listed) == {"bad.mp3", "club.wav", "waltz.wav"}
    assert "vector" not in listed["club.wav"]
    assert run("list", "--unreadable")[1] == [f"{music / 'bad.mp3'}: no sound"]

    playlist = music / "near.m3u8"
    code, lines = run("search", str(music / "club.wav"), "--json", "--playlist", str(playlist))
    first, second = map(json.loads, lines)
    assert code == 0
    assert (Path(first["path"]).name, Path(second["path"]).name) == ("club.wav", "waltz.wav")
    assert first["similarity"] == pytest.approx(1.0, abs=1e-3)
    assert playlist.read_text().splitlines()[2] == str(music / "club.wav")
    assert run("search", str(music / "club.wav"), "--seconds", "10", "20") == (0, [])

    assert run("remove", str(music / "club.wav"))[1] == ["1 song forgotten."]
    assert run("remove", "--missing")[1] == ["0 songs forgotten."]
    assert run("remove")[0] == 2
    assert Library().count() == 2


def test_what_cannot_be_compared_or_added_is_told(home: Path, tmp_path: Path):
    soundfile.write(tmp_path / "silence.wav", np.zeros(22050), 22050)
    assert run("search", str(tmp_path / "silence.wav"))[0] == 1
    assert run("search", str(tmp_path / "nowhere.wav"))[0] == 1
    assert run("add", "nowhere")[0] == 2
