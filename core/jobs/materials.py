"""What the runs of a sweep or a search are trained on, loaded once for all that share it."""

from collections import OrderedDict

from core.training.material import Material, prepare
from core.training.recipe import Recipe

MOST = 4  # kept at once: features that a search varies are computed for one trial and left


class Materials:
    """The materials that were asked for last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, ...], Material] = OrderedDict()

    def material(self, recipe: Recipe) -> Material:
        """What `recipe` is trained on, opened when it is asked for the first time."""
        keys = [spec.key for spec in recipe.features]
        name = (recipe.data.dataset, recipe.task.model_dump_json(), *keys)
        if name not in self._kept:
            self._kept[name] = prepare(recipe)
        self._kept.move_to_end(name)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return self._kept[name]
