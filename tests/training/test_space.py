"""The [search] table: how it reads in TOML, and what is refused by name."""

import tomllib

import optuna
import pytest

from core.errors import RecipeError
from core.training.recipe import Recipe
from core.training.searchable import table_of, with_table
from tests import tiny

TABLE = """
[search]
training.learning_rate = { low = 1e-4, high = 1e-2, log = true }
"training.batch_size" = [4, 8]
model.channels = [[4, 4], [8, 8]]
features.mfcc.n_mfcc = { low = 13, high = 20 }
data.window = [{ seconds = 1.5 }, { seconds = 1.0 }]
[search.augmentation]
noise_std = { low = 0.0, high = 0.4, step = 0.1 }
"""


def parsed(table: str) -> Recipe:
    return Recipe.parse(tomllib.loads(tiny.cnn().to_toml() + table))


def test_dotted_keys_quoted_keys_and_tables_are_the_same_and_come_back_from_a_file():
    recipe = parsed(TABLE)
    assert list(recipe.search.root) == [
        "training.learning_rate", "training.batch_size", "model.channels", "features.mfcc.n_mfcc",
        "data.window", "augmentation.noise_std",
    ]  # fmt: skip
    assert Recipe.parse(tomllib.loads(recipe.to_toml())) == recipe
    assert with_table(recipe, table_of(recipe)) == recipe, "nor does it change in a text field"
    assert recipe.without_search == tiny.cnn()
    assert "search" not in recipe.without_search.to_toml()


def test_a_trial_takes_values_of_the_kind_and_within_the_bounds_that_are_named():
    space = parsed(TABLE).search
    study = optuna.create_study()
    for _ in range(20):
        trial = study.ask()
        space.suggest(trial)
        found = space.settings(trial.params)
        assert 1e-4 <= found["training.learning_rate"] <= 1e-2
        assert found["training.batch_size"] in (4, 8)
        assert found["model.channels"] in ([4, 4], [8, 8])
        assert isinstance(found["features.mfcc.n_mfcc"], int)
        assert 13 <= found["features.mfcc.n_mfcc"] <= 20
        assert found["data.window"]["seconds"] in (1.5, 1.0)
        assert 10 * found["augmentation.noise_std"] == pytest.approx(
            round(10 * found["augmentation.noise_std"])
        )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("training.learning_rat = [1, 2]", "learning_rat"),
        ("trainin.epochs = [1, 2]", "no 'trainin'"),
        ("search.x = [1, 2]", "search"),
        ("training.epochs = { low = 0, high = 3 }", r"training\.epochs = 0.*or equal to 1"),
        ("training.epochs = { low = 1.5, high = 3 }", "1.5"),
        ("training.epochs = { low = 5, high = 3 }", "low = 5 is not below high = 3"),
        ("training.epochs = { low = 1, high = 3, lgo = true }", r"search\.training\.epochs\.lgo"),
        ("training.epochs = { low = 1, high = 10, step = 2 }", "no steps of 2"),
        ("training.epochs = { low = 1, hihg = 10 }", "high"),
        ("augmentation.noise_std = { low = 0.0, high = 1.0, log = true }", "above 0"),
        ("training.epochs = { low = 1, high = 9, log = true, step = 1 }", "takes no step"),
        ("training.epochs = 3", r"training\.epochs.*list of values, or a range"),
        ("training.epochs = [3]", "two values"),
        ("training.epochs = [3, 3.0]", "there twice"),
        ("training.optimizer = ['sgd', 'admw']", "admw"),
        ("features.cqt.n_bins = [1, 2]", "no 'cqt'.*mfcc, mel"),
    ],
)
def test_unknown_keys_and_values_are_refused_by_name(line: str, told: str):
    with pytest.raises(RecipeError, match=told):
        parsed(f"\n[search]\n{line}\n")
