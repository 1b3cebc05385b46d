"""The ``[search]`` table as text, to be read and changed by hand."""

import tomllib

from core.errors import RecipeError
from core.training.recipe import Recipe

AROUND = 10.0  # times more and less than a learning rate: where another one may be better
BATCHES = (8, 16, 32, 64)


def table_of(recipe: Recipe) -> str:
    """What a search may set, a line for each key; a proposal where the recipe names nothing."""
    if not recipe.search:
        rate = recipe.training.learning_rate
        low, high = rate / AROUND, min(1.0, rate * AROUND)
        return (
            f"training.learning_rate = {{ low = {low:.1e}, high = {high:.1e}, log = true }}\n"
            f"training.batch_size = {list(BATCHES)}\n"
        )
    return "".join(f"{key} = {values.text()}\n" for key, values in recipe.search.root.items())


def with_table(recipe: Recipe, text: str) -> Recipe:
    """The recipe with another table.

    Raises
    ------
    RecipeError
        For text that is no TOML, and for a key or value that the recipe does not take.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RecipeError(f"That is not valid TOML: {error}.") from error
    return Recipe.parse(recipe.without_search.model_dump(mode="json") | {"search": table})
