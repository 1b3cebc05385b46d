"""How much each track and each output of a training side counts."""

from collections.abc import Iterator, Sequence

import numpy as np

from core.errors import RecipeError
from core.training.batches import Batch, batches
from core.training.material import Side
from core.training.recipe import Recipe


def examples(
    side: Side, targets: np.ndarray, recipe: Recipe, rng: np.random.Generator
) -> Iterator[Batch]:
    """An epoch of a side's tracks and their copies; of some collections more, if so asked."""
    features, copies, shares = side.features, side.copies, track_shares(recipe, side)
    return batches(features, targets, recipe=recipe, rng=rng, copies=copies, shares=shares)


def track_shares(recipe: Recipe, side: Side) -> np.ndarray | None:
    """How probable each track is to be drawn [n_tracks], or None: each has its turn.

    Raises
    ------
    RecipeError
        Where the recipe names a collection that none of them is from.
    """
    if recipe.training.collections is None:
        return None
    found = [track.collection for track in side.tracks]
    if unknown := sorted(set(recipe.training.collections) - set(found)):
        known = ", ".join(sorted(set(found) - {""})) or "none"
        raise RecipeError(
            f"training.collections names {unknown[0]!r}. Known on the training side: {known}."
        )
    often = np.array([recipe.training.collections.get(name, 1.0) for name in found])
    return often / often.sum()


def output_weights(recipe: Recipe, side: Side, names: Sequence[str]) -> np.ndarray:
    """How much each output counts in the loss, float32 [n_outputs].

    Raises
    ------
    RecipeError
        Where the recipe weighs what is none of the `names`.
    """
    given = recipe.training.class_weights
    if isinstance(given, bool):
        return recipe.task.weights(side.targets) if given else np.ones(len(names), np.float32)
    if unknown := sorted(set(given) - set(names)):
        raise RecipeError(
            f"training.class_weights names {unknown[0]!r}. Known: {', '.join(names)}."
        )
    return np.array([given.get(name, 1.0) for name in names], np.float32)
