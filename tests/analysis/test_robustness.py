"""What a network bears, counted song by song on a tiny data set."""

import pytest

from core.analysis.robustness import DISTORTIONS, Distortion, learned, measure_robustness, unlearned
from core.datasets import open_dataset
from core.errors import DatasetError
from core.inference import predict
from core.signals.distortions import gained
from core.training.checkpoint import Checkpoint
from core.training.division import divide

NAME = "demo-baseline"


def test_what_is_asked_was_not_learned(home):
    checkpoint = Checkpoint.load(NAME)
    split = divide(checkpoint, open_dataset("demo"))
    assert learned(checkpoint) == {track.id for track in (*split.train, *split.validation)}
    songs = unlearned(checkpoint, "demo", 20)
    assert len(songs) == 20
    assert not learned(checkpoint) & {song.id for song in songs}
    assert songs == unlearned(checkpoint, "demo", 20)
    assert set(unlearned(checkpoint, "demo", 1000)) == set(split.test)


def test_songs_are_counted_before_and_after(home, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        "core.analysis.robustness.DISTORTIONS",
        {"the same": Distortion(lambda song: song), "silent": Distortion(lambda s: gained(s, -99))},
    )
    checkpoint = Checkpoint.load(NAME)
    same, silent = measure_robustness(checkpoint, most_songs=6)
    dataset = open_dataset("demo")
    right = sum(
        predict(dataset.audio(song), NAME).likeliest == song.label
        for song in unlearned(checkpoint, "demo", 6)
    )
    assert (same.n, same.before, same.after, same.both) == (6, right, right, right)
    assert (silent.before, silent.after, silent.both) == (right, 0, 0)
    assert (same.fall, same.interval) == (0, (0, 0))


def test_a_data_set_of_other_genres_is_refused(home):
    with pytest.raises(DatasetError, match="holds no song that zheng-baseline"):
        unlearned(Checkpoint.load("zheng-baseline"), "demo", 5)


def test_every_distortion_of_the_table_has_its_bound():
    assert {each.allowed for each in DISTORTIONS.values()} == {3.0, 8.0}
    assert len(DISTORTIONS) == 11
