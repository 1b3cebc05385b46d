"""The loop: the same seed gives the same training, in one go or cut and resumed."""

import threading
import time
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch

from core.datasets import open_dataset
from core.errors import DatasetError
from core.jobs import requeue
from core.tasks.base import Targets
from core.tasks.single_label import SingleLabel
from core.training.checkpoint import Checkpoint
from core.training.learner import make_optimizer, make_schedule
from core.training.loop import Stopped, train
from core.training.recipe import Recipe
from core.training.run import Run
from core.training.windows import forward, track_windows
from tests import tiny

pytestmark = pytest.mark.usefixtures("tiny_home")


def trained(recipe: Recipe) -> Run:
    run = Run.create(recipe)
    train(run)
    return run


def history(run: Run) -> str:
    """The history as written, to the last digit, without the time that it took."""
    return pd.read_csv(run.path / "history.csv", dtype=str).drop(columns="seconds").to_csv()


def weights(run: Run) -> bytes:
    return (run.path / "model.safetensors").read_bytes()


@pytest.mark.parametrize("recipe", [tiny.cnn(), tiny.mlp()], ids=lambda recipe: recipe.name)
def test_the_same_seed_gives_the_same_training(recipe: Recipe):
    one, two = trained(recipe), trained(recipe)
    assert history(one) == history(two)
    assert weights(one) == weights(two)
    other = trained(recipe.changed(seed=1))
    assert history(other) != history(one)


def stop_after(run: Run, n_epochs: int) -> threading.Thread:
    """Ask the run to stop as soon as its history holds `n_epochs`."""

    def watch() -> None:
        while len(run.history()) < n_epochs:
            time.sleep(0.005)
        run.ask_to_stop()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


@pytest.mark.parametrize(
    "recipe",
    [tiny.cnn(training={"epochs": 12}), tiny.mlp(training={"epochs": 60, "batch_size": 2})],
    ids=lambda recipe: recipe.name,
)
def test_stopped_and_resumed_is_as_if_it_had_not_been(recipe: Recipe):
    whole = trained(recipe)
    cut = Run.create(recipe)
    watcher = stop_after(cut, 3)
    train(cut)
    watcher.join(timeout=10)
    status = cut.status()
    assert status.state == "stopped"
    assert 3 <= status.epoch < recipe.training.epochs
    assert not cut.stop_asked(), "the request is done with"
    kept = weights(cut)
    assert history(whole).startswith(history(cut))

    train(requeue(cut))
    assert cut.status().state == "finished"
    assert history(cut) == history(whole)
    assert weights(cut) == weights(whole)
    assert len(kept) == len(weights(cut))


def test_the_kept_weights_are_those_of_the_lowest_validation_loss():
    run = trained(tiny.cnn(training={"epochs": 6, "precision": "float32"}))
    checkpoint = Checkpoint.load(run.name)
    model, dataset = checkpoint.model(), open_dataset("tiny")
    losses = []
    for track in dataset.split("random-622", 0).validation:
        features = dataset.features(track, run.recipe.features)
        logits, _ = forward(model, track_windows(features, run.recipe, overlap=0.0))
        p = logits.softmax(dim=1).mean(dim=0)[checkpoint.names.index(track.label)]
        losses.append(-np.log(float(p)))
    assert np.mean(losses) == pytest.approx(run.history().validation_loss.min(), rel=1e-4)


def test_it_learns():
    run = trained(tiny.cnn(training={"epochs": 25}, augmentation={"mixup_alpha": 0.0}))
    table = run.history()
    assert table.train_loss.iloc[-5:].mean() < 0.5 * table.train_loss.iloc[0]
    assert table.validation_accuracy.max() == 1.0, "three tones that differ by octaves"


def test_the_folder_tells_how_it_went():
    run = trained(tiny.cnn())
    status = run.status()
    assert (status.state, status.epoch, status.n_epochs) == ("finished", 4, 4)
    assert status.eta_seconds is None
    table = run.history()
    assert list(table.epoch) == [1, 2, 3, 4]
    assert table.notna().all(axis=None)
    assert table.validation_accuracy.between(0, 1).all()
    assert Checkpoint.load(run.name).names == sorted(tiny.CLASSES)


def test_patience_ends_a_training_early():
    recipe = tiny.mlp(
        training={"epochs": 200, "patience": 2, "learning_rate": 0.5, "schedule": "constant"}
    )
    run = trained(recipe)
    table = run.history()
    best = int(table.epoch[table.validation_loss.idxmin()])
    assert run.status().state == "finished"
    assert len(table) == best + 2 < 200


def test_a_run_that_ended_early_trains_no_further_when_it_is_resumed():
    def stop(run: Run) -> None:
        raise Stopped

    run = Run.create(
        tiny.mlp(
            training={"epochs": 200, "patience": 2, "learning_rate": 0.5, "schedule": "constant"}
        )
    )
    train(run, afterwards=stop)
    before = history(run)
    assert run.status().state == "stopped"
    train(requeue(run))
    assert run.status().state == "finished"
    assert history(run) == before


