"""A run is a folder: whatever happens to browser, server or machine, the folder tells the truth."""

import contextlib
import json
import math
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from core import paths
from core.errors import EarshotError, RunError
from core.tasks.base import Task
from core.training.faults import describe
from core.training.folder import RecipeFolder
from core.training.hold import Hold
from core.training.older import upgrade_predictions, upgrade_report
from core.training.recipe import Recipe

if TYPE_CHECKING:
    import pandas as pd

State = Literal["queued", "running", "stopped", "pruned", "finished", "failed", "lost"]
Count = Annotated[int, Field(ge=0)]
Seconds = Annotated[float, Field(ge=0, le=1e11, allow_inf_nan=False)]
LOG_LINE_BYTES = 400  # more than an ordinary line takes
LIVE: tuple[State, ...] = ("queued", "running")


@dataclass(frozen=True)
class Status:
    """Where a run stands; a value of another kind is refused.

    Attributes
    ----------
    state : str
        queued, running, stopped, pruned (a search gave it up), finished, failed, or lost (its
        process vanished).
    epoch, n_epochs : int
        Whole epochs done, and planned.
    message : str
        What it is doing, or why it failed.
    eta_seconds : float or None
        Time left if it goes on as it did: of the training, or of the songs before it.
    n_ready, n_songs : int
        Songs whose features are at hand, and songs that it trains and validates on; 0 before that
        is known.
    preparing_seconds : float
        Spent so far on what comes before the epochs, whenever it was begun or resumed.
    created, queued, began, updated : float
        When it was made, took its place in the queue, last began to train, and last wrote this:
        seconds since 1970.
    """

    state: State = "queued"
    epoch: Count = 0
    n_epochs: Count = 0
    message: str = ""
    eta_seconds: Seconds | None = None
    n_ready: Count = 0
    n_songs: Count = 0
    preparing_seconds: Seconds = 0.0
    created: Seconds = 0.0
    queued: Seconds = 0.0
    began: Seconds = 0.0
    updated: Seconds = 0.0

    @property
    def live(self) -> bool:
        """Whether a process trains it or waits to."""
        return self.state in LIVE

    @property
    def preparing(self) -> bool:
        """Whether it trains, and what comes before the epochs is not over."""
        return self.state == "running" and (not self.n_songs or self.n_ready < self.n_songs)

    def prepared_for(self, now: float) -> float:
        """Time spent on what comes before the epochs by `now`, s."""
        return self.preparing_seconds + (max(0.0, now - self.began) if self.preparing else 0.0)


class Results(RecipeFolder):
    """What a run's folder and a shipped checkpoint's folder both hold, read when asked."""

    def report(self) -> dict[str, Any] | None:
        """The evaluation, or None before there is one; RunError where it cannot be read."""
        file = self.path / "report.json"
        if not file.exists():
            return None
        with self._reading(file):
            values = upgrade_report(json.loads(file.read_text()))
            if missing := REPORT_KEYS - values.keys():
                raise KeyError(f"without {', '.join(sorted(missing))}")
        return values

    def history(self) -> "pd.DataFrame":
        """One row per epoch; empty before the first; RunError where it cannot be read."""
        import pandas as pd

        file = self.path / "history.csv"
        columns = history_columns(self.recipe.task)
        if not file.exists():
            return pd.DataFrame(columns=columns)
        with self._reading(file):
            table = pd.read_csv(file)[columns]
            return table.astype(float).astype({"epoch": int})

    def predictions(self) -> "pd.DataFrame | None":
        """One row per judged track: ``track_id``, ``y_<name>`` and ``p_<name>`` of each output.

        None before evaluation.
        """
        table = self._table("predictions.parquet")
        return None if table is None else upgrade_predictions(table)

    def songs(self) -> "pd.DataFrame | None":
        """One row per track of the dataset: averages and embedding; None where not computed."""
        return self._table("songs.parquet")

    def fault(self) -> str:
        """Why it cannot be read, in words for a person; empty where it can."""
        try:
            self.read()
        except (EarshotError, OSError) as error:
            return str(error)
        return ""

    def read(self) -> None:
        """Read what lists and comparisons tell of it; EarshotError where that cannot be read."""
        _ = self.recipe
        self.report()

    def _table(self, name: str) -> "pd.DataFrame | None":
        import pandas as pd

        file = self.path / name
        if not file.exists():
            return None
        with self._reading(file):
            return pd.read_parquet(file)

    @contextlib.contextmanager
    def _reading(self, file: Path) -> Iterator[None]:
        """Say in words whose file it is that cannot be read."""
        try:
            yield
        except UNREADABLE as error:
            reason = error.args[0] if isinstance(error, KeyError) else error
            raise RunError(f"{file.name} of {self.name} cannot be read: {reason}.") from error


