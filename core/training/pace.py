"""How long trainings will take, by those that there were."""

from collections.abc import Iterable

import numpy as np

from core import paths
from core.errors import EarshotError
from core.training.recipe import Recipe
from core.training.run import Results, list_runs

MOST = 5  # of the newest runs are asked


def epoch_seconds(recipe: Recipe) -> float | None:
    """Seconds that an epoch of a recipe of this name took here, or where its checkpoint was made.

    None where there is none of either.
    """
    alike = [run for run in list_runs() if f"-{recipe.name}-s" in run.name][:MOST]
    for results in (*alike, Results(paths.checkpoints() / recipe.name)):
        try:
            seconds = results.history().seconds
        except (EarshotError, OSError):
            continue
        if len(seconds):
            return float(np.median(seconds))
    return None


def expected_seconds(recipes: Iterable[Recipe]) -> float | None:
    """How long all of them will take, one after the other; None where nobody knows."""
    recipes = list(recipes)
    paces = {recipe.name: epoch_seconds(recipe) for recipe in recipes}
    known = [(paces[recipe.name], recipe.training.epochs) for recipe in recipes]
    if any(pace is None for pace, _ in known):
        return None
    return sum((pace or 0.0) * n_epochs for pace, n_epochs in known)
