"""A sweep at work: its runs, one after the other; what is done is not done again."""

import hashlib
import json
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from filelock import FileLock

from core import paths
from core.jobs.evaluations import judge_side
from core.jobs.materials import Materials
from core.jobs.process import requeue
from core.jobs.series import Series, Worker
from core.jobs.worker import work
from core.training.recipe import Recipe
from core.training.run import Run
from core.training.sweep import Cell, cells, results, runs_by_recipe

DIGITS = 8  # of a hash: enough to tell one's sweeps apart


class Sweep(Series):
    """A recipe, values for some of its keys, and seeds; by these it is known."""

    folder: ClassVar[str] = "sweeps"
    file: ClassVar[str] = "sweep.json"
    kind: ClassVar[str] = "sweep"

    @classmethod
    def open(
        cls, recipe: Recipe, settings: Mapping[str, Sequence[Any]], *, n_seeds: int, side: str
    ) -> "Sweep":
        """The sweep of these values, new or begun before.

        Parameters
        ----------
        recipe : Recipe
        settings : mapping of str to sequence
            Values by dotted key.
        n_seeds : int
        side : str
            ``"validation"`` or ``"test"``: of each run's split, what it is judged on.

        Raises
        ------
        RecipeError
            As `core.training.sweep.cells` does.
        """
        recipe = recipe.without_search
        cells(recipe, settings, n_seeds=n_seeds)
        known = [recipe.to_toml(), list(settings.items()), n_seeds]
        digest = hashlib.sha256(json.dumps(known).encode()).hexdigest()[:DIGITS]
        sweep = cls(paths.home() / cls.folder / f"{recipe.name}-{digest}")
        created = sweep.created or time.time()
        values = dict(settings)
        with sweep._established(
            recipe, created=created, settings=values, n_seeds=n_seeds, side=side
        ):
            return sweep

    @cached_property
    def settings(self) -> dict[str, list[Any]]:
        """Values by dotted key, the last key varying fastest."""
        return self._written()["settings"]

    @property
    def side(self) -> str:
        """What its runs are judged on: ``"validation"`` or ``"test"``."""
        return self._written()["side"]

    @cached_property
    def cells(self) -> list[Cell]:
        """Every combination of values, with a recipe for each seed."""
        return cells(self.recipe, self.settings, n_seeds=self._written()["n_seeds"])

    @property
    def recipes(self) -> list[Recipe]:
        """Of all of its runs."""
        return [recipe for cell in self.cells for recipe in cell.recipes]

    def ended(self) -> int:
        """How many of its runs need no more work."""
        found = runs_by_recipe(self.recipes).values()
        return sum(run.status().state in ("finished", "failed") for run in found)

    def runs(self, cell: Cell) -> list[Run]:
        """The runs of a cell that there are, in the order of their seeds."""
        existing = runs_by_recipe(cell.recipes)
        return [existing[text] for recipe in cell.recipes if (text := recipe.to_toml()) in existing]

    def rows(self) -> list[dict[str, Any]]:
        """A row per cell, as of `core.training.sweep.results`."""
        return results(self.cells, side=self.side)

    def work(self, worker: Worker) -> Iterator[Run]:
        """As `sweep` does, until somebody asks it to stop."""
        for run in sweep(self.recipes, side=self.side, worker=worker):
            yield run
            if worker.stopping or self.stop_asked():
                return


def sweep(recipes: Iterable[Recipe], *, side: str, worker: Worker | None = None) -> Iterator[Run]:
    """Train and judge a run of each recipe, or find the one that there is.

    A finished one is left as it is, one that was cut short goes on after its last whole epoch, and
    one that another process works on is passed over. A failed run leaves its reason in its folder,
    and the others go on; one that is asked to stop ends the sweep, which may be started again.
    Runs with the same dataset, task and features share what was loaded of it.

    Parameters
    ----------
    recipes : iterable of Recipe
    side : str
        ``"validation"`` or ``"test"``: of each run's split, what it is judged on.
    worker : Worker, optional
        Is told which run is worked on.

    Yields
    ------
    Run
        Each in turn, when there is no more to do for it.
    """
    materials, recipes = Materials(), list(recipes)
    existing = runs_by_recipe(recipes)
    for recipe in recipes:
        run, claimed = _claimed(recipe, existing.get(recipe.to_toml()))
        if claimed:
            if worker:
                worker.begins(run)
            work(run, material=materials.material(recipe))
        state = run.status().state
        if state == "finished" and (run.report() or {}).get("side") != side:
            judge_side(run, side=side)
        yield run
        if state == "stopped":
            return


def _claimed(recipe: Recipe, known: Run | None) -> tuple[Run, bool]:
    """A run of the recipe, and whether it was queued for this process; made if there is none."""
    paths.runs().mkdir(parents=True, exist_ok=True)
    with FileLock(paths.runs() / ".sweeping.lock"):  # two processes may look at once
        run = known or runs_by_recipe([recipe]).get(recipe.to_toml())
        if run is None:
            return Run.create(recipe), True
        if run.status().live or run.status().state == "finished":
            return run, False
        return requeue(run), True
