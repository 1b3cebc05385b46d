"""Whether the order of systems is the same from seed to seed."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.errors import RecipeError
from core.evaluation.published import published_draws
from core.training.differences import differences, recipe_of
from core.training.recipe import Recipe
from core.training.run import Results

if TYPE_CHECKING:
    import pandas as pd

FEWEST = 2  # systems, and seeds, from which on there is an order to look at


def ranks(draws: "pd.DataFrame") -> "pd.DataFrame":
    """Places of systems, 1 the best, in each seed that all of them were trained from.

    Parameters
    ----------
    draws : DataFrame
        ``system``, ``seed`` and ``value`` (the higher, the better) of each training.

    Returns
    -------
    DataFrame
        A row per system, the best mean place first; a column per seed. Systems that are even share
        the mean of their places. Empty where fewer than two systems share two seeds.

    Examples
    --------
    >>> import pandas as pd
    >>> draws = pd.DataFrame({"system": list("aabb"), "seed": [0, 1] * 2, "value": [3, 1, 2, 4]})
    >>> ranks(draws).values.tolist()
    [[1.0, 2.0], [2.0, 1.0]]
    """
    values = values_by_seed(draws)
    places = values.rank(ascending=False, method="average")
    return places.loc[places.mean(axis=1).sort_values(kind="stable").index]


def values_by_seed(draws: "pd.DataFrame") -> "pd.DataFrame":
    """A row per system, a column per seed that all have; empty where there is no order to see.

    Left out are systems with one seed, and those without the seeds that most have: they would leave
    no seed that all have.
    """
    table = draws.pivot_table(index="system", columns="seed", values="value", sort=False)
    table = table[table.notna().sum(axis=1) >= FEWEST].sort_index(axis=1)
    n_systems = table.notna().sum()
    table = table.loc[:, n_systems == n_systems.max()].dropna()
    return table if min(table.shape) >= FEWEST else table.iloc[:0]


def chosen_draws(chosen: Sequence[Results]) -> "pd.DataFrame":
    """``system, seed, value`` of some judged networks; a system is a recipe but for its seed.

    A system is called after its recipe, and after what sets it apart from others of that name.
    """
    import pandas as pd

    recipes = [result.recipe.changed(seed=0) for result in chosen]
    systems = list({recipe.to_toml(): recipe for recipe in recipes}.values())
    called = {recipe.to_toml(): _called(recipe, systems) for recipe in systems}
    reports = [result.report() or {} for result in chosen]
    return pd.DataFrame(
        {
            "system": [called[recipe.to_toml()] for recipe in recipes],
            "seed": [report["seed"] for report in reports],
            "value": [report["headline"]["value"] for report in reports],
        }
    )


def shipped_draws(dataset: str, split: str) -> "pd.DataFrame":
    """``system, seed, value`` of the shipped recipes for a dataset, on one of its splits."""
    draws = published_draws()
    recipes = [name for name in draws.recipe.unique() if _dataset_of(name) == dataset]
    draws = draws[(draws.split == split) & draws.recipe.isin(recipes)]
    return draws.rename(columns={"recipe": "system", "accuracy": "value"})


def _dataset_of(recipe: str) -> str:
    """What a recipe is for; empty where it is no longer there."""
    try:
        return recipe_of(recipe).data.dataset
    except RecipeError:
        return ""


def _called(recipe: Recipe, systems: Sequence[Recipe]) -> str:
    namesakes = [other for other in systems if other.name == recipe.name]
    place = namesakes.index(recipe)
    settings = [f"{key.rpartition('.')[2]} {values[place]}"
            for key, values in differences(namesakes).items()]  # fmt: skip
    return ", ".join([recipe.name, *settings])
