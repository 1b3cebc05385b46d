"""The runs of a sweep among machines: trial n of a study is run n, and is one machine's alone."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from core.training.run import Run
from core.training.sweep import Told

if TYPE_CHECKING:
    from optuna import Study
    from optuna.trial import Trial

MACHINE, TOLD, WHY = "machine", "told", "why"  # what a trial says of itself


@dataclass(frozen=True, eq=False)
class Shares:
    """Who has which run. The database numbers trials, so that no two machines get the same.

    Attributes
    ----------
    study : Study
        In a database that the machines share.
    n : int
        Runs in all.
    machine : str
        Names this one: what it took, it goes on with when it is started again.
    """

    study: "Study"
    n: int
    machine: str

    def begun(self) -> list[int]:
        """Numbers of the runs that this machine took and that have not ended."""
        from optuna.trial import TrialState

        running = self.study.get_trials(deepcopy=False, states=(TrialState.RUNNING,))
        return [t.number for t in running if t.user_attrs.get(MACHINE) == self.machine]

    def take(self) -> int | None:
        """The number of a run that nobody took yet; None where there is no more."""
        from optuna.trial import TrialState

        if len(self.study.get_trials(deepcopy=False)) >= self.n:
            return None
        trial = self.study.ask()
        if trial.number >= self.n:  # another machine was quicker
            self.study.tell(trial, state=TrialState.FAIL)
            return None
        trial.set_user_attr(MACHINE, self.machine)
        return trial.number

    def settle(self, number: int, run: Run, side: str) -> None:
        """Tell what became of a run; one that was cut short stays this machine's."""
        from optuna.trial import TrialState

        status, told = run.status(), Told.by(run, side)
        if status.state == "finished" and told and told.value is not None:
            self._trial(number).set_user_attr(TOLD, asdict(told))
            self.study.tell(number, told.value, skip_if_finished=True)
        elif status.state in ("finished", "failed"):
            self._trial(number).set_user_attr(WHY, status.message)
            self.study.tell(number, state=TrialState.FAIL, skip_if_finished=True)

    def told(self) -> dict[int, Told]:
        """What runs told, by number, whoever made them."""
        trials = self.study.get_trials(deepcopy=False)
        return {t.number: Told(**t.user_attrs[TOLD]) for t in trials if TOLD in t.user_attrs}

    def ended(self) -> int:
        """How many runs need no more work."""
        trials = self.study.get_trials(deepcopy=False)
        return sum(t.state.is_finished() and t.number < self.n for t in trials)

    def _trial(self, number: int) -> "Trial":
        from optuna.trial import Trial

        return Trial(self.study, self.study.get_trials(deepcopy=False)[number]._trial_id)
