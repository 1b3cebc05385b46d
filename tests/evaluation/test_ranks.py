"""Places of systems by seed, worked by hand."""

import json

import pandas as pd
import pytest

from core import paths
from core.evaluation import write_measured
from core.evaluation.measured import Measured, recipe_key
from core.evaluation.ranks import chosen_draws, ranks, shipped_draws
from core.training.recipe import Recipe
from core.training.run import Results
from tests import tiny


def draws(**values: list[float]) -> pd.DataFrame:
    rows = [(name, seed, v) for name, each in values.items() for seed, v in enumerate(each)]
    return pd.DataFrame(rows, columns=["system", "seed", "value"])


def test_places_are_by_seed_and_even_ones_share():
    places = ranks(draws(a=[0.5, 0.9], b=[0.7, 0.9], c=[0.6, 0.1]))
    assert list(places.index) == ["b", "a", "c"]
    assert places.loc["b"].tolist() == [1, 1.5]
    assert places.loc["a"].tolist() == [3, 1.5]


def test_seeds_that_not_all_have_and_systems_of_one_seed_are_left_out():
    places = ranks(draws(a=[0.5, 0.9, 0.4], b=[0.7, 0.8], once=[0.1]))
    assert places.to_dict("index") == {"a": {0: 2, 1: 1}, "b": {0: 1, 1: 2}}
    assert ranks(draws(a=[0.5, 0.9], once=[0.1])).empty
    assert ranks(draws()).empty


def test_a_system_of_other_seeds_does_not_keep_the_others_from_being_compared():
    others = pd.DataFrame({"system": "other", "seed": [32, 33], "value": [0.1, 0.2]})
    found = ranks(pd.concat([draws(a=[0.5, 0.9, 0.4], b=[0.7, 0.8, 0.6]), others]))
    assert found.to_dict("index") == {"a": {0: 2, 1: 1, 2: 2}, "b": {0: 1, 1: 2, 2: 1}}


def test_shipped_systems_are_compared_within_one_dataset(tmp_path, monkeypatch):
    def row(recipe: str, value: float, key: str = "", side: str = "test") -> Measured:
        key = key or recipe_key(Recipe.load(recipe))
        return Measured(recipe, key, "demo", "random-622", 0, side, "single_label", "accuracy",
                        10, value, low=0.0, high=1.0)  # fmt: skip

    monkeypatch.setattr(paths, "docs", lambda: tmp_path)
    write_measured([
        row("demo-cnn", 0.9), row("demo-baseline", 0.5), row("zheng-baseline", 0.6),
        row("gone", 0.7, key="none"), row("demo-cnn", 0.1, side="validation"),
    ])  # fmt: skip
    found = shipped_draws("demo", "random-622")
    assert dict(zip(found.system, found.value, strict=True)) == {
        "demo-cnn": 0.9, "demo-baseline": 0.5
    }  # fmt: skip
    assert shipped_draws("demo", "artist").empty


def test_a_system_is_a_recipe_but_for_its_seed_and_is_called_by_what_sets_it_apart(tmp_path):
    chosen = []
    for place, (epochs, seed) in enumerate([(3, 0), (3, 1), (5, 0), (5, 1)]):
        folder = tmp_path / str(place)
        folder.mkdir()
        recipe = tiny.mlp(seed=seed, training={"epochs": epochs})
        (folder / "recipe.toml").write_text(recipe.to_toml())
        report = json.loads((paths.checkpoints() / "demo-baseline" / "report.json").read_text())
        report |= {"seed": seed, "headline": {"value": place / 10}}
        (folder / "report.json").write_text(json.dumps(report))
        chosen.append(Results(folder))
    found = chosen_draws(chosen)
    assert list(found.system) == ["tiny-mlp, epochs 3"] * 2 + ["tiny-mlp, epochs 5"] * 2
    assert list(found.seed) == [0, 1, 0, 1]
    assert list(found.value) == pytest.approx([0, 0.1, 0.2, 0.3])
