"""Recipes that parse but cannot train, and names that are no files: refused in a sentence."""

from pathlib import Path
from typing import Any

import pytest

from core.errors import CheckpointError, EarshotError, RecipeError
from core.models import configure
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.recipe import Recipe
from core.training.run import Run
from tests import tiny

TOO_LONG = "a" * 300  # file systems end at 255


def test_a_name_that_is_too_long_for_a_file_is_an_unknown_one():
    with pytest.raises(RecipeError, match="no recipe"):
        Recipe.load(TOO_LONG)
    with pytest.raises(CheckpointError, match="no checkpoint"):
        Checkpoint.load(TOO_LONG)


@pytest.mark.parametrize("value", [1, float("nan"), "mfcc", True])
def test_features_are_a_list_of_tables(value: Any):
    values = tiny.cnn().model_dump(mode="json") | {"features": value}
    with pytest.raises(RecipeError, match="features"):
        Recipe.parse(values)


def test_a_seed_fits_every_source_of_chance():
    assert tiny.cnn(seed=2**32 - 1).seed == 2**32 - 1
    with pytest.raises(RecipeError, match="seed"):
        tiny.cnn(seed=2**32)


def test_a_batch_has_two_examples_or_more():
    """Batches of one are passed over, so nothing would be trained."""
    with pytest.raises(RecipeError, match="batch_size"):
        tiny.cnn(training={"batch_size": 1})


def test_a_long_value_is_not_told_in_full():
    with pytest.raises(RecipeError) as told:
        tiny.cnn(training={"epochs": "x" * 5000})
    assert len(str(told.value)) < 500


@pytest.mark.parametrize(
    ("model", "options"),
    [
        ("dual_cnn", {"channels": [0]}),
        ("dual_cnn", {"channels": [8, -1]}),
        ("mlp", {"hidden": [0]}),
    ],
)
def test_a_layer_has_at_least_one_unit(model: str, options: dict[str, Any]):
    with pytest.raises(RecipeError, match=r"model\.(channels|hidden)"):
        configure(model, options)


@pytest.mark.parametrize(
    "changes",
    [
        {"features": [{"kind": "mfcc", "n_mfcc": 2}, {"kind": "mel", "n_mels": 16}]},
        {"features": [{"kind": "averages"}]},
        {"model": {"channels": [4] * 6}},
        {"model": {"name": "mlp", "channels": None}},
    ],
)
def test_features_that_the_model_cannot_take_are_told(changes: dict[str, Any], tiny_home: Path):
    values = tiny.cnn().model_dump(mode="json")
    if "model" in changes and changes["model"].get("name") == "mlp":
        values["model"] = {"name": "mlp"}
    else:
        values |= {k: values[k] | v if isinstance(v, dict) else v for k, v in changes.items()}
    run = Run.create(Recipe.parse(values))
    with pytest.raises(EarshotError, match="cannot take"):
        train(run)
    assert "cannot take" in run.status().message
