"""Tags and tempo of the demo songs: what their scores say, and what nobody told."""

import numpy as np
import pytest

from core.datasets import Dataset, open_dataset
from core.datasets.demo import SECONDS, DemoDataset, score_of
from core.datasets.demo_tags import TAGS, UNKNOWN, tags_of
from core.demo_music import compose_crossover


@pytest.fixture(autouse=True)
def own_home() -> None:
    """The home that all share, where the songs are made once."""


@pytest.fixture(scope="module")
def tags() -> Dataset:
    return open_dataset("demo-tags")


@pytest.fixture(scope="module")
def tempo() -> Dataset:
    return open_dataset("demo-tempo")


def test_they_are_the_songs_of_the_demo_set(tags: Dataset, tempo: Dataset):
    demo = open_dataset("demo")
    for dataset, names in ((tags, TAGS), (tempo, ("tempo",))):
        assert [track.id for track in dataset.tracks] == [track.id for track in demo.tracks]
        assert dataset.names == names
        assert dataset.split("random-622", 0).test
    assert (tags.task, tempo.task) == ("multi_label", "regression")
    assert tempo.units == {"tempo": "beats per minute"}


def test_three_tags_in_ten_are_unknown_and_the_others_those_of_the_score(tags: Dataset):
    known = [len(track.values) for track in tags.tracks]
    assert np.mean(known) / len(TAGS) == pytest.approx(1 - UNKNOWN, abs=0.03)
    for track in tags.tracks[::17]:
        seed = int(track.id.rpartition(".")[2])
        truth = tags_of(compose_crossover(track.label, seed, seconds=SECONDS))
        assert all(truth[name] == has for name, has in track.values.items())
    score_of.cache_clear()
    again = open_dataset("demo-tags")
    assert [t.values for t in again.tracks] == [t.values for t in tags.tracks]


def test_every_tag_can_be_told_and_judged(tags: Dataset):
    for side in ("train", "test"):
        tracks = tags.split("random-622", 0).side(side)
        for name in TAGS:
            known = [track.values[name] for track in tracks if name in track.values]
            assert 0 < sum(known) < len(known), (side, name)


def test_waltzes_have_three_beats_and_clubs_drums(tags: Dataset):
    def told(style: str, name: str) -> set[float]:
        return {
            track.values[name]
            for track in tags.tracks
            if track.label == style and name in track.values and "beat" not in track.title
        }

    assert told("waltz", "three beats") == {1.0}
    assert told("club", "drums") == {1.0}
    assert told("bells", "drums") == {0.0}


def test_a_tempo_is_the_distance_of_strokes(tempo: Dataset):
    """Of clear clubs: a kick on every beat, heard in the low end of the sound itself."""
    import librosa

    assert isinstance(tempo, DemoDataset)
    clubs = [t for t in tempo.tracks if t.label == "club" and "with" not in t.title][:3]
    for track in clubs:
        y, rate = librosa.load(tempo.file(track), sr=None)
        onsets = librosa.onset.onset_strength(y=y, sr=rate, fmax=150)
        (beats,) = (np.atleast_1d(librosa.feature.tempo(onset_envelope=onsets, sr=rate)),)
        ratio = beats[0] / track.values["tempo"]
        assert min(abs(ratio - each) for each in (0.5, 1, 2)) < 0.06


def test_of_songs_without_drums_the_tempo_is_unknown(tempo: Dataset):
    known = {track.label for track in tempo.tracks if track.values}
    assert "club" in known
    unknown = [track for track in tempo.tracks if not track.values]
    assert len(unknown) > 60
    assert {"bells", "arpeggio"} <= {track.label for track in unknown}
