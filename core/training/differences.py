"""What differs between recipes: their keys with unlike values, and nothing else."""

import os
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from core import models, paths
from core.training.recipe import Recipe

UNHEEDED = ("title", "source", "search")  # by trainings: for people, and for whoever searches

NOT_SET = ("name", "features", "seed")  # seeds are counted, and features named one by one


def differences(recipes: Sequence[Recipe]) -> dict[str, tuple[Any, ...]]:
    """Key to one value per recipe, for the keys that are not alike in all.

    Returns
    -------
    dict
        Keys as in the TOML file, with dots; of a feature by its kind, ``features.mfcc.n_mfcc``. A
        value is None where a recipe has no such key.
    """
    flat = [dict(_flat(recipe)) for recipe in recipes]
    keys = list(dict.fromkeys(key for each in flat for key in each))
    rows = {key: tuple(each.get(key) for each in flat) for key in keys}
    return {key: values for key, values in rows.items() if any(v != values[0] for v in values)}


def settings_of(recipe: Recipe) -> dict[str, Any]:
    """What a sweep or a search may set in a recipe: its value by dotted key."""
    return {key: value for key, value in _flat(recipe) if key not in NOT_SET}


def recipe_of(name: str) -> Recipe:
    """The recipe of a run or a shipped checkpoint, or the one of that name or file.

    Raises
    ------
    RecipeError
        When there is none.
    """
    for folder in (paths.runs(), paths.checkpoints()):
        if os.path.isfile(folder / name / "recipe.toml"):  # False for a name that is too long
            return Recipe.load(folder / name / "recipe.toml")
    return Recipe.load(name)


def _flat(recipe: Recipe) -> Iterator[tuple[str, Any]]:
    values = recipe.model_dump(mode="json", exclude_none=True)
    features = values.pop("features")
    options = models.configure(recipe.model.name, recipe.model.options).model_dump(mode="json")
    values["model"] = {"name": recipe.model.name} | options  # also those that are left at rest
    for key in UNHEEDED:
        values.pop(key, None)
    yield from _leaves(values, "")
    kinds = [feature["kind"] for feature in features]
    yield "features", ", ".join(kinds)
    for i, feature in enumerate(features):
        n_before = kinds[:i].count(kinds[i])
        name = kinds[i] + (f"-{n_before + 1}" if n_before else "")
        yield from _leaves({k: v for k, v in feature.items() if k != "kind"}, f"features.{name}.")


def _leaves(values: Mapping[str, Any], before: str) -> Iterator[tuple[str, Any]]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield from _leaves(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value
