"""What has rows: the numbers of songs, of any sound, and of its passages are the same numbers."""

from pathlib import Path

import librosa
import numpy as np
import pandas as pd
import pytest
import soundfile

from core import paths
from core.analysis.rows import source_names, source_of
from core.analysis.rows.base import over_passages
from core.analysis.rows.carried import carried_file
from core.analysis.rows.computed import Computed
from core.audio import Audio
from core.datasets import open_dataset
from core.demo_music import make_song
from core.errors import EarshotError
from core.inference import predict
from core.signals import tones
from core.training.checkpoint import Checkpoint
from core.training.run import Results, Run
from tests import tiny
from tests.tiny import tiny_home

__all__ = ["tiny_home"]

N_SONGS = 4


@pytest.fixture(scope="module")
def described(tiny_home: Path) -> Results:
    """A run some of whose songs were written down."""
    run = Run.create(tiny.mlp())
    tracks = open_dataset("tiny").tracks[:N_SONGS]
    table = pd.DataFrame(
        {"track_id": [t.id for t in tracks], "label": [t.label for t in tracks], "side": "train"}
    )
    (run.path / "songs.parquet").write_bytes(table.assign(e000=0.5).to_parquet(index=False))
    return run


@pytest.fixture(scope="module")
def sound() -> Audio:
    """Four seconds of one tone, then four of another."""
    parts = [tones([hertz], seconds=4.0) for hertz in (220.0, 1760.0)]
    return Audio.from_mono(np.concatenate(parts))


def test_every_source_says_what_it_is_and_the_quick_ones_come_first():
    sources = [source_of(name) for name in source_names()]
    assert [source.quick for source in sources] == sorted(
        [source.quick for source in sources], reverse=True
    )
    assert len({source.title for source in sources}) == len(sources) == 6
    assert all(source.alike.endswith(".") for source in sources)


def test_mfcc_rows_are_moments_of_librosas_mfccs_and_are_computed_once(described):
    source, told = source_of("mfcc"), []
    assert not source.ready(described)
    points = source.rows(described, lambda n_done, n: told.append((n_done, n)))
    assert told == [(i + 1, N_SONGS) for i in range(N_SONGS)]
    assert source.ready(described)
    np.testing.assert_array_equal(source.rows(described, told.append).values, points.values)  # type: ignore
    track = open_dataset("tiny").track(points.table.track_id[3])
    assert track.path is not None
    y, rate = librosa.load(track.path, sr=22050)
    expected = librosa.feature.mfcc(y=y, sr=rate, n_mfcc=20)
    np.testing.assert_allclose(points.values[3, :20], expected.mean(axis=1), atol=0.05)
    np.testing.assert_allclose(points.values[3, 20:], expected.std(axis=1), atol=0.05)
    assert points.names[21] == "MFCC 2, its deviation"


def test_a_sound_lies_where_its_song_lies(described):
    points = source_of("mel").rows(described)
    track = open_dataset("tiny").track(points.table.track_id[0])
    assert track.path is not None
    y, rate = soundfile.read(track.path, dtype="float32")
    place = source_of("mel").place(Audio.from_mono(y, rate), described)
    np.testing.assert_allclose(place, points.values[0], atol=1e-3)


def test_the_cqt_of_a_high_tone_is_told_by_its_semitone(described, sound):
    course = source_of("cqt").course(sound, described)
    early, late = course.values[0, :84], course.values[-1, :84]
    assert np.argmax(early) == 33  # A3 above C1
    assert np.argmax(late) == 69  # A6


@pytest.mark.parametrize("name", ["averages", "mfcc"])
def test_passages_are_three_seconds_half_a_second_apart(described, name):
    noise = np.random.default_rng(8).normal(0, 0.1, 6 * 22050).astype(np.float32)
    sound = Audio.from_mono(noise)
    course = source_of(name).course(sound, described)
    assert course.seconds == pytest.approx(3.0, abs=0.02)
    np.testing.assert_allclose(np.diff(course.times), 0.5, atol=0.02)
    assert course.times[0] == pytest.approx(1.5, abs=0.02)
    alone = Audio.from_mono(sound.mono()[: 3 * sound.sample_rate])
    whole = source_of(name).place(alone, described)
    np.testing.assert_allclose(course.values[0], whole, rtol=0.1, atol=1.0)


def test_what_is_shorter_than_a_passage_is_one():
    course = over_passages(np.arange(8.0).reshape(2, 4), 0.1, lambda part: part.mean(axis=1))
    np.testing.assert_allclose(course.values, [[1.5, 5.5]])
    np.testing.assert_allclose(course.times, [0.15])


def test_passages_of_an_embedding_have_the_songs_as_their_mean():
    demo, sound = Checkpoint.load("demo-cnn"), Audio.from_mono(make_song("club", 1, seconds=12.0))
    source = source_of("embedding")
    course = source.course(sound, demo)
    np.testing.assert_allclose(course.values.mean(axis=0), predict(sound, "demo-cnn").embedding,
                               rtol=1e-4, atol=1e-5)  # fmt: skip
    assert source.rows(demo).values.shape[1] == course.values.shape[1]
    silence = Audio.from_mono(np.zeros(5 * 22050, np.float32))
    assert np.isnan(source.place(silence, demo)).all()


def test_what_is_missing_is_told_by_name(described):
    missing = source_of("averages").missing(described)
    assert missing == f"The songs of {described.name} have no 26 averages."
    with pytest.raises(EarshotError, match="no 26 averages"):
        source_of("averages").rows(described)
    with pytest.raises(EarshotError, match="Known: averages, averages-57, cqt"):
        source_of("colours")


def test_rows_that_were_carried_along_need_no_sounds(described, tmp_path, monkeypatch):
    source = source_of("mfcc")
    assert isinstance(source, Computed)
    monkeypatch.setattr("core.paths.docs", lambda: tmp_path)
    assert source.carry(described).parent == tmp_path / "rows"
    computed = source.rows(described).values
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "elsewhere"))
    assert source.ready(described)
    np.testing.assert_array_equal(source.rows(described).values, computed)
    assert not source_of("mel").ready(described)


def test_what_comes_along_is_of_the_features_of_today():
    network = Checkpoint.load("zheng-dual-cnn")
    sources = [source_of(name) for name in source_names()]
    known = {carried_file("gtzan", each.spec) for each in sources if isinstance(each, Computed)}
    assert set((paths.docs() / "rows").iterdir()) <= known
    averages, cepstra = (source_of(name).rows(network) for name in ("averages", "mfcc"))
    assert cepstra.table.equals(averages.table)
    np.testing.assert_allclose(cepstra.values[:, :20], averages.values[:, 6:], rtol=1e-3, atol=0.05)
