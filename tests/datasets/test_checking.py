"""What is wrong with somebody's music is found, and nothing that is right; splits follow it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.datasets import add_dataset
from core.datasets.checking import Checked, check
from core.datasets.folder import OwnFolder
from core.datasets.heard import heard, told
from core.demo_music import make_song

RATE = 22_050


@pytest.fixture
def music(tmp_path: Path) -> Callable[..., OwnFolder]:
    """A collection of these songs, by ``class/name``."""

    def made(**classes: dict[str, np.ndarray]) -> OwnFolder:
        for label, songs in classes.items():
            for name, y in songs.items():
                file = tmp_path / "mine" / label / name
                file.parent.mkdir(parents=True, exist_ok=True)
                soundfile.write(file, y, RATE)
        dataset = add_dataset("mine", tmp_path / "mine")
        assert isinstance(dataset, OwnFolder)
        return dataset

    return made


@pytest.fixture(scope="module")
def songs() -> list[np.ndarray]:
    """Six songs of 4 s that differ."""
    return [0.3 * make_song("club", seed, seconds=4.0) for seed in range(6)]


def found(checked: Checked) -> dict[str, tuple[str, ...]]:
    return {finding.title: finding.about for finding in checked.findings}


def test_copies_in_another_format_and_level_are_one_song(music, songs: list[np.ndarray]):
    soft = {"copy.flac": 0.4 * songs[0], "again.ogg": songs[1]}
    dataset = music(a={f"{i}.wav": y for i, y in enumerate(songs)} | soft, b={"x.wav": songs[0]})
    checked = check(dataset)
    assert checked.n_songs == {"a": 6, "b": 1}
    assert not checked.trainable
    assert found(checked)["Too few songs"] == ("b: 1",)
    assert found(checked)["The same song more than once"] == ("a/0 = a/copy = b/x",)
    groups = {track.id: track.group for track in told(dataset.tracks)}
    assert groups["0"] == groups["copy"] == groups["x"] != groups["1"] == groups["again"]
    assert len(set(groups.values())) == 6


def test_faults_of_single_songs(music, songs: list[np.ndarray]):
    loud = np.clip(8 * songs[1], -1, 1)
    dataset = music(a={"cut.wav": loud, "silent.wav": np.zeros(4 * RATE)}, b={"c.wav": songs[2]})
    about = found(check(dataset))
    assert [line.partition(":")[0] for line in about["Clipped"]] == ["cut"]
    assert about["No music"][0].startswith("silent: The sound is silent")
    assert about["Short clips"] == ("cut: 4.0 s", "silent: 4.0 s", "c: 4.0 s")


def test_an_artist_lies_on_one_side_where_there_are_enough(music):
    rng = np.random.default_rng(0)
    noise = [rng.normal(scale=0.1, size=RATE // 2) for _ in range(22)]
    many = {f"{i % 6} Band {i % 6} - Song {i}.wav": y for i, y in enumerate(noise[:12])}
    one = {f"Solo - Song {i}.wav": y for i, y in enumerate(noise[12:])}
    dataset = music(many=many, one=one)
    assert found(check(dataset))["A class of few artists"] == ("one: Solo",)
    for seed in range(3):
        split = dataset.split("grouped", seed)
        sides = [split.train, split.validation, split.test]
        assert all({track.label for track in side} == {"many", "one"} for side in sides)
        artists = [{t.artist for t in side if t.label == "many"} for side in sides]
        assert sum(map(len, artists)) == len(set().union(*artists)) == 6
    first = dataset.tracks[0]
    assert first.path
    assert heard(first.path).artist == "Band 0"
