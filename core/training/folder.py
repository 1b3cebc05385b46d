"""A folder that holds a recipe: a run, a checkpoint, or what makes several runs."""

from pathlib import Path

from core.training.recipe import Recipe


class RecipeFolder:
    """Named after its folder; the recipe is read when it is asked for."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.path.name

    @property
    def recipe(self) -> Recipe:
        """What determines all that the folder holds."""
        return Recipe.load(self.path / "recipe.toml")
