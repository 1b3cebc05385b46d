"""Who may judge: nobody who learned a song, was tuned by it, or knows a copy of it."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.audio import Audio
from core.datasets import Track
from core.datasets.folder import FolderDataset
from core.recreation.judges import (
    JUDGED,
    judges,
    leaders,
    opinions,
    predictions,
    unheard,
    whole_of,
)
from core.recreation.published import aim, read_songs
from core.synthesis.generators import KINDS, generator_name, open_generator, recreated_genres
from core.training.checkpoint import Checkpoint
from core.training.division import read


def one_that_learned(folder: Path, sides: dict[str, str]) -> Checkpoint:
    table = pd.DataFrame({"track_id": list(sides), "side": list(sides.values())})
    table.to_parquet(folder / "split.parquet")
    return Checkpoint(folder)


def dataset(*tracks: Track) -> FolderDataset:
    return FolderDataset("mine", "Mine", tracks, ("jazz",))


def test_songs_that_were_learned_and_their_copies_are_not_judged(tmp_path: Path):
    groups = {"a": "one", "b": "", "c": "one", "d": "two", "e": "", "f": ""}
    tracks = [Track(name, "jazz", group=group) for name, group in groups.items()]
    sides = {"a": "train", "b": "validation", "c": "test", "d": "test", "e": "", "f@3": "train"}
    found = unheard(one_that_learned(tmp_path, sides), dataset(*tracks), tracks)
    assert [track.id for track in found] == ["d", "e"]


def test_whoever_did_not_write_down_what_it_learned_judges_nothing(tmp_path: Path):
    tracks = [Track("a", "jazz")]
    assert unheard(Checkpoint(tmp_path), dataset(*tracks), tracks) == []


def test_the_judges_learned_from_that_dataset_and_tell_genres():
    found = judges(JUDGED)
    assert {"zheng-dual-cnn", "zheng-baseline", "fard-dense"} <= {each.name for each in found}
    assert all(each.recipe.data.dataset == JUDGED for each in found)
    assert all("jazz" in each.names for each in found)
    assert {each.name for each in leaders(JUDGED)} < {each.name for each in found}
    assert whole_of("gtzan/blues") == whole_of("gtzan") == "gtzan"


def test_no_published_verdict_is_of_whoever_learned_the_song():
    """Generators and judges, by what each wrote down of its own training."""
    songs = read_songs()
    assert len(songs)
    judged_by = [c.removeprefix("said_") for c in songs if c.startswith("said_")]
    assert "zheng-dual-cnn" in judged_by
    for name in judged_by:
        table = read(Checkpoint.load(name))
        assert table is not None
        learned = set(table.track_id[table.side.isin(["train", "validation"])])
        said = songs[songs[f"said_{name}"].fillna("") != ""]
        assert len(said), name
        assert not set(said.track_id) & learned
    for genre in recreated_genres():
        for kind in KINDS:
            table = read(open_generator(generator_name(genre, kind)))
            assert table is not None
            known = set(table.track_id[table.side.isin(["train", "validation"])])
            assert not set(songs.track_id[aim(songs) == genre]) & known


@pytest.fixture(scope="module")
def noise() -> Audio:
    """A sound that `core.doubt` refuses."""
    y = 0.1 * np.random.default_rng(0).standard_normal(6 * 22050)
    return Audio.from_mono(y.astype(np.float32))


def test_networks_are_asked_even_about_what_is_taken_for_no_music(noise: Audio):
    (said,) = predictions(noise, [Checkpoint.load("bijlani-rnn")])
    assert not said.refused
    assert said.likeliest


def test_opinions_put_those_first_that_took_no_part(noise: Audio, monkeypatch):
    two = [Checkpoint.load(name) for name in ("bijlani-rnn", "bijlani-mel-cnn-80")]
    monkeypatch.setattr("core.recreation.judges.judges", lambda dataset: two)
    found = opinions(noise, "metal", dataset=JUDGED, used="bijlani-rnn")
    assert [(each.network, each.used) for each in found] == [
        ("bijlani-mel-cnn-80", False), ("bijlani-rnn", True),
    ]  # fmt: skip
    for each in found:
        assert each.times.shape == each.course.shape
        assert 0 <= each.overall <= 1
