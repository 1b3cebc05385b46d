"""CIFAR-10 in both its forms, and the nine drawn pictures."""

import io
import pickle
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from core.datasets import locations, open_dataset
from core.datasets.cifar10 import CLASSES
from core.errors import DatasetError, RecipeError
from core.features import Averages, Mfcc, Pixels, extract
from core.lessons.convolution.drawn import drawn_pictures

N_EACH = 20  # training pictures of a class


def png(pixels: np.ndarray) -> bytes:
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG")
    return file.getvalue()


def made(n_each: int, seed: int) -> tuple[np.ndarray, list[str]]:
    pixels = np.random.default_rng(seed).integers(
        256, size=(10 * n_each, 32, 32, 3), dtype=np.uint8
    )
    return pixels, [name for name in CLASSES for _ in range(n_each)]


@pytest.fixture(params=["parquet", "python"])
def place(request: pytest.FixtureRequest, tmp_path: Path, home: Path) -> Path:
    """The same pictures in either form, added as the dataset."""
    for side, n_each, seed in (("train", N_EACH, 0), ("test", 2, 1)):
        pixels, labels = made(n_each, seed)
        if request.param == "parquet":
            images = [png(each) for each in pixels]
            table = pd.DataFrame({"image": images, "label": labels})
            table.to_parquet(tmp_path / f"{side}.parquet")
        else:
            batch = {
                b"data": pixels.transpose(0, 3, 1, 2).reshape(len(pixels), -1),
                b"labels": [CLASSES.index(label) for label in labels],
            }
            name = "data_batch_1" if side == "train" else "test_batch"
            (tmp_path / name).write_bytes(pickle.dumps(batch, protocol=2))
    locations.add("cifar10", tmp_path)
    return tmp_path


def test_both_forms_give_the_same_pictures(place: Path):
    dataset = open_dataset("cifar10")
    pixels, labels = made(N_EACH, 0)
    assert dataset.names == CLASSES
    assert [track.label for track in dataset.tracks[: len(labels)]] == labels
    (found,) = dataset.features(dataset.tracks[7], [Pixels()])
    expected = pixels[7].transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert (found.shape, found.dtype) == ((3, 32, 32), np.float32)


def test_the_split_keeps_the_published_test_side(place: Path):
    dataset = open_dataset("cifar10")
    split, other = dataset.split("standard", 0), dataset.split("standard", 1)
    sides = (len(split.train), len(split.validation), len(split.test))
    assert sides == (180, 20, 20)
    assert {track.id for track in split.test} == {track.id for track in other.test}
    assert {track.id for track in split.validation} != {track.id for track in other.validation}
    assert not {t.id for t in split.train} & {t.id for t in (*split.validation, *split.test)}
    assert all(track.id.startswith("test") for track in split.test)
    assert [t.label for t in split.validation].count("cat") == 2
    with pytest.raises(DatasetError, match=r"no split 'artist'. Known: standard"):
        dataset.split("artist", 0)


def test_what_pictures_cannot_give_is_told(place: Path):
    dataset = open_dataset("cifar10")
    assert dataset.can_give(Pixels)
    assert not dataset.can_give(Averages())
    with pytest.raises(DatasetError, match="'mfcc' needs the sound"):
        dataset.features(dataset.tracks[0], [Mfcc()])
    with pytest.raises(DatasetError, match="has 32 pixels a side, not 64"):
        dataset.features(dataset.tracks[0], [Pixels(size=64)])
    with pytest.raises(RecipeError, match="cannot be computed from sound"):
        extract(np.zeros(2048, np.float32), specs=[Pixels()])


@pytest.mark.parametrize(
    ("image", "label", "reason"),
    [
        (b"no picture", "cat", "The picture in row 0 of .* cannot be read"),
        (png(np.zeros((32, 33, 3), np.uint8)), "cat", "is 33 × 32; 32 × 32 is meant"),
        (png(np.zeros((32, 32, 3), np.uint8)), "car", "has the label 'car'. Known: airplane"),
        (png(np.zeros((32, 32, 3), np.uint8)), 10, "has the label 10"),
        (b"GIF89a" + bytes(40), "cat", "cannot be read"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, home: Path, image, label, reason):
    table = pd.DataFrame({"image": [image], "label": [label]})
    for side in ("train", "test"):
        table.to_parquet(tmp_path / f"{side}.parquet")
    locations.add("cifar10", tmp_path)
    with pytest.raises(DatasetError, match=reason):
        open_dataset("cifar10")


def test_pictures_held_in_dictionaries_are_read(tmp_path: Path, home: Path):
    pixels = made(1, 0)[0]
    images = [{"bytes": png(each), "path": None} for each in pixels]
    table = pd.DataFrame({"image": images, "label": range(10)})
    for side in ("train", "test"):
        table.to_parquet(tmp_path / f"{side}.parquet")
    locations.add("cifar10", tmp_path)
    assert [track.label for track in open_dataset("cifar10").tracks[:10]] == list(CLASSES)


def test_an_empty_folder_is_told(tmp_path: Path, home: Path):
    locations.add("cifar10", tmp_path)
    with pytest.raises(DatasetError, match=r"holds neither train.parquet"):
        open_dataset("cifar10")


def test_nine_pictures_are_drawn_the_same_each_time():
    first, again = drawn_pictures(), drawn_pictures()
    assert len(first) == 9
    assert set(first) < set(CLASSES)
    for name, picture in first.items():
        assert (picture.shape, picture.dtype) == ((32, 32, 3), np.uint8)
        np.testing.assert_array_equal(picture, again[name])
        assert picture.std() > 20, "something is on it"
