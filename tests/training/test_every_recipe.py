"""Every recipe on sound builds and trains: on songs so few and short that it takes a moment."""

from pathlib import Path

import pytest

from core.evaluation import evaluate
from core.features import SoundSpec
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.recipe import Recipe, recipe_names
from core.training.run import Run

RECIPES = {name: Recipe.load(name) for name in recipe_names()}
# The songs have classes, and neither tags nor quantities: those go through all in tests/tasks.
ON_SOUND = [
    name
    for name, recipe in RECIPES.items()
    if all(isinstance(spec, SoundSpec) for spec in recipe.features)
    and recipe.task.kind in ("single_label", "reconstruction")
    and recipe.data.dataset != "composers"
]


@pytest.mark.parametrize("name", ON_SOUND)
def test_a_recipe_trains_and_is_judged(name: str, tiny_home: Path):
    recipe = RECIPES[name].changed(
        data={"dataset": "tiny", "split": "random-622"},
        training={"epochs": 1, "batch_size": 4, "passages": 1, "collections": None},
    )
    run = Run.create(recipe)
    train(run)
    assert run.status().state == "finished"
    assert run.history().notna().all(axis=None)
    report = evaluate(Checkpoint.load(run.name), side="test")
    assert report["n"] > 0
    assert report["per_output"]
