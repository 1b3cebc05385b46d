"""A run is judged on the sides that it was trained with, whatever became of its dataset."""

import shutil
from pathlib import Path
from unittest import mock

import pytest

from core.datasets import locations, open_dataset
from core.errors import DatasetError
from core.evaluation import evaluate
from core.training.checkpoint import Checkpoint, checkpoint_names
from core.training.division import changes, divide, read, write_down
from core.training.loop import train
from core.training.run import Run
from tests import tiny


@pytest.fixture
def songs(tiny_home: Path, tmp_path: Path) -> Path:
    """A dataset of a test's own, to be changed: ``mine``."""
    found = locations.find("tiny")
    assert found is not None
    folder = shutil.copytree(found, tmp_path / "songs")
    locations.add("mine", folder)
    return folder


@pytest.fixture
def run(songs: Path) -> Run:
    made = Run.create(tiny.mlp(data={"dataset": "mine"}, training={"epochs": 1}))
    train(made)
    return made


def sides(run: Run) -> dict[str, str]:
    table = read(run)
    assert table is not None
    return dict(zip(table.track_id, table.side, strict=True))


def test_it_is_the_split_that_the_seed_draws(run: Run):
    dataset = open_dataset("mine")
    drawn = dataset.split("random-622", run.recipe.seed)
    expected = {t.id: side for side in ("train", "validation", "test") for t in drawn.side(side)}
    assert sides(run) == expected
    assert not changes(run, dataset)


def test_a_new_song_moves_no_other_and_is_said(run: Run, songs: Path):
    before = sides(run)
    shutil.copy(songs / "low" / "low.0.wav", songs / "low" / "another.wav")
    dataset = open_dataset("mine")
    drawn = dataset.split("random-622", run.recipe.seed)
    assert {t.id for t in drawn.test} != {i for i, side in before.items() if side == "test"}
    split = divide(run, dataset)
    for side in ("train", "validation", "test"):
        assert {t.id for t in split.side(side)} == {i for i, s in before.items() if s == side}
    assert changes(run, dataset).new == ("another",)
    report = evaluate(Checkpoint.load(run.name), side="test")
    assert report["n"] == len(split.test)
    assert report["changed"] == (
        "The dataset has changed since the run began: 1 new and on no side (another)."
    )


def test_songs_that_are_gone_or_were_moved_are_said(run: Run, songs: Path):
    (songs / "low" / "low.1.wav").unlink()
    (songs / "low" / "low.2.wav").rename(songs / "high" / "low.2.wav")
    found = changes(run, open_dataset("mine"))
    assert found.gone == ("low.1",)
    assert found.relabelled == ("low.2",)
    assert "1 gone (low.1), 1 with another truth (low.2)" in str(found)


def test_a_side_of_which_nothing_is_left_is_refused(run: Run, songs: Path):
    for track_id, side in sides(run).items():
        if side == "test":
            next(songs.glob(f"*/{track_id}.wav")).unlink()
    with pytest.raises(DatasetError, match=r"None of the \d songs on the test side"):
        evaluate(Checkpoint.load(run.name), side="test")


def test_what_may_not_be_passed_on_is_kept_as_fingerprints(run: Run, songs: Path):
    dataset = open_dataset("mine")
    split = divide(run, dataset)
    with mock.patch.object(type(dataset), "withheld", True):
        write_down(run, split, dataset)
        table = read(run)
        assert table is not None
        assert not set(table.truth) & {track.label for track in dataset.tracks}
        assert table.truth.str.fullmatch("[0-9a-f]{16}").all()
        assert not changes(run, dataset)
        (songs / "high" / "high.0.wav").rename(songs / "low" / "high.0.wav")
        assert changes(run, open_dataset("mine")).relabelled == ("high.0",)


def test_slices_are_found_again(songs: Path):
    run = Run.create(
        tiny.mlp(data={"dataset": "mine", "split": "leaky-slices"}, training={"epochs": 1})
    )
    train(run)
    dataset = open_dataset("mine")
    split = divide(run, dataset)
    assert split.leaky
    assert [t.id for t in split.test] == [t.id for t in dataset.split("leaky-slices", 0).test]
    assert not changes(run, dataset)


@pytest.mark.parametrize("name", checkpoint_names())
def test_the_shipped_say_on_which_side_each_track_was(name: str):
    checkpoint = Checkpoint.load(name)
    table, judged, report = read(checkpoint), checkpoint.predictions(), checkpoint.report()
    assert table is not None
    assert judged is not None
    assert report is not None
    assert set(judged.track_id) == set(table.track_id[table.side == report["side"]])
    assert (table.side == "train").sum() == report["n_train"]
    assert (table.side == "validation").sum() == report["n_validation"]
