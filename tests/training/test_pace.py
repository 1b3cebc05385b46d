"""How long trainings will take: by the runs that there were, else by the shipped checkpoint."""

from pathlib import Path

import numpy as np
import pytest

from core.training.checkpoint import Checkpoint
from core.training.pace import epoch_seconds, expected_seconds
from core.training.recipe import Recipe
from core.training.run import Run
from tests import tiny


def test_nobody_knows_of_a_new_recipe_and_a_shipped_one_is_known(home: Path):
    assert expected_seconds([tiny.mlp()]) is None
    shipped = Checkpoint.load("demo-baseline").history().seconds
    recipe = Recipe.load("demo-baseline").changed(training={"epochs": 10})
    assert expected_seconds([recipe] * 3) == pytest.approx(30 * np.median(shipped))


def test_the_newest_run_of_the_recipe_tells_its_pace(home: Path):
    run = Run.create(tiny.mlp())
    columns = "epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,learning_rate"
    rows = [f"{i},1,1,1,1,1,{seconds}" for i, seconds in enumerate((9, 2, 3), start=1)]
    (run.path / "history.csv").write_text("\n".join([f"{columns},seconds", *rows]))
    assert epoch_seconds(tiny.mlp(seed=5)) == 3
