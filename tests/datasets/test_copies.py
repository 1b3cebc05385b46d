"""Distorted copies: a passage of the sound, distorted as drawn, in the cache under its own name."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.datasets import Dataset, open_dataset
from core.datasets.copies import SECONDS, copy_features
from core.demo_music import make_crossover
from core.errors import DatasetError
from core.features import Mel, Stft
from core.signals.drawn import DISTORTIONS
from tests import tiny


@pytest.fixture(autouse=True)
def songs(tmp_path: Path) -> None:
    tiny.add_songs(tmp_path / "songs")


def test_a_copy_is_heard_through_its_distortion():
    dataset = open_dataset("tiny")
    (own,) = dataset.features(dataset.tracks[0], [Stft()])
    (telephone,) = copy_features(dataset, dataset.tracks[0], "telephone", [Stft()])
    hertz = np.arange(len(own)) * tiny.SAMPLE_RATE / 2048
    assert telephone.shape == own.shape  # of a song that is shorter than a copy, all
    lost = own.mean(axis=1) - telephone.mean(axis=1)  # dB
    assert np.abs(lost[(hertz > 600) & (hertz < 2500)]).max() < 1.5
    assert lost[(hertz > 6000)].min() > 15


def test_a_copy_is_made_once_and_is_no_other(monkeypatch: pytest.MonkeyPatch):
    dataset = open_dataset("tiny")
    made = [copy_features(dataset, dataset.tracks[1], each, [Mel()])[0] for each in DISTORTIONS]
    monkeypatch.setattr("core.datasets.copies.distorted", None)  # would fail if it were asked
    again = [copy_features(dataset, dataset.tracks[1], each, [Mel()])[0] for each in DISTORTIONS]
    (own,) = dataset.features(dataset.tracks[1], [Mel()])
    for i, (one, same) in enumerate(zip(made, again, strict=True)):
        np.testing.assert_array_equal(one, same)
        assert not any(np.array_equal(one, other) for other in (own, *made[:i]))


def test_of_a_long_song_a_passage_is_copied(tmp_path: Path):
    soundfile.write(tmp_path / "long.wav", make_crossover("waltz", 0, seconds=20.0), 22050)
    dataset = open_dataset("tiny")
    track = replace(dataset.tracks[0], id="long", path=tmp_path / "long.wav")
    (copy,) = copy_features(dataset, track, "clipped", [Mel()])
    assert copy.shape[1] == 1 + int(SECONDS * 22050) // 512


def test_what_has_no_sound_has_no_copies():
    class Rows(Dataset):
        title = "Rows"
        splits = features = None  # type: ignore[assignment]

    rows = Rows("rows", "Rows", (), ())
    with pytest.raises(DatasetError, match="Rows has no sound"):
        copy_features(rows, open_dataset("tiny").tracks[0], "room", [Mel()])
