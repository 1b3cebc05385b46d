"""The way to another class, against the network's own answers and a head known exactly."""

import numpy as np
import pytest
import torch

from core.analysis.shift import Shift, in_words, mean_and_spread, shift_towards
from core.datasets import open_dataset
from core.evaluation import describe_songs, evaluate
from core.inference import open_checkpoint
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.run import Run
from tests import tiny
from tests.tiny import tiny_home

__all__ = ["tiny_home"]


@pytest.fixture(scope="module", params=["mlp", "cnn"])
def judged(tiny_home, request) -> Checkpoint:
    run = Run.create(getattr(tiny, request.param)(training={"epochs": 2}))
    train(run)
    checkpoint = Checkpoint.load(run.name)
    evaluate(checkpoint, side="test")
    describe_songs(checkpoint)
    return checkpoint


def embedded(checkpoint: Checkpoint) -> tuple[list[str], list[str], np.ndarray]:
    songs = checkpoint.songs()
    assert songs is not None
    columns = [name for name in songs if name[0] == "e" and name[1:].isdigit()]
    return list(songs.track_id), list(songs.label), songs[columns].to_numpy()


def test_at_the_beginning_stands_the_network_s_own_answer(judged: Checkpoint):
    table = judged.predictions()
    assert table is not None
    dataset = open_dataset("tiny")
    _, labels, values = embedded(judged)
    mean, _ = mean_and_spread(values[np.array(labels) == "low"])
    for row in table.head(2).itertuples():
        found = shift_towards(judged, dataset, dataset.track(row.track_id), mean, n_steps=4)
        own = [getattr(row, f"p_{name}") for name in judged.names]
        np.testing.assert_allclose(found.answers[0], own, atol=1e-4)
        assert found.fractions.tolist() == [0, 0.25, 0.5, 0.75, 1]


def test_moved_to_another_song_of_one_window_it_is_answered_as_that_one(tiny_home):
    """Averages have one window, so the way ends where the other song is."""
    run = Run.create(tiny.mlp())
    train(run)
    checkpoint = Checkpoint.load(run.name)
    describe_songs(checkpoint)
    ids, _, values = embedded(checkpoint)
    dataset = open_dataset("tiny")
    found = shift_towards(checkpoint, dataset, dataset.track(ids[0]), values[5], n_steps=8)
    assert found.distance == pytest.approx(np.linalg.norm(values[5] - values[0]), rel=1e-4)
    _, model = open_checkpoint(checkpoint.path)
    with torch.inference_mode():
        outputs = model.head(torch.from_numpy(values[5:6].astype(np.float32)))
    temperature = checkpoint.calibration.temperature  # type: ignore[attr-defined]
    np.testing.assert_allclose(
        found.answers[-1], (outputs / temperature).softmax(dim=1)[0], atol=1e-4
    )


def way(*answers: tuple[float, float, float]) -> Shift:
    return Shift(("rock", "pop", "jazz"), np.linspace(0, 1, len(answers)), np.array(answers), 6.0)


def test_the_sentence_tells_how_far_and_what_lies_between():
    found = way((0.8, 0.1, 0.1), (0.3, 0.4, 0.3), (0.1, 0.2, 0.7))
    assert in_words(found, label="jazz", items="songs", typical=2.0) == (
        "For the network to say jazz, its summary of this song would have to move 100 % of the "
        "way to the mean of the training songs of jazz: 3.0 times as far as those lie from their "
        "mean on average. On the way, from 50 % on, it says pop."
    )
    never = way((0.8, 0.1, 0.1), (0.6, 0.2, 0.2))
    assert never.first_change() is None
    assert in_words(never, label="jazz", items="songs", typical=0.0) == (
        "Even at the mean of the training songs of jazz the network would say rock: the two look "
        "alike to it."
    )


def test_mean_and_mean_distance_from_it():
    mean, spread = mean_and_spread(np.array([[0.0, 0.0], [6.0, 8.0]]))
    assert (mean.tolist(), spread) == ([3, 4], 5)
