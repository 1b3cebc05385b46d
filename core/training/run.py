"""A run is a folder: whatever happens to browser, server or machine, the folder tells the truth."""

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from core import paths
from core.errors import RunError
from core.tasks.base import Task
from core.training.older import predictions_of_today, report_of_today
from core.training.recipe import Recipe

if TYPE_CHECKING:
    import pandas as pd

State = Literal["queued", "running", "stopped", "finished", "failed", "lost"]
LOST_AFTER = 30.0  # s without a heartbeat while "running" or "queued"
BEAT_SECONDS = 2.0
LOG_LINE_BYTES = 400  # more than an ordinary line takes
LIVE: tuple[State, ...] = ("queued", "running")


@dataclass(frozen=True)
class Status:
    """Where a run stands.

    Attributes
    ----------
    state : str
        queued, running, stopped, finished, failed, or lost (its process vanished).
    epoch, n_epochs : int
        Whole epochs done, and planned.
    message : str
        What it is doing, or why it failed.
    eta_seconds : float or None
        Time left if it goes on as it did.
    created, queued, updated : float
        When it was made, took its place in the queue, and last wrote this: seconds since 1970.
    """

    state: State = "queued"
    epoch: int = 0
    n_epochs: int = 0
    message: str = ""
    eta_seconds: float | None = None
    created: float = 0.0
    queued: float = 0.0
    updated: float = 0.0

    @property
    def live(self) -> bool:
        """Whether a process trains it or waits to."""
        return self.state in LIVE


class Results:
    """What a run's folder and a shipped checkpoint's folder both hold, read when asked."""

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    @property
    def name(self) -> str:
        """The folder's name."""
        return self.path.name

    @property
    def recipe(self) -> Recipe:
        """The recipe that determined it."""
        return Recipe.load(self.path / "recipe.toml")

    def report(self) -> dict[str, Any] | None:
        """The evaluation, or None before there is one."""
        file = self.path / "report.json"
        if not file.exists():
            return None
        return report_of_today(json.loads(file.read_text()))

    def history(self) -> "pd.DataFrame":
        """One row per epoch; empty before the first."""
        import pandas as pd

        file = self.path / "history.csv"
        if file.exists():
            return pd.read_csv(file)
        return pd.DataFrame(columns=history_columns(self.recipe.task))

    def predictions(self) -> "pd.DataFrame | None":
        """One row per judged track: ``track_id``, ``y_<name>`` and ``p_<name>`` of each output.

        None before evaluation.
        """
        table = self._table("predictions.parquet")
        return None if table is None else predictions_of_today(table)

    def songs(self) -> "pd.DataFrame | None":
        """One row per track of the dataset: averages and embedding; None where not computed."""
        return self._table("songs.parquet")

    def _table(self, name: str) -> "pd.DataFrame | None":
        import pandas as pd

        file = self.path / name
        return pd.read_parquet(file) if file.exists() else None


STATUS_KEYS = {field.name for field in fields(Status)}
LOST = (
    "Its process ended without a word: killed, out of memory, or the machine went down. "
    "Resume it, and it goes on after its last whole epoch."
)


def history_columns(task: Task) -> list[str]:
    """Columns of ``history.csv``, two of which are called after the task's headline."""
    figure = task.headline.name
    return [
        "epoch", "train_loss", f"train_{figure}", "validation_loss", f"validation_{figure}",
        "learning_rate", "seconds",
    ]  # fmt: skip


class Run(Results):
    """A folder under `core.paths.runs` with a recipe and all that came of it."""

    @classmethod
    def create(cls, recipe: Recipe) -> "Run":
        """A new queued run; its name sorts by time and tells recipe and seed."""
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
        base = paths.runs() / f"{stamp}-{recipe.name}-s{recipe.seed}"
        path, n = base, 1
        while True:
            try:
                path.mkdir(parents=True)
                break
            except FileExistsError:
                n += 1
                path = base.with_name(f"{base.name}-{n}")
        paths.write_whole(path / "recipe.toml", recipe.to_toml())
        run = cls(path)
        now = time.time()
        run.write_status(
            n_epochs=recipe.training.epochs, created=now, queued=now, message="waiting"
        )
        run.beat()
        return run

    @classmethod
    def load(cls, name: str) -> "Run":
        """The run of this name; RunError when there is none."""
        path = paths.runs() / name
        if path.parent != paths.runs() or not (path / "recipe.toml").is_file():
            raise RunError(f"There is no run {name!r}. `python -m core runs` lists them.")
        return cls(path)

    def status(self) -> Status:
        """The status as written; a live one without a heartbeat for 30 s reads as lost."""
        written = self._written()
        if written.state in LIVE and time.time() - self.last_beat() > LOST_AFTER:
            lost = {"state": "lost", "message": LOST, "eta_seconds": None}
            return Status(**asdict(written) | lost)
        return written

    def _written(self) -> Status:
        try:
            values = json.loads((self.path / "status.json").read_text())
            return Status(**{key: values[key] for key in STATUS_KEYS & values.keys()})
        except FileNotFoundError:
            return Status()
        except (ValueError, AttributeError) as error:
            return Status(state="failed", message=f"Its status.json cannot be read: {error}.")

    def write_status(self, **changes: Any) -> None:
        """Replace some fields of the status, whole or not at all."""
        status = asdict(self._written()) | changes | {"updated": time.time()}
        paths.write_whole(self.path / "status.json", json.dumps(status, indent=1))

    def beat(self) -> None:
        """Sign of life."""
        (self.path / "heartbeat").touch()

    @contextlib.contextmanager
    def beating(self) -> Iterator[None]:
        """A sign of life every two seconds, from a thread, as long as the process lives."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(BEAT_SECONDS):
                with contextlib.suppress(OSError):
                    self.beat()

        self.beat()
        threading.Thread(target=beat, daemon=True).start()
        try:
            yield
        finally:
            over.set()

    def last_beat(self) -> float:
        """Time of the last sign of life, seconds since 1970."""
        file = self.path / "heartbeat"
        return file.stat().st_mtime if file.exists() else 0.0

    def ask_to_stop(self) -> None:
        """The training looks for this after every batch."""
        (self.path / "stop").touch()

    def stop_asked(self) -> bool:
        """Whether somebody asked it to stop."""
        return (self.path / "stop").exists()

    def log_tail(self, n_lines: int = 200) -> str:
        """The last lines of the log."""
        file = self.path / "log.txt"
        if not file.exists():
            return ""
        with file.open("rb") as log:  # a log may be long, its end is all that is asked for
            log.seek(max(0, file.stat().st_size - n_lines * LOG_LINE_BYTES))
            text = log.read().decode(errors="replace")
        return "\n".join(text.splitlines()[-n_lines:])


def run_names() -> list[str]:
    """Names of all runs, newest first."""
    return sorted((file.parent.name for file in paths.runs().glob("*/recipe.toml")), reverse=True)


def list_runs() -> list[Run]:
    """All runs, newest first."""
    return [Run(paths.runs() / name) for name in run_names()]
