"""What to sweep: a recipe, keys with their values, and seeds; how many runs that is, how long."""

from typing import Any

import streamlit as st

from core.errors import EarshotError
from core.jobs import Sweep
from core.training.differences import settings_of
from core.training.material import check
from core.training.pace import expected_seconds
from core.training.recipe import Recipe, recipe_names
from core.training.sweep import cells, parse_settings
from pages.shared import address
from pages.shared.visitor import may_start_series
from pages.train.words import about

FIRST = "demo-baseline"
EXAMPLE = {"training.epochs": "20, 50", "training.learning_rate": "3e-4, 1e-3, 3e-3"}
HELP = "Between commas, as in the recipe: 20, 50 or [64], [128, 64]"


def choose() -> Sweep | None:
    """The form; the sweep that its button started, else None."""
    names = recipe_names()
    left, right = st.columns([3, 1])
    first = FIRST if FIRST in names else names[0]
    address.keep("recipe", first, address.one_of(names), name="the recipe")
    recipe = Recipe.load(left.selectbox("Recipe", names, key="recipe"))
    n_seeds = right.number_input(
        "Seeds", 1, 100, 3, key="sweep-seeds", help="How often each combination is trained."
    )
    with st.spinner("Reading the recipe …"):  # the first time, PyTorch is loaded for it
        known = settings_of(recipe)
    with st.popover("Keys to vary", icon=":material/checklist:"):
        likely = [key for key in EXAMPLE if key in known]
        keys = st.pills("Any number of them", list(known), selection_mode="multi", default=likely,
                        key=f"sweep-keys-{recipe.name}")  # fmt: skip
    with st.grid(3, min_column_width=220):
        texts = [f"{key}={_values(recipe, key, known[key])}" for key in keys]
    return _start(recipe, texts, int(n_seeds))


def _values(recipe: Recipe, key: str, now: Any) -> str:
    """A field for the values of a key, which begins with an example or with what it is now."""
    here = recipe.name == FIRST and key in EXAMPLE
    return st.text_input(key, EXAMPLE[key] if here else _written(now), help=HELP,
                         key=f"sweep-{recipe.name}-{key}")  # fmt: skip


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _start(recipe: Recipe, texts: list[str], n_seeds: int) -> Sweep | None:
    """What that makes, in words, and the button that starts it."""
    try:
        settings = parse_settings(texts)
        found = cells(recipe, settings, n_seeds=n_seeds)
        recipes = [each for cell in found for each in cell.recipes]
        check(recipes)
    except EarshotError as error:
        st.error(str(error))
        recipes, settings = [], {}
    if not settings:
        st.caption("Choose a key to vary.")
    else:
        st.caption(_extent(len(found), n_seeds, expected_seconds(recipes)))
    ready = bool(settings) and may_start_series()
    if st.button("Start sweep", icon=":material/play_arrow:", disabled=not ready):
        sweep = Sweep.open(recipe, settings, n_seeds=n_seeds, side="validation")
        if not sweep.workers():
            sweep.begin()
        return sweep
    return None


def _extent(n_cells: int, n_seeds: int, seconds: float | None) -> str:
    n = n_cells * n_seeds
    long = (
        "how long, the first one will tell" if seconds is None else f"{about(seconds)} of training"
    )
    return (
        f"**{n} run{'s' * (n != 1)}**: {n_cells} combinations with {n_seeds} "
        f"seed{'s' * (n_seeds != 1)} each; {long}. What was trained before is not trained again."
    )
