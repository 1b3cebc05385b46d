"""A user's own folder: names that tell songs apart, and groups that join copies alone."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.datasets import locations, open_dataset
from core.errors import DatasetError


def write(file: Path, seed: int) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(file, 0.1 * np.random.default_rng(seed).standard_normal(22050), 22050)


def test_songs_of_one_name_in_two_classes_are_two_songs_and_no_copies(tmp_path):
    for seed, genre in enumerate(("calm", "loud")):
        write(tmp_path / genre / "01.wav", seed)
    locations.add("mine", tmp_path)
    dataset = open_dataset("mine")
    assert [track.id for track in dataset.tracks] == ["calm/01", "loud/01"]
    assert len({track.group for track in dataset.tracks}) == 2


def test_songs_that_differ_by_their_ending_keep_it(tmp_path):
    for seed, name in enumerate(("calm/01.flac", "calm/01.wav", "loud/02.wav")):
        write(tmp_path / name, seed)
    locations.add("mine", tmp_path)
    names = [track.id for track in open_dataset("mine").tracks]
    assert names == ["calm/01.flac", "calm/01.wav", "loud/02.wav"]


def test_a_song_may_have_an_at_sign_in_its_name(tmp_path):
    for seed, name in enumerate(("calm/live@home.wav", "loud/other.wav")):
        write(tmp_path / name, seed)
    locations.add("mine", tmp_path)
    dataset = open_dataset("mine")
    assert dataset.track("live@home").seconds is None
    assert dataset.track("live@home@0").seconds == 1.0
    with pytest.raises(DatasetError, match="no track 'live@work'"):
        dataset.track("live@work")


def test_a_broken_list_of_datasets_is_told_by_its_name(tmp_path, monkeypatch):
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path))
    (tmp_path / "datasets.toml").write_text("gtzan = \n")
    with pytest.raises(DatasetError, match=r"datasets\.toml cannot be read"):
        open_dataset("gtzan")
