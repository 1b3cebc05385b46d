"""Reasons of an answer: nearest songs against scikit-learn, passages worked by hand."""

import shutil
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.preprocessing import StandardScaler

from core import paths
from core.analysis import why
from core.analysis.neighbourhood import Neighbourhood, neighbourhood_of
from core.analysis.passages import strongest, weakest
from core.audio import SAMPLE_RATE, Audio
from core.datasets import demo
from core.demo_music import make_crossover
from core.errors import CheckpointError
from core.evaluation.songs import WEIGHTS
from core.inference import Prediction, predict
from core.tasks.single_label import SingleLabel
from core.training.checkpoint import Checkpoint

NAME = "demo-baseline"


@pytest.fixture
def copied(tmp_path: Path) -> Checkpoint:
    return Checkpoint(Path(shutil.copytree(paths.checkpoints() / NAME, tmp_path / "copied")))


def a_training_song() -> tuple[str, Prediction]:
    """One that the shipped network learned, made anew."""
    songs = Checkpoint.load(NAME).songs()
    assert songs is not None
    track_id = songs.track_id[songs.side == "train"].iloc[0]
    style, _, seed = track_id.rpartition(".")
    y = make_crossover(style, int(seed), seconds=demo.SECONDS)
    return track_id, predict(Audio.from_mono(y), NAME)


def test_similarities_are_those_of_scikit_learn():
    rng = np.random.default_rng(0)
    embeddings, one = rng.normal(3, [[1, 20, 0.1]], (40, 3)), np.array([3.5, -9.0, 3.0])
    songs = Neighbourhood.of(("a",) * 40, ("pop",) * 40, embeddings)
    scaler = StandardScaler().fit(embeddings)
    their = cosine_similarity(scaler.transform(embeddings), scaler.transform([one]))[:, 0]
    np.testing.assert_allclose(songs.similarities(one), their, atol=1e-12)
    among = cosine_similarity(scaler.transform(embeddings))
    np.fill_diagonal(among, -2)
    assert songs.near == pytest.approx(np.quantile(among.max(axis=1), 0.05))


def test_a_song_that_was_learned_is_known_again():
    track_id, told = a_training_song()
    found = why(told, Checkpoint.load(NAME))
    assert found is not None
    assert found.nearest[0].track_id == track_id
    assert found.nearest[0].similarity == pytest.approx(1, abs=1e-3)
    assert "it learned from this very song" in found.sentence.lower()


def test_songs_that_are_not_near_are_told_as_such():
    _, told = a_training_song()
    songs = neighbourhood_of(Checkpoint.load(NAME))
    assert songs is not None
    # What is orthogonal to every song but for a trace lies near none.
    away = np.linalg.svd(songs.directions)[2][-1]
    far = replace(told, embedding=songs.mean + songs.spread * away)
    found = why(far, Checkpoint.load(NAME))
    assert found is not None
    assert not found.near
    assert f"none of the {len(songs.labels)} songs that it learned from lies near" in (
        found.sentence.lower()
    )


def test_a_checkpoint_that_carries_no_songs_tells_the_rest(copied: Checkpoint):
    _, told = a_training_song()
    (copied.path / "songs.parquet").unlink()
    found = why(told, copied)
    assert found is not None
    assert found.nearest == ()
    assert found.as_dict()["near"] is None


def test_songs_of_other_weights_are_refused(copied: Checkpoint):
    _, told = a_training_song()
    songs = copied.songs()
    assert songs is not None
    songs.attrs[WEIGHTS] = "0" * 64
    songs.to_parquet(copied.path / "songs.parquet", index=False)
    with pytest.raises(CheckpointError, match=r"songs\.parquet of copied .* other weights"):
        why(told, copied)


def a_course(of_rock: list[float]) -> Prediction:
    """Two classes over windows whose centres lie 2 s apart."""
    answers = np.stack([1 - np.array(of_rock), of_rock], axis=1)
    return Prediction(
        checkpoint="demo-cnn", task=SingleLabel(), calibration=SingleLabel.Calibration(),
        names=["pop", "rock"], times=1.0 + 2 * np.arange(len(of_rock)), answers=answers,
        overall=answers.mean(axis=0), verdict="rock", reason="", embedding=np.zeros(0),
        duration=2.0 * len(of_rock), seconds=0.0,
    )  # fmt: skip


def test_the_passage_that_speaks_most_is_where_the_answer_is_most_probable():
    told = a_course([0.6, 0.9, 0.95, 0.6, 0.4, 0.8])  # mean 0.708: above 0.829 are 0.9 and 0.95
    assert astuple(strongest(told)) == pytest.approx((2.0, 6.0, 0.925))
    assert astuple(weakest(told)) == pytest.approx((8.0, 10.0, 0.4))
    found = why(told, Checkpoint.load("demo-cnn"))
    assert found is not None
    assert found.sentence == (
        "Rock above all from 0:02 to 0:06 (92 %), least from 0:08 to 0:10 (40 %)."
    )


def test_an_answer_that_stays_the_same_is_told_so():
    found = why(a_course([0.8, 0.85, 0.82]), Checkpoint.load("demo-cnn"))
    assert found is not None
    assert found.sentence == "Rock throughout (82 % on average)."
    assert found.as_dict()["seconds"] == {
        "start": 0.0, "end": 6.0, "probability": pytest.approx(0.8233, abs=1e-4)
    }  # fmt: skip


def test_what_was_refused_has_no_reason():
    silence = predict(Audio.from_mono(np.zeros(3 * SAMPLE_RATE)), "demo-cnn")
    assert why(silence, Checkpoint.load("demo-cnn")) is None
