"""What differs between recipes: all of it, and nothing that is the same."""

import pytest

from core.errors import RecipeError
from core.training.differences import differences, recipe_of
from core.training.run import Run
from tests import tiny


def test_only_what_differs_is_told_by_the_keys_of_the_file():
    one = tiny.cnn()
    other = tiny.cnn(seed=3, training={"epochs": 9}, model={"dropout": 0.5}, title="Another")
    assert differences([one, other]) == {
        "seed": (0, 3),
        "training.epochs": (4, 9),
        "model.dropout": (0.2, 0.5),
    }
    assert differences([one, one]) == {}
    assert differences([one, one.changed(seed=1), one])["seed"] == (0, 1, 0)


def test_an_option_that_is_left_at_rest_is_its_value():
    written = tiny.mlp(model={"dropout": 0.25})
    found = differences([tiny.mlp(), written])
    ((_, at_rest),) = [(key, values[0]) for key, values in found.items()]
    assert found == {"model.dropout": (at_rest, 0.25)}
    assert differences([tiny.mlp(), tiny.mlp(model={"dropout": at_rest})]) == {}


def test_features_are_told_by_their_kind():
    one = tiny.cnn()
    specs = [spec.model_dump(mode="json") for spec in one.features]
    other = one.changed(features=[specs[0] | {"n_mfcc": 20}, specs[1]])
    assert differences([one, other]) == {"features.mfcc.n_mfcc": (16, 20)}
    swapped = differences([one, one.changed(features=specs[::-1])])
    assert swapped == {"features": ("mfcc, mel", "mel, mfcc")}
    fewer = differences([one, one.changed(features=specs[:1])])
    assert fewer["features"] == ("mfcc, mel", "mfcc")
    assert fewer["features.mel.n_mels"] == (16, None)


def test_a_recipe_is_found_by_a_runs_name_a_checkpoints_or_its_own(home):
    run = Run.create(tiny.mlp(seed=4))
    assert recipe_of(run.name).seed == 4
    assert recipe_of("zheng-baseline").name == "zheng-baseline"
    assert recipe_of("demo-cnn").name == "demo-cnn"
    with pytest.raises(RecipeError, match="no recipe 'x'"):
        recipe_of("x")
