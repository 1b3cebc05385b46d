"""A checkpoint judged and shipped: every figure can be had again from what was written down."""

from pathlib import Path

import librosa
import numpy as np
import pandas as pd
import pytest
import torch
from scipy.optimize import minimize_scalar
from scipy.special import softmax
from sklearn.metrics import (
    accuracy_score,
    confusion_matrix,
    f1_score,
    log_loss,
    precision_recall_fscore_support,
    top_k_accuracy_score,
)

from core import paths
from core.datasets import Dataset, Split, open_dataset
from core.errors import CheckpointError, DatasetError
from core.evaluation import describe_songs, evaluate, ship
from core.evaluation.predictions import labelled
from core.features import Averages, column_names
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.machine import machines
from core.training.machine import trained as in_words
from core.training.run import Run
from core.training.windows import forward, track_windows
from tests import tiny

CLASSES = list(tiny.CLASSES)
P_COLUMNS = [f"p_{name}" for name in CLASSES]


@pytest.fixture(scope="module")
def trained(tiny_home: Path) -> Checkpoint:
    """A network on averages that has learned a little, and errs."""
    run = Run.create(tiny.mlp(training={"epochs": 2, "learning_rate": 0.003}))
    train(run)
    return Checkpoint.load(run.name)


def dataset_of(checkpoint: Checkpoint) -> tuple[Dataset, Split]:
    dataset = open_dataset("tiny")
    return dataset, dataset.split(checkpoint.recipe.data.split, checkpoint.recipe.seed)


def logits_of(checkpoint: Checkpoint, side: str) -> np.ndarray:
    """Of each song of a side, computed here: [n_songs, n_classes]."""
    dataset, split = dataset_of(checkpoint)
    model, recipe = checkpoint.model(), checkpoint.recipe
    songs = (dataset.features(track, recipe.features) for track in split.side(side))
    return np.concatenate([forward(model, track_windows(song, recipe))[0] for song in songs])


def table(checkpoint: Checkpoint) -> pd.DataFrame:
    predictions = checkpoint.predictions()
    assert predictions is not None
    return labelled(predictions)


def test_the_report_says_what_scikit_learn_says_of_the_predictions(trained: Checkpoint):
    report = evaluate(trained, side="test")
    judged = table(trained)
    true, said = judged.label, judged.predicted
    assert report["headline"]["value"] == pytest.approx(accuracy_score(true, said))
    assert report["scores"]["macro_f1"] == pytest.approx(f1_score(true, said, average="macro"))
    np.testing.assert_array_equal(report["confusion"], confusion_matrix(true, said, labels=CLASSES))
    assert report["scores"]["top2"] == pytest.approx(
        top_k_accuracy_score(true, judged[P_COLUMNS], k=2, labels=CLASSES)
    )
    scores = precision_recall_fscore_support(true, said, labels=CLASSES, zero_division=0)  # type: ignore
    ours = report["per_output"]
    for name, row in zip(("precision", "recall", "f1", "support"), scores, strict=True):
        np.testing.assert_allclose([ours[label][name] for label in CLASSES], row)
    assert trained.report() == report  # it is what lies in the folder


def test_predictions_are_the_calibrated_probabilities_of_the_side_s_songs(trained: Checkpoint):
    evaluate(trained, side="test")
    judged, (_, split) = table(trained), dataset_of(trained)
    assert list(judged.track_id) == [track.id for track in split.test]
    assert list(judged.label) == [track.label for track in split.test]
    temperature = Checkpoint.load(trained.name).dimensions.calibration["temperature"]
    expected = softmax(logits_of(trained, "test") / temperature, axis=1)
    np.testing.assert_allclose(judged[P_COLUMNS], expected, rtol=1e-4, atol=1e-6)
    assert list(judged.predicted) == [CLASSES[i] for i in expected.argmax(axis=1)]


def test_the_temperature_is_the_best_on_validation_whatever_side_is_judged(trained: Checkpoint):
    on_test = evaluate(trained, side="test")["scores"]["temperature"]
    on_validation = evaluate(trained, side="validation")["scores"]["temperature"]
    assert on_test == on_validation != 1
    assert Checkpoint.load(trained.name).dimensions.calibration == {"temperature": on_test}
    _, split = dataset_of(trained)
    labels = [track.label for track in split.validation]
    logits = logits_of(trained, "validation")

    def loss(temperature: float) -> float:
        told = float(log_loss(labels, softmax(logits / temperature, axis=1), labels=CLASSES))
        return told + np.log(temperature) ** 2 / 2 / len(labels)  # few songs are not all believed

    best = minimize_scalar(loss, bounds=(0.05, 20), method="bounded")
    assert loss(on_test) == pytest.approx(best.fun, rel=1e-3)  # type: ignore[attr-defined]


