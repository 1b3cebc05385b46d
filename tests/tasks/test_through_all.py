"""Every kind of task through all of training, judging, calibration, checkpoint and shipping."""

import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import average_precision_score, mean_absolute_error, r2_score, roc_auc_score
from typer.testing import CliRunner

from core import paths
from core.cli import app
from core.datasets import open_dataset
from core.evaluation import describe_songs, evaluate, ship
from core.evaluation.predictions import truths_and_answers
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.material import prepare
from core.training.run import Run
from tests.tasks import made

GOOD = {"multi_label": 0.9, "regression": 0.8, "reconstruction": 0.3, "pieces": 0.8}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory):
    with made.home_with_runs(tmp_path_factory.mktemp("tasks")):
        yield


@pytest.fixture(scope="module")
def runs(home: None) -> dict[str, Run]:
    """One trained run of each kind."""
    return {kind: Run.load(name) for kind, name in made.trained()[1].items()}


@pytest.mark.parametrize("kind", made.KINDS)
def test_it_learns_and_its_history_names_its_headline(runs: dict[str, Run], kind: str):
    run = runs[kind]
    figure = run.recipe.task.headline.name
    history = run.history()
    assert f"train_{figure}" in history
    assert history[f"validation_{figure}"].iloc[-3:].max() > GOOD[kind]
    assert history.train_loss.iloc[-1] < 0.7 * history.train_loss.iloc[0]


@pytest.mark.parametrize("kind", made.KINDS)
def test_the_report_holds_the_same_keys_whatever_the_task(runs: dict[str, Run], kind: str):
    report = evaluate(Checkpoint.load(runs[kind].name), side="test")
    kept = json.loads((runs[kind].path / "report.json").read_text())
    assert kept == json.loads(json.dumps(report))
    assert kept["task"] == runs[kind].recipe.task.kind
    assert kept["headline"]["name"] == runs[kind].recipe.task.headline.name
    assert kept["headline"]["low"] <= kept["headline"]["value"] <= kept["headline"]["high"]
    assert list(kept["per_output"]) == Checkpoint.load(runs[kind].name).names
    assert ("confusion" in kept) == (kept["task"] == "single_label")


def test_tags_are_judged_as_scikit_learn_judges_the_known_ones(runs: dict[str, Run]):
    checkpoint = Checkpoint.load(runs["multi_label"].name)
    report = evaluate(checkpoint, side="test")
    table = checkpoint.predictions()
    assert table is not None
    truths, answers = truths_and_answers(table)
    assert np.isnan(truths).any(), "some tags are unknown"
    for i, name in enumerate(made.TAGS):
        known = np.isfinite(truths[:, i])
        ours = report["per_output"][name]
        assert ours["known"] == known.sum()
        assert ours["auroc"] == pytest.approx(roc_auc_score(truths[known, i], answers[known, i]))
        assert ours["ap"] == pytest.approx(
            average_precision_score(truths[known, i], answers[known, i])
        )
    assert len(checkpoint.calibration.model_dump()["thresholds"]) == 2


def test_a_pitch_is_told_in_octaves(runs: dict[str, Run]):
    checkpoint = Checkpoint.load(runs["regression"].name)
    report = evaluate(checkpoint, side="test")
    table = checkpoint.predictions()
    assert table is not None
    assert table.y_pitch.between(0, 4).all()
    ours = report["per_output"]["pitch"]
    assert ours["r2"] == pytest.approx(r2_score(table.y_pitch, table.p_pitch), rel=1e-4)
    assert ours["mae"] == pytest.approx(mean_absolute_error(table.y_pitch, table.p_pitch), rel=1e-4)
    dataset = open_dataset("tests-pitch")
    truth = {track.id: track.values["pitch"] for track in dataset.tracks}
    np.testing.assert_allclose(table.y_pitch, [truth[i] for i in table.track_id], atol=1e-5)
    assert checkpoint.calibration.model_dump()["half_width"][0] > 0


def test_pieces_are_judged_by_the_mean_of_their_windows(runs: dict[str, Run]):
    import torch

    checkpoint = Checkpoint.load(runs["pieces"].name)
    evaluate(checkpoint, side="test")
    table, dataset = checkpoint.predictions(), open_dataset("tests-pieces")
    assert table is not None
    model, temperature = checkpoint.model(), checkpoint.dimensions.calibration["temperature"]
    for row in table.itertuples():
        (steps,) = dataset.features(dataset.track(row.track_id), checkpoint.recipe.features)
        n = steps.shape[1]
        firsts = [*range(0, n - 99, 50)]
        firsts += [n - 100] if firsts[-1] != n - 100 else []
        windows = torch.from_numpy(np.stack([steps[:, i : i + 100] for i in firsts]))
        with torch.no_grad():
            p = (model(windows) / temperature).softmax(dim=1).mean(dim=0)
        assert row.p_bright == pytest.approx(float(p[0]), abs=1e-5)


def test_what_comes_out_again_is_held_against_what_went_in(runs: dict[str, Run]):
    import torch

    checkpoint = Checkpoint.load(runs["reconstruction"].name)
    report = evaluate(checkpoint, side="test")
    dataset, recipe = open_dataset("tests-tags"), checkpoint.recipe
    table = checkpoint.predictions()
    assert table is not None
    (mfcc,) = dataset.features(dataset.track(table.track_id[0]), recipe.features)
    length = recipe.window_steps or 0
    windows = torch.from_numpy(np.stack([mfcc[:, :length], mfcc[:, -length:]]))
    with torch.no_grad():
        missing = ((checkpoint.model()(windows) - windows) ** 2).mean(dim=(0, 2))
    said = table[[f"p_{name}" for name in checkpoint.names]].iloc[0]
    np.testing.assert_allclose(said, missing, rtol=1e-3, atol=1e-5)
    assert checkpoint.names[:2] == ["MFCC 1", "MFCC 2"]
    assert report["headline"]["value"] > GOOD["reconstruction"]


@pytest.mark.parametrize("kind", made.KINDS)
def test_it_is_described_shipped_and_listed(
    runs: dict[str, Run], kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    checkpoint = Checkpoint.load(runs[kind].name)
    evaluate(checkpoint, side="test")
    describe_songs(checkpoint)
    songs = checkpoint.songs()
    assert songs is not None
    assert songs.filter(regex=r"^e\d+$").notna().all(axis=None)
    monkeypatch.setattr(paths, "checkpoints", lambda: tmp_path)
    place = ship(checkpoint, "mine")
    card = (place / "card.md").read_text()
    assert checkpoint.recipe.task.headline.title in card
    assert all(f"| {name} |" in card for name in checkpoint.names)
    shipped = Checkpoint.load("mine")
    assert shipped.calibration == checkpoint.calibration
    told = CliRunner().invoke(app, ["evaluate", "mine"])
    assert told.exit_code == 0, told.output
    assert checkpoint.recipe.task.headline.name in told.output
    listed = CliRunner().invoke(app, ["runs"])
    assert runs[kind].name in listed.output


def test_five_seeds_load_their_data_once(home: None, monkeypatch: pytest.MonkeyPatch):
    recipe = made.recipe("regression", training={"epochs": 1})
    material, asked = prepare(recipe), []
    loaded = type(material.dataset).features
    monkeypatch.setattr(
        type(material.dataset),
        "features",
        lambda self, track, specs: asked.append(track.id) or loaded(self, track, specs),
    )
    for seed in range(5):
        train(Run.create(recipe.changed(seed=seed)), material)
    assert len(asked) == len(set(asked)) <= made.N_SONGS
