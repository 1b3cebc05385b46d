"""A search at work: trials of a study, each a run like any other, one after another."""

import json
import re
import uuid
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from filelock import FileLock

from core import paths
from core.errors import EarshotError, RecipeError, StudyError
from core.jobs.evaluations import judge_side
from core.jobs.materials import Materials
from core.jobs.process import requeue
from core.jobs.series import Series, Worker
from core.jobs.studies import OTHER, address_of, open_study, sampler_for, shown, wanted_of
from core.jobs.worker import work
from core.training.about import update_about
from core.training.material import check
from core.training.recipe import Recipe
from core.training.run import Run
from core.training.sweep import with_settings

if TYPE_CHECKING:
    from optuna import Study, Trial
    from optuna.trial import FrozenTrial

    from core.training.loop import OnEpoch

NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
TRIAL = "trial.json"  # in a run's folder: of which trial it is
SPARE = "spare"  # marks what two machines took as the last trial at once: only one of them does it
MOST_TRIALS = 10_000


class Search(Series):
    """A recipe with a ``[search]`` table, and a study of what its values are worth.

    The study is what machines share; the runs of its trials lie where they were trained.
    """

    folder: ClassVar[str] = "searches"
    file: ClassVar[str] = "search.json"
    kind: ClassVar[str] = "search"

    @classmethod
    def open(cls, recipe: Recipe, *, n_trials: int, study: str = "") -> "Search":
        """The search of this study, new or begun before.

        Parameters
        ----------
        recipe : Recipe
            With a ``[search]`` table.
        n_trials : int
            Of the study in all, whoever makes them.
        study : str
            Its name, or the URL of the database that holds it, with ``#NAME`` after it where it is
            not called as the recipe is.

        Raises
        ------
        EarshotError
            Where there is nothing to search, or something that cannot be trained.
        StudyError
            For a name or a number that is not possible, a database that cannot be opened, or a
            study that was begun with another recipe.
        """
        url, name = address_of(study, recipe.name)
        if not recipe.search:
            raise RecipeError(
                f"The recipe {recipe.name} has no [search] table, which says what may be set: "
                "training.batch_size = [8, 16]."
            )
        if not NAME.fullmatch(name):
            raise StudyError(
                f"A study cannot be called {name!r}: use up to 60 small letters, digits and "
                "hyphens."
            )
        if not 1 <= n_trials <= MOST_TRIALS:
            raise StudyError(f"{n_trials} trials are not 1 to {MOST_TRIALS:,}.")
        check([recipe, *(with_settings(recipe, {k: v}) for k, v in recipe.search.examples())])
        search = cls(paths.home() / cls.folder / name)
        if search.created:
            search._refuse_another(recipe, url)
        with search._established(recipe, url=url, n_trials=n_trials):
            _ = search.study  # says at once what is wrong with it
        return search

    @classmethod
    def join(cls, study: str) -> "Search":
        """The search of a study that another machine has begun, which tells its recipe.

        Parameters
        ----------
        study : str
            The URL of the database, with ``#NAME`` after it.

        Raises
        ------
        StudyError
            Where it names no study.
        """
        wanted = wanted_of(study, cls.kind)
        return cls.open(wanted.recipe, n_trials=wanted.n_trials, study=study)

    def _refuse_another(self, recipe: Recipe, url: str) -> None:
        if self._written()["url"] != url:
            raise StudyError(
                f"There is a search {self.name} already, and its study lies elsewhere: "
                f"{shown(self.url)}. Give this one another name."
            )
        if self.recipe != recipe:
            raise StudyError(OTHER.format(self.name))

    @property
    def n_trials(self) -> int:
        """Of the study in all."""
        return int(self._written()["n_trials"])

    @property
    def url(self) -> str:
        """Of the database that holds the study."""
        return self._written()["url"] or f"sqlite:///{self.path / 'study.db'}"

    @cached_property
    def study(self) -> "Study":
        """The study, made when it is asked for the first time; StudyError where it cannot be."""
        with self._lock:
            return open_study(self.url, self.name, self.recipe, self.n_trials)

    @cached_property
    def _lock(self) -> FileLock:
        """So that no two processes of this machine take the same, or make the study at once."""
        self.path.mkdir(parents=True, exist_ok=True)
        return FileLock(self.path / ".study.lock")

    def trials(self) -> "list[FrozenTrial]":
        """All of them, as the study tells them now."""
        found = self.study.get_trials(deepcopy=False)
        return [trial for trial in found if SPARE not in trial.user_attrs]

    def best(self) -> "FrozenTrial":
        """The best of those that were trained to their end; StudyError before there is one."""
        try:
            return self.study.best_trial
        except ValueError:
            raise StudyError(f"No trial of {self.name} was trained to its end yet.") from None

    def winner(self, name: str) -> Recipe:
        """The recipe of the best trial under another name; StudyError before there is one."""
        best, recipe = self.best(), self.recipe
        figure = recipe.task.headline
        found = with_settings(recipe, recipe.search.settings(best.params))
        return found.changed(
            name=name,
            title=f"{recipe.title}, as found by the search {self.name}",
            source=f"{recipe.source}; trial {best.number + 1} of {len(self.trials())}, validation "
            f"{figure.name} {best.value:.3f}".lstrip("; "),
        )

    def run_of(self, trial: "FrozenTrial") -> Run | None:
        """The run of a trial; None where it was trained elsewhere, or its run was deleted."""
        try:
            run = Run.load(trial.user_attrs.get("run", ""))
            trial_values = json.loads((run.path / TRIAL).read_text())
        except (EarshotError, OSError, ValueError):
            return None
        return run if trial_values.get("key") == trial.user_attrs.get("key") else None

    # ---- at work ------------------------------------------------------------------------------

    def work(self, worker: Worker) -> "Iterator[tuple[int, Run]]":
        """Train trials until the study has all of them, or somebody asks to stop.

        First those that were cut short go on. A trial that is hopeless is pruned (Golovin et al.,
        2017: the median stopping rule), and a failed one leaves its reason; the others go on.

        Parameters
        ----------
        worker : Worker
            Of this process.

        Yields
        ------
        int, Run
            A trial's number, from 0, and its run, when there is no more to do for it now.
        """
        materials = Materials()
        while not (worker.stopping or self.stop_asked()):
            claimed = self._claimed()
            if claimed is None:
                return
            trial, run = claimed
            worker.begins(run)
            material = materials.material(run.recipe)
            work(run, material=material, on_epoch=watching(trial, run.recipe))
            self._settle(trial.number, run)
            yield trial.number, run
            if run.status().state == "stopped":
                return

    def _claimed(self) -> "tuple[Trial, Run] | None":
        """A trial with its queued run for this process alone; None where all are taken."""
        with self._lock:
            return self._cut_short() or self._new()

    def _cut_short(self) -> "tuple[Trial, Run] | None":
        from optuna.trial import Trial, TrialState

        for trial in self.study.get_trials(deepcopy=False, states=(TrialState.RUNNING,)):
            run = self.run_of(trial)
            if run is None or run.status().live:
                continue
            if run.status().state in ("stopped", "lost"):
                return Trial(self.study, trial._trial_id), requeue(run)
            self._settle(trial.number, run)  # its process died before it could
        return None

    def _new(self) -> "tuple[Trial, Run] | None":
        from optuna.trial import TrialState

        recipe = self.recipe
        while sum(t.state != TrialState.WAITING for t in self.trials()) < self.n_trials:
            trial = self.study.ask()
            if sum(other.number < trial.number for other in self.trials()) >= self.n_trials:
                trial.set_user_attr(SPARE, True)  # another machine was quicker
                self.study.tell(trial, state=TrialState.FAIL)
                return None
            self.study.sampler = sampler_for(recipe.seed, trial.number)
            recipe.search.suggest(trial)
            try:
                trial_recipe = with_settings(recipe, recipe.search.settings(trial.params))
            except RecipeError as error:  # values that are possible, but not together
                trial.set_user_attr("why", str(error))
                self.study.tell(trial, state=TrialState.PRUNED)
                continue
            return trial, self._begun(trial, trial_recipe)
        return None

    def _begun(self, trial: "Trial", recipe: Recipe) -> Run:
        """A queued run for a trial; each of both knows the other."""
        key = uuid.uuid4().hex
        run = Run.create(recipe)
        trial_values = {"study": self.name, "number": trial.number, "key": key}
        paths.write_whole(run.path / TRIAL, json.dumps(trial_values))
        update_about(run, title=f"Trial {trial.number + 1} of {self.name}")
        trial.set_user_attr("key", key)
        trial.set_user_attr("run", run.name)
        return run

    def _settle(self, number: int, run: Run) -> None:
        """Tell the study what became of a trial; one that was cut short stays open."""
        from optuna.trial import TrialState

        report_epoch = {"pruned": TrialState.PRUNED, "failed": TrialState.FAIL}
        state = run.status().state
        value = self._headline(run) if state == "finished" else None
        if value is not None:
            self.study.tell(number, value, skip_if_finished=True)
        elif state in report_epoch or state == "finished":  # without a figure, it tells nothing
            self.study.tell(
                number, state=report_epoch.get(state, TrialState.FAIL), skip_if_finished=True
            )

    def _headline(self, run: Run) -> float | None:
        """A run's headline on its validation side, never the test side."""
        report = run.report()
        if report is None or report["side"] != "validation":
            report = judge_side(run, side="validation")
        return report["headline"]["value"]


def watching(trial: "Trial", recipe: Recipe) -> "OnEpoch":
    """What is to be done after each epoch of a trial: tell the study, and end what is hopeless."""
    figure = recipe.task.headline

    def report_epoch(row: dict[str, float]) -> None:
        from core.training.preparing import Pruned

        epoch = int(row["epoch"])
        trial.report(row[f"validation_{figure.name}"], step=epoch)
        if epoch < recipe.training.epochs and trial.should_prune():
            raise Pruned(
                f"after epoch {epoch} its best validation {figure.name} is below the median of the "
                "other trials"
            )

    return report_epoch