def test_a_report_names_its_side_and_split(trained: Checkpoint):
    _, split = dataset_of(trained)
    for side in ("validation", "test"):
        report = evaluate(trained, side=side)
        assert (report["side"], report["n"]) == (side, len(split.side(side)))
        assert report["n_train"] == len(split.train)
        assert (report["dataset"], report["split"], report["leaky"]) == ("tiny", split.name, False)
    with pytest.raises(DatasetError, match=r"no side 'polka'\. Known: train, validation, test"):
        evaluate(trained, side="polka")


def test_a_test_report_tells_of_all_songs_too_those_learned_included(trained: Checkpoint):
    """A paper's figure may be over all songs; the right one of the two is compared with it."""
    report = evaluate(trained, side="test")
    _, split = dataset_of(trained)
    said, true = [], []
    for side in ("train", "validation", "test"):
        said += [CLASSES[i] for i in logits_of(trained, side).argmax(axis=1)]
        true += [track.label for track in split.side(side)]
    found = report["over_all_tracks"]
    assert found["value"] == pytest.approx(accuracy_score(true, said))
    assert (found["name"], found["n"], found["n_learned"]) == (
        "accuracy", len(true), len(split.train),
    )  # fmt: skip
    assert "those that it learned included" in found["note"]
    assert found["value"] != report["headline"]["value"], "or this test says nothing"
    assert "over_all_tracks" not in evaluate(trained, side="validation"), "the test side shows"


def test_every_song_is_described_once(trained: Checkpoint):
    describe_songs(trained)
    songs, (dataset, split) = trained.songs(), dataset_of(trained)
    assert songs is not None
    averages = list(column_names(Averages()))
    units = [name for name in songs.columns if name not in {"track_id", "label", "side", *averages}]
    assert len(averages) == 26
    assert list(songs.columns[:29]) == ["track_id", "label", "side", *averages]
    assert units == [f"e{i:03d}" for i in range(len(units))]
    assert sorted(songs.track_id) == sorted(track.id for track in dataset.tracks)
    for side in ("train", "validation", "test"):
        ids = set(songs.track_id[songs.side == side])
        assert ids == {track.id for track in split.side(side)}

    track = split.test[0]
    row = songs.set_index("track_id").loc[track.id]
    y, _ = librosa.load(str(track.path), sr=tiny.SAMPLE_RATE)
    assert row.rms_mean == pytest.approx(librosa.feature.rms(y=y).mean(), rel=1e-3)
    head = trained.model().head(torch.tensor(row[units].to_numpy(np.float32))[None])
    np.testing.assert_allclose(
        head.detach().numpy()[0], logits_of(trained, "test")[0], rtol=1e-3, atol=1e-4
    )


def test_only_what_was_judged_on_test_is_shipped(
    trained: Checkpoint, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(paths, "checkpoints", lambda: tmp_path)
    describe_songs(trained)
    evaluate(trained, side="validation")
    with pytest.raises(CheckpointError, match="lacks its test report"):
        ship(trained, "mine")
    (trained.path / "report.json").unlink()
    with pytest.raises(CheckpointError, match=r"lacks \['report.json'\].*core evaluate"):
        ship(trained, "mine")
    with pytest.raises(CheckpointError, match=r"'../mine' cannot be the name of a checkpoint"):
        ship(trained, "../mine")
    assert not list(tmp_path.iterdir())

    report = evaluate(trained, side="test")
    place = ship(trained, "mine")
    assert place == tmp_path / "mine"
    shipped = Checkpoint.load("mine")
    pd.testing.assert_frame_equal(table(shipped), table(trained))
    assert shipped.report() == report
    assert machines(shipped) == machines(trained) != ()
    card = (place / "card.md").read_text()
    assert f"\n- {in_words(machines(trained))}\n\n## Figures" in card
    value, low, high = (report["headline"][name] for name in ("value", "low", "high"))
    assert f"Accuracy {value:.3f}, 95 % interval {low:.3f} to\n  {high:.3f}" in card
    after, before = report["scores"]["ece"], report["before"]["ece"]
    assert f"ece: {after:.3f}, before calibration {before:.3f}" in card
    for label, scores in report["per_output"].items():
        assert f"| {label} | {scores['precision']:.3f} |" in card
    assert not {file.suffix for file in place.iterdir()} & {".pt", ".log", ".txt"}
