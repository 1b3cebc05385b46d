"""A sweep at work: its runs, one after the other; what is done is not done again."""

import hashlib
import json
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from filelock import FileLock

from core import paths
from core.errors import StudyError
from core.jobs.evaluations import judge_side
from core.jobs.materials import Materials
from core.jobs.process import requeue
from core.jobs.series import Series, Worker
from core.jobs.shares import Shares
from core.jobs.studies import address_of, open_study, wanted_of
from core.jobs.worker import work
from core.training.recipe import Recipe
from core.training.run import Run
from core.training.sweep import Cell, cells, results, row, runs_by_recipe

DIGITS = 8  # of a hash: enough to tell one's sweeps apart


class Sweep(Series):
    """A recipe, values for some of its keys, and seeds; by these it is known."""

    folder: ClassVar[str] = "sweeps"
    file: ClassVar[str] = "sweep.json"
    kind: ClassVar[str] = "sweep"

    @classmethod
    def open(
        cls,
        recipe: Recipe,
        settings: Mapping[str, Sequence[Any]],
        *,
        n_seeds: int,
        side: str,
        study: str = "",
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
        study : str
            The URL of a database through which machines share the runs, with ``#NAME`` after it
            where it is not called as the recipe is; empty where they all lie here.

        Raises
        ------
        RecipeError
            As `core.training.sweep.cells` does.
        StudyError
            For a database that cannot be opened, or a study that was begun with another recipe or
            other values.
        """
        recipe = recipe.without_search
        cells(recipe, settings, n_seeds=n_seeds)
        known = [recipe.to_toml(), list(settings.items()), n_seeds]
        if study:
            known += [*_shared(study, recipe), side]
        digest = hashlib.sha256(json.dumps(known).encode()).hexdigest()[:DIGITS]
        sweep = cls(paths.home() / cls.folder / f"{recipe.name}-{digest}")
        about = {"settings": dict(settings), "n_seeds": n_seeds, "side": side, "study": study}
        machine = sweep._machine or uuid.uuid4().hex
        with sweep._established(recipe, machine=machine, **about):
            _ = sweep.shares  # says at once what is wrong with the study
            return sweep

    @classmethod
    def join(cls, study: str) -> "Sweep":
        """The sweep of a study that another machine has begun, which tells its recipe and values.

        Parameters
        ----------
        study : str
            The URL of the database, with ``#NAME`` after it.

        Raises
        ------
        StudyError
            Where it names no study of a sweep.
        """
        wanted = wanted_of(study, cls.kind)
        return cls.open(wanted.recipe, study=study, **json.loads(wanted.grid))

    @cached_property
    def shares(self) -> Shares | None:
        """Who has which of its runs; None where they all lie here."""
        written = self._written()
        if not written.get("study"):
            return None
        url, name = _shared(written["study"], self.recipe)
        grid = json.dumps({key: written[key] for key in ("settings", "n_seeds", "side")})
        with self._lock:
            study = open_study(url, name, self.recipe, len(self.recipes), grid)
        return Shares(study, len(self.recipes), written["machine"])

    @property
    def _machine(self) -> str:
        return str(self._written().get("machine", "")) if self.created else ""

    @cached_property
    def _lock(self) -> FileLock:
        """So that no two processes of this machine take the same, or make the study at once."""
        return FileLock(self.path / ".study.lock")

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
        if self.shares:
            return self.shares.ended()
        found = runs_by_recipe(self.recipes).values()
        return sum(run.status().state in ("finished", "failed") for run in found)

    def runs(self, cell: Cell) -> list[Run]:
        """The runs of a cell that there are, in the order of their seeds."""
        existing = runs_by_recipe(cell.recipes)
        return [existing[text] for recipe in cell.recipes if (text := recipe.to_toml()) in existing]

    def rows(self) -> list[dict[str, Any]]:
        """A row per cell, as of `core.training.sweep.row`."""
        if not self.shares:
            return results(self.cells, side=self.side)
        told, number, rows = self.shares.told(), 0, []
        for cell in self.cells:
            seeds = range(number, number + len(cell.recipes))
            rows.append(row(cell, [told[i] for i in seeds if i in told], side=self.side))
            number = seeds.stop
        return rows

    def work(self, worker: Worker) -> Iterator[Run]:
        """As `sweep` does, until somebody asks it to stop; of a shared one, what nobody took."""
        runs = self._taken(worker) if self.shares else self._all(worker)
        for run in runs:
            yield run
            if worker.stopping or self.stop_asked():
                return

    def _all(self, worker: Worker) -> Iterator[Run]:
        return sweep(self.recipes, side=self.side, worker=worker)

    def _taken(self, worker: Worker) -> Iterator[Run]:
        materials = Materials()
        while (taken := self._next()) is not None:
            number, run, claimed = taken
            trained(run, side=self.side, worker=worker, materials=materials if claimed else None)
            if self.shares:
                self.shares.settle(number, run, self.side)
            yield run
            if run.status().state == "stopped":
                return

    def _next(self) -> tuple[int, Run, bool] | None:
        """Number and run of what this machine began and is not at, or of what nobody took.

        With it, whether it is queued for this process.
        """
        if self.shares is None:
            return None
        with self._lock:
            for number in self.shares.begun():
                known = runs_by_recipe([self.recipes[number]])
                run = next(iter(known.values()), None)
                if run is None or not run.status().live:
                    return number, *_claimed(self.recipes[number], run)
            number = self.shares.take()
            return None if number is None else (number, *_claimed(self.recipes[number], None))


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
        trained(run, side=side, worker=worker, materials=materials if claimed else None)
        yield run
        if run.status().state == "stopped":
            return


def trained(run: Run, *, side: str, worker: Worker | None, materials: Materials | None) -> None:
    """Train a run where there are `materials` for it, and judge it on `side` if it is finished."""
    if materials:
        if worker:
            worker.begins(run)
        work(run, material=materials.material(run.recipe))
    if run.status().state == "finished" and (run.report() or {}).get("side") != side:
        judge_side(run, side=side)


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


def _shared(study: str, recipe: Recipe) -> tuple[str, str]:
    """URL of the database that a study lies in, and its name there."""
    url, name = address_of(study, recipe.name)
    if not url:
        raise StudyError(
            f"{study!r} is no study that machines share: name a database, as in "
            "postgresql://USER:PASSWORD@HOST/NAME#STUDY or sqlite:////FOLDER/FILE#STUDY."
        )
    return url, name
