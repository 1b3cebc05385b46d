"""A training that begins with what another network has learned, and learns a head of its own."""

from typing import TYPE_CHECKING

from core.errors import RecipeError
from core.training.checkpoint import Checkpoint
from core.training.recipe import Recipe

if TYPE_CHECKING:
    from core.models.base import Network

HEAD = "head."


def begin_from(model: "Network", recipe: Recipe) -> None:
    """Give `model` the weights of the recipe's `training.start`, and hold them.

    Raises
    ------
    CheckpointError
        When there is no such checkpoint.
    RecipeError
        When that network takes other features, or has other layers.
    """
    source = Checkpoint.load(recipe.training.start or "")
    keys = [spec.key for spec in recipe.features]
    if source.dimensions.feature_keys != keys:
        raise RecipeError(
            f"training.start = {source.name!r} takes the features "
            f"{source.dimensions.feature_keys}, this recipe has {keys}. Begin from its own recipe."
        )
    weights = {k: v for k, v in source.model().state_dict().items() if not k.startswith(HEAD)}
    own = {k: v.shape for k, v in model.state_dict().items() if not k.startswith(HEAD)}
    if own != {k: v.shape for k, v in weights.items()}:
        raise RecipeError(
            f"training.start = {source.name!r} has other layers than the model of this recipe. "
            "Begin from its own recipe, and change no option of the model."
        )
    model.load_state_dict(weights, strict=False)
    model.hold()


def with_new_head(source: str, *, name: str, dataset: str, split: str, seed: int = 0) -> Recipe:
    """The recipe that teaches the network `source` the classes of another dataset.

    Its head alone learns: a few hundred numbers for each class, in seconds once the songs' features
    are there.
    """
    return _on(source, name, dataset, split, seed).changed(
        title=f"A new head on {source}",
        training={"start": source, "learning_rate": HEAD_RATE, "epochs": HEAD_EPOCHS,
                  "weight_decay": HEAD_DECAY},
    )  # fmt: skip


def from_nothing(source: str, *, name: str, dataset: str, split: str, seed: int = 0) -> Recipe:
    """The recipe by which the network `source` was trained, on another dataset."""
    return _on(source, name, dataset, split, seed).changed(title=f"As {source}, from nothing")


HEAD_RATE, HEAD_EPOCHS, HEAD_DECAY = 3e-3, 60, 0.05


def _on(source: str, name: str, dataset: str, split: str, seed: int) -> Recipe:
    recipe = Checkpoint.load(source).recipe
    others = {"collections": None}  # which the other dataset has none of
    data = {"dataset": dataset, "split": split}
    return recipe.changed(name=name, seed=seed, data=data, training=others)
