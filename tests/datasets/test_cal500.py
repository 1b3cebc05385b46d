"""CAL500 as its files have it, on a small set of its form."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.fft import dct

from core.datasets import locations, open_dataset
from core.datasets.base import Dataset
from core.errors import DatasetError
from core.features import MagnitudeMel, MagnitudeMfcc, Marsyas, Mel

N = 20
IDS = [f"artist_{i // 2}-song_{i}" for i in range(N)]  # two songs by each artist
WORDS = ["Emotion-Angry_/_Agressive", "NOT-Emotion-Angry_/_Agressive", "Genre-Rock",
         "Emotion-Sad", "NOT-Emotion-Sad"]  # fmt: skip
SAID = np.random.default_rng(0).integers(2, size=(N, len(WORDS)))


@pytest.fixture
def place(tmp_path: Path, home: Path) -> Path:
    rng = np.random.default_rng(1)
    (tmp_path / "songNames.txt").write_text("\n".join(IDS) + "\n")
    (tmp_path / "vocab.txt").write_text("\n".join(WORDS) + "\n")
    np.savetxt(tmp_path / "hardAnnotations.txt", SAID, fmt="%d", delimiter=",")
    rows = [",".join(f"{i + j / 100:g}" for j in range(68)) + ",0,1" for i in range(N)]
    (tmp_path / "CAL500.arff").write_text("\n".join(["@relation x", "", "@data", *rows]) + "\n")
    mel = rng.uniform(-70, -20, (N - 1, 40, 127))
    mfcc = dct(mel, axis=1, norm="ortho")[:, :20]
    pictures = {"mel_db": mel.astype(np.float16), "mfcc": mfcc.astype(np.float16)}
    np.savez(tmp_path / "sequences.npz", song=np.array(IDS[1:]), **pictures)
    locations.add("cal500", tmp_path)
    return tmp_path


@pytest.fixture
def cal500(place: Path) -> Dataset:
    return open_dataset("cal500")


def test_an_emotion_is_true_where_it_is_said_false_where_its_opposite_is(cal500: Dataset):
    assert cal500.names == ("angry / aggressive", "sad")
    for track in cal500.tracks:
        angry, not_angry, _, sad, not_sad = SAID[IDS.index(track.id)]
        for name, yes, no in (("angry / aggressive", angry, not_angry), ("sad", sad, not_sad)):
            assert track.values.get(name) == (None if yes == no else float(yes))


def test_a_song_without_a_spectrogram_is_left_out_and_said(cal500: Dataset):
    assert len(cal500.tracks) == N - 1
    assert cal500.left_out == {IDS[0]: "it has no spectrogram"}


def test_features_are_those_of_the_files_below_the_loudest(cal500: Dataset, place: Path):
    track = cal500.tracks[3]
    mel, mfcc, averages = cal500.features(track, [MagnitudeMel(), MagnitudeMfcc(), Marsyas()])
    with np.load(place / "sequences.npz") as file:
        expected = file["mel_db"][3].astype(np.float32)[:, 2:]  # without the decoder's silence
    np.testing.assert_allclose(mel, expected - expected.max(), atol=1e-5)
    np.testing.assert_allclose(mfcc, dct(mel, axis=0, norm="ortho")[:20], atol=0.3)  # float16
    np.testing.assert_allclose(averages, IDS.index(track.id) + np.arange(68) / 100, rtol=1e-6)


def test_each_song_is_tested_once_and_no_artist_is_on_two_sides(cal500: Dataset):
    splits = [cal500.split("out-of-fold", seed) for seed in range(5)]
    tested = [track.id for split in splits for track in split.test]
    assert sorted(tested) == sorted(track.id for track in cal500.tracks)
    for split in splits:
        sides = [{track.artist for track in side}
                 for side in (split.train, split.validation, split.test)]  # fmt: skip
        assert not (sides[0] & sides[1])
        assert not (sides[0] & sides[2])
        assert not (sides[1] & sides[2])


@pytest.mark.parametrize(
    ("spec", "words"),
    [(Mel(), "holds no sound"), (MagnitudeMel(n_mels=64), "n_mels = 40, not 64")],
)
def test_what_it_has_not_is_refused_by_name(cal500: Dataset, spec: Mel, words: str):
    with pytest.raises(DatasetError, match=words):
        cal500.features(cal500.tracks[0], [spec])


def cut(name: str) -> Callable[[Path], object]:
    return lambda place: (place / name).write_text((place / name).read_text()[:60])


@pytest.mark.parametrize(
    "spoil",
    [
        cut("vocab.txt"), cut("hardAnnotations.txt"), cut("CAL500.arff"),
        lambda place: (place / "sequences.npz").write_bytes(b"PK nothing"),
        lambda place: (place / "songNames.txt").unlink(),
    ],
)  # fmt: skip
def test_what_is_damaged_is_told_with_its_place(place: Path, spoil: Callable[[Path], object]):
    spoil(place)
    with pytest.raises(DatasetError, match="does not hold CAL500"):
        open_dataset("cal500")
