"""One class of a dataset: its songs stay on the sides where the whole dataset's split has them."""

import numpy as np
import pytest

from core.datasets import locations, open_dataset
from core.datasets.one_class import OneClass
from core.errors import DatasetError
from core.features import Mfcc


@pytest.fixture
def whole(genres):
    locations.add("gtzan", genres)
    return open_dataset("gtzan")


def test_its_sides_are_the_whole_ones_without_other_classes(whole):
    part = open_dataset("gtzan/metal")
    assert part.split_names() == whole.split_names()
    for seed in range(3):
        of_whole, of_part = (each.split("random-622", seed) for each in (whole, part))
        for side in ("train", "validation", "test"):
            ids = [t.id for t in of_whole.side(side) if t.label == "metal"]
            assert [t.id for t in of_part.side(side)] == ids
    assert {t.label for t in part.tracks} == {"metal"}
    assert part.names == ("metal",)


def test_it_gives_what_the_whole_one_gives(whole):
    part, spec = open_dataset("gtzan/jazz"), Mfcc(n_mfcc=5)
    assert isinstance(part, OneClass)
    track = part.tracks[0]
    assert part.file(track) == whole.file(track)
    assert np.array_equal(part.features(track, [spec])[0], whole.features(track, [spec])[0])
    assert part.track(track.id) == track
    assert (part.about, part.limits) == (whole.about, whole.limits)


@pytest.mark.parametrize("name", ["gtzan/polka", "gtzan/jazz/cool"])
def test_an_unknown_class_names_the_known(whole, name):
    with pytest.raises(DatasetError, match=r"no sounds of the class.*Known: jazz, metal"):
        open_dataset(name)


def test_an_unknown_dataset_is_told_as_ever(own_home):
    with pytest.raises(DatasetError, match="There is no dataset 'nowhere'"):
        open_dataset("nowhere/jazz")
