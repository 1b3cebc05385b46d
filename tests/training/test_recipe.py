"""Recipes: bounds, unknown keys refused by name, and the way to a file and back."""

from pathlib import Path
from typing import Any

import pytest

from core.errors import EarshotError, RecipeError
from core.models import configure
from core.training.recipe import Recipe, recipe_names
from tests import tiny


@pytest.mark.parametrize("name", recipe_names())
def test_a_shipped_recipe_is_whole(name: str, tmp_path: Path):
    recipe = Recipe.load(name)
    assert recipe.name == name
    configure(recipe.model.name, recipe.model.options)  # raises on an option the model lacks
    file = tmp_path / "again.toml"
    file.write_text(recipe.to_toml())
    again = Recipe.load(file)
    assert again == recipe
    assert [s.key for s in again.features] == [s.key for s in recipe.features]


def test_there_are_the_two_systems_of_the_paper_and_one_for_the_demo():
    names = {"zheng-dual-cnn", "zheng-dual-cnn-paper", "zheng-baseline", "demo-cnn"}
    assert names <= set(recipe_names())
    assert Recipe.load("demo-cnn").data.dataset == "demo"


@pytest.mark.parametrize(
    ("where", "key"),
    [
        ((), "epohcs"),
        (("data",), "crop"),
        (("augmentation",), "mixup"),
        (("training",), "learning_rat"),
        (("evaluation",), "window"),
    ],
)
def test_an_unknown_key_is_refused_by_name(where: tuple[str, ...], key: str):
    values = tiny.cnn().model_dump(mode="json")
    place: Any = values
    for section in where:
        place = place[section]
    place[key] = 1
    with pytest.raises(RecipeError, match=".".join([*where, key])):
        Recipe.parse(values)


def test_an_unknown_key_of_a_feature_is_refused_by_name():
    with pytest.raises(EarshotError, match="n_mfc"):
        tiny.cnn(features=[{"kind": "mfcc", "n_mfc": 20}])
    with pytest.raises(EarshotError, match="mfccc"):
        tiny.cnn(features=[{"kind": "mfccc"}])


def test_an_unknown_option_of_a_model_is_refused_by_name():
    recipe = tiny.cnn(model={"chanels": [4, 4]})
    with pytest.raises(RecipeError, match="chanels"):
        configure(recipe.model.name, recipe.model.options)
    with pytest.raises(EarshotError, match=r"dual_cn'.*Known: .*dual_cnn"):
        configure("dual_cn", {})


@pytest.mark.parametrize(
    ("section", "key", "value"),
    [
        ("data", "window", "half"),
        ("augmentation", "noise_std", -0.1),
        ("augmentation", "mixup_alpha", 5.1),
        ("augmentation", "loop_probability", 1.1),
        ("training", "epochs", 0),
        ("training", "epochs", 10_001),
        ("training", "batch_size", 0),
        ("training", "learning_rate", 0),
        ("training", "learning_rate", float("nan")),
        ("training", "weight_decay", -1),
        ("training", "patience", -1),
        ("training", "optimizer", "sgdd"),
        ("training", "momentum", 1.0),
        ("training", "precision", "float16"),
        ("evaluation", "over", "song"),
    ],
)
def test_a_value_out_of_bounds_is_refused_with_its_place(section: str, key: str, value: Any):
    with pytest.raises(RecipeError, match=rf"{section}\.{key}.*got {value!r}"):
        tiny.cnn(**{section: {key: value}})


def test_momentum_is_for_sgd_alone():
    assert tiny.mlp(training={"optimizer": "sgd", "momentum": 0.9}).training.momentum == 0.9
    with pytest.raises(RecipeError, match=r"training: .*momentum = 0\.9 is for optimizer = 'sgd'"):
        tiny.mlp(training={"momentum": 0.9})


@pytest.mark.parametrize("kind", [{"seconds": 0.5}, {"seconds": 61}, {"steps": 0}])
def test_a_window_out_of_bounds_is_told_of_its_own_kind(kind: dict[str, float]):
    ((name, value),) = kind.items()
    with pytest.raises(RecipeError, match=rf"data\.window\.{name}: .*\(got {value}\)"):
        tiny.cnn(data={"window": kind})


def test_recipes_of_before_say_crop_seconds():
    old = tiny.cnn().model_dump(mode="json")
    old["data"] = {"dataset": "tiny", "split": "random-622", "crop_seconds": 1.0}
    assert Recipe.parse(old) == tiny.cnn()
    with pytest.raises(RecipeError, match="crop_seconds is the old name of window"):
        tiny.cnn(data={"crop_seconds": 2.0})


@pytest.mark.parametrize("value", [-1, 0.5, "one"])
def test_a_seed_is_a_whole_number(value: Any):
    with pytest.raises(RecipeError, match="seed"):
        tiny.cnn(seed=value)


@pytest.mark.parametrize("name", ["", "Tiny", "../tiny", "a b", "-a"])
def test_a_name_can_be_a_folder(name: str):
    with pytest.raises(RecipeError, match="name"):
        tiny.cnn(name=name)


def test_features_share_one_time_axis():
    with pytest.raises(RecipeError, match="hop_length"):
        tiny.cnn(features=[{"kind": "mfcc"}, {"kind": "mel", "hop_length": 256}])
    with pytest.raises(RecipeError, match="features"):
        tiny.cnn(features=[])


def test_a_network_hears_no_more_than_is_listened_to():
    tiny.cnn(features=[{"kind": "cqt", "n_bins": 72, "sample_rate": 16_000}])
    with pytest.raises(RecipeError, match=r"'cqt' cannot have sample_rate = 44100 Hz.* 22050 Hz"):
        tiny.cnn(features=[{"kind": "cqt", "sample_rate": 44_100}])


def test_crops_are_counted_in_frames():
    assert tiny.cnn(data={"window": {"seconds": 5}}).window_steps == round(5 * 22050 / 512)
    assert tiny.mlp().window_steps is None


def test_a_change_leaves_the_rest_as_it_was():
    recipe = tiny.cnn()
    changed = recipe.changed(seed=3, training={"epochs": 7})
    assert (changed.seed, changed.training.epochs) == (3, 7)
    assert changed.changed(seed=0, training={"epochs": 4}) == recipe
    assert recipe.seed == 0, "a recipe never changes"


def test_what_is_no_recipe_is_told(tmp_path: Path):
    file = tmp_path / "broken.toml"
    file.write_text("name = [")
    with pytest.raises(RecipeError, match=r"broken\.toml is not valid TOML"):
        Recipe.load(file)
    with pytest.raises(RecipeError, match=r"no recipe 'nosuch'.*demo-cnn"):
        Recipe.load("nosuch")
    with pytest.raises(RecipeError, match="title"):
        Recipe.parse({"name": "x"})