STATUS = TypeAdapter(Status)
STATUS_KEYS = {field.name for field in fields(Status)}
ABOUT = (
    "about.json"  # what a person says of it: written by whoever is asked, not by who works on it
)
LOST = (
    "Its process ended without a word: killed, out of memory, its disk full, or the machine "
    "went down. Resume it, and it goes on after its last whole epoch."
)
UNREADABLE = (OSError, ValueError, TypeError, KeyError, RecursionError)  # pandas', pyarrow's too
REPORT_KEYS = {
    "dataset", "headline", "latency_ms", "leaky", "n", "n_train", "per_output", "scores", "seed",
    "side", "split", "synthetic", "task",
}  # fmt: skip


def history_columns(task: Task) -> list[str]:
    """Columns of ``history.csv``, two of which are called after the task's headline."""
    figure = task.headline.name
    return [
        "epoch", "train_loss", f"train_{figure}", "validation_loss", f"validation_{figure}",
        "learning_rate", "seconds",
    ]  # fmt: skip


class Run(Results):
    """A folder under `core.paths.runs` with a recipe and all that came of it.

    Attributes
    ----------
    hold : Hold
        Who works on it.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.hold = Hold(self.path)

    @classmethod
    def create(cls, recipe: Recipe) -> "Run":
        """A new queued run; its name sorts by time and tells recipe and seed.

        Raises
        ------
        StorageError
            When the disk does not take it; nothing is left of it then.
        """
        run = cls(paths.new_folder(paths.runs(), f"{recipe.name}-s{recipe.seed}"))
        try:
            run.hold.expect()
            paths.write_whole(run.path / "recipe.toml", recipe.without_search.to_toml())
            run.write_status(n_epochs=recipe.training.epochs, message="waiting",
                             created=time.time(), queued=end_of_queue())  # fmt: skip
        except BaseException:  # as of a full disk: there is no half of a run
            shutil.rmtree(run.path, ignore_errors=True)
            raise
        return run

    @classmethod
    def load(cls, name: str) -> "Run":
        """The run of this name; RunError when there is none."""
        path = paths.runs() / name
        if path.parent != paths.runs() or not (path / "recipe.toml").is_file():
            raise RunError(f"There is no run {name!r}. `python -m core runs` lists them.")
        return cls(path)

    def status(self) -> Status:
        """The status as written; a live one that nobody works on reads as lost."""
        written = self._written()
        if written.live and not self.hold.in_use():
            return replace(written, state="lost", message=LOST, eta_seconds=None)
        return written

    def _written(self) -> Status:
        try:
            values = json.loads((self.path / "status.json").read_text())
            return STATUS.validate_python({key: values[key] for key in STATUS_KEYS & values.keys()})
        except FileNotFoundError:
            return Status()  # it is being made this moment, or its process died while doing so
        except ValidationError as error:
            return Status(state="failed", message=f"Its status.json is wrong: {describe(error)}")
        except (*UNREADABLE, AttributeError) as error:
            return Status(state="failed", message=f"Its status.json cannot be read: {error}.")

    def write_status(self, **changes: Any) -> None:
        """Replace some fields of the status, whole or not at all."""
        status = asdict(self._written()) | changes | {"updated": time.time()}
        paths.write_whole(self.path / "status.json", json.dumps(status, indent=1))

    def begin(self, message: str) -> None:
        """Write that it trains from now on, or since the last such word."""
        status = self._written()
        began = status.began if status.state == "running" else time.time()
        self.write_status(state="running", message=message, began=began, n_ready=0, n_songs=0)

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Have it for oneself, with signs of life; what a killed process left is cleared away.

        Raises
        ------
        RunError
            When another process is at work on it.
        """
        with self.hold.working():
            paths.clear_unfinished(self.path, but=ABOUT)
            yield

    def ask_to_stop(self) -> None:
        """The training looks for this after every batch."""
        with paths.writing(self.path / "stop"):
            (self.path / "stop").touch()

    def stop_asked(self) -> bool:
        """Whether somebody asked it to stop."""
        return (self.path / "stop").exists()

    def log_tail(self, n_lines: int = 200) -> str:
        """The last lines of the log."""
        file = self.path / "log.txt"
        if not file.is_file():
            return ""
        with file.open("rb") as log:  # a log may be long, its end is all that is asked for
            log.seek(max(0, file.stat().st_size - n_lines * LOG_LINE_BYTES))
            text = log.read().decode(errors="replace")
        return "\n".join(text.splitlines()[-n_lines:])


def run_names() -> list[str]:
    """Names of all runs, newest first; folders of other kinds are passed over."""
    folders = (file.parent.name for file in paths.runs().glob("*/recipe.toml") if file.is_file())
    return sorted((name for name in folders if paths.is_text(name)), reverse=True)


def end_of_queue() -> float:
    """The time, s since 1970; behind all that wait, should the clock have been set back since."""
    waiting = (s.queued for run in list_runs() if (s := run._written()).state == "queued")
    return max([time.time(), *(math.nextafter(queued, math.inf) for queued in waiting)])


def list_runs() -> list[Run]:
    """All runs, newest first, also those of which something cannot be read."""
    return [Run(paths.runs() / name) for name in run_names()]
