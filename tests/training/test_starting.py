"""A new head on another network: the rest stays to the digit, in training and afterwards."""

from pathlib import Path

import pytest
import torch

from core.errors import RecipeError
from core.training.checkpoint import Checkpoint
from core.training.loop import train
from core.training.run import Run
from core.training.starting import with_new_head
from tests import tiny
from tests.tiny import tiny_home

__all__ = ["tiny_home"]


def test_only_the_head_learns(tiny_home: Path):
    source = Run.create(tiny.mlp())
    train(source)
    how = {"start": source.name, "epochs": 2, "learning_rate": 0.1}
    run = Run.create(tiny.mlp(training=how, seed=5))
    train(run)
    before = Checkpoint.load(source.name).model().state_dict()
    after = Checkpoint.load(run.name).model().state_dict()
    same = {key for key in before if torch.equal(before[key], after[key])}
    assert same == {key for key in before if not key.startswith("head.")}
    assert len(same) >= 4


def test_a_network_of_other_layers_or_features_is_refused(tiny_home: Path):
    source = Run.create(tiny.mlp(training={"epochs": 1}))
    train(source)
    how = {"start": source.name}
    wider = Run.create(tiny.mlp(training=how, model={"hidden": [9]}))
    with pytest.raises(RecipeError, match="has other layers"):
        train(wider)
    recipe = tiny.mlp(training={"start": "earshot-genre"})
    with pytest.raises(RecipeError, match="takes the features"):
        train(Run.create(recipe))


def test_another_dataset_has_none_of_the_collections_of_the_first():
    asked = with_new_head("earshot", name="mine", dataset="mine", split="grouped")
    assert asked.training.collections is None
    assert Checkpoint.load("earshot").recipe.training.collections