def test_a_failure_is_written_down_with_its_reason():
    run = Run.create(tiny.mlp(data={"dataset": "nowhere"}))
    with pytest.raises(DatasetError):
        train(run)
    status = run.status()
    assert status.state == "failed"
    assert "no dataset 'nowhere'" in status.message


def test_an_accident_is_written_down_with_its_reason_and_its_place(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def break_down(self: object, name: str, seed: int) -> None:
        raise MemoryError("no room for 12 GiB")

    monkeypatch.setattr("core.datasets.folder.FolderDataset.split", break_down)
    run = Run.create(tiny.mlp())
    with pytest.raises(MemoryError):
        train(run)
    assert (run.status().state, run.status().message) == (
        "failed",
        "MemoryError('no room for 12 GiB')",
    )
    assert "Traceback" in caplog.text
    assert "in break_down" in caplog.text


def test_what_comes_afterwards_may_be_stopped_and_is_done_on_resuming():
    from core.training.loop import Stopped

    def stop_here(run: Run) -> None:
        raise Stopped

    done = []
    run = Run.create(tiny.mlp())
    train(run, afterwards=stop_here)
    assert run.status().state == "stopped"
    before = history(run)
    train(requeue(run), afterwards=done.append)
    assert run.status().state == "finished"
    assert done == [run]
    assert history(run) == before


def test_a_resume_file_that_would_run_code_is_refused(tmp_path: Path):
    run = trained(tiny.mlp())
    run.write_status(state="stopped")
    witness = tmp_path / "witness"
    torch.save(Exploit(str(witness)), run.path / "last.pt")
    with pytest.raises(Exception, match=r"(?i)weights.only"):
        train(requeue(run))
    assert run.status().state == "failed"
    assert not witness.exists()


class Exploit:
    """Unpickled by a careless reader, it makes a file."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple:
        return (open, (self.path, "w"))


def test_class_weights_are_inverse_to_counts_and_1_on_average():
    labels = np.array([0] * 6 + [1] * 3 + [2])
    found = SingleLabel().weights(Targets(np.eye(3, dtype=np.float32)[labels], ("a", "b", "c")))
    np.testing.assert_allclose(found * np.bincount(labels), [10 / 3] * 3, rtol=1e-6)
    assert found[labels].mean() == pytest.approx(1)


@pytest.mark.parametrize("optimizer", ["adam", "adamw", "sgd"])
def test_decay_is_on_kernels_only(optimizer: str):
    from core import models

    recipe = tiny.cnn(training={"optimizer": optimizer, "weight_decay": 0.3})
    model = models.build("dual_cnn", recipe.model.options, inputs=[(16, 43), (16, 43)], n_outputs=3)
    made = make_optimizer(model, recipe.training)
    decays = {p: group["weight_decay"] for group in made.param_groups for p in group["params"]}
    assert len(decays) == len(list(model.parameters()))
    for name, parameter in model.named_parameters():
        assert decays[parameter] == (0.3 if parameter.ndim > 1 else 0.0), name


def test_one_cycle_rises_and_falls_once():
    how = tiny.mlp(training={"epochs": 10, "learning_rate": 0.1}).training
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1)
    schedule = make_schedule(optimizer, how, n_batches=5)
    rates = []
    for _ in range(50):
        rates.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    top = int(np.argmax(rates))
    assert max(rates) == pytest.approx(0.1, rel=0.01)
    assert (np.diff(rates[: top + 1]) > 0).all()
    assert (np.diff(rates[top:]) < 0).all()


def descend(optimizer: str, **how: float) -> list[float]:
    """Three steps down 2x² from 1 at a rate of 0.1: the weight before and after each."""
    recipe = tiny.cnn(training={"optimizer": optimizer, "learning_rate": 0.1, **how})
    model = torch.nn.Linear(1, 1, bias=False)
    model.parameter_groups = lambda decay: [{"params": [model.weight], "weight_decay": decay}]  # type: ignore
    torch.nn.init.ones_(model.weight)
    made, seen = make_optimizer(model, recipe.training), [1.0]  # type: ignore[arg-type]
    for _ in range(3):
        made.zero_grad()
        (2 * model.weight**2).sum().backward()
        made.step()
        seen.append(float(model.weight.detach()))
    return seen


@pytest.mark.parametrize("momentum", [0.0, 0.9])
def test_sgd_takes_a_share_of_each_step_again(momentum: float):
    expected, speed = [1.0], 0.0
    for _ in range(3):
        speed = momentum * speed + 4 * expected[-1]
        expected.append(expected[-1] - 0.1 * speed)
    assert descend("sgd", momentum=momentum, weight_decay=0) == pytest.approx(expected, abs=1e-6)


def test_one_cycle_leaves_the_momentum_of_sgd_alone():
    how = tiny.mlp(training={"optimizer": "sgd", "momentum": 0.5, "epochs": 2}).training
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1, momentum=how.momentum)
    schedule = make_schedule(optimizer, how, n_batches=5)
    for _ in range(10):
        assert optimizer.param_groups[0]["momentum"] == 0.5
        optimizer.step()
        schedule.step()
