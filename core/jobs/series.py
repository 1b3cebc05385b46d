"""What makes several runs, a sweep or a search: a folder that tells who works on it, and how."""

import contextlib
import json
import shutil
import time
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar, Self

from core import paths
from core.errors import EarshotError, RunError
from core.jobs.process import launch
from core.jobs.worker import stopping_on_signals
from core.training.folder import RecipeFolder
from core.training.hold import Hold
from core.training.recipe import Recipe
from core.training.run import Run


class Worker:
    """A process at work on a series, known by a folder with its hold.

    Attributes
    ----------
    stopping : bool
        Whether it was told to end, by Ctrl-C or as the machine shuts down.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hold = Hold(folder)
        self.stopping = False

    def begins(self, run: Run) -> None:
        """Write which run it works on."""
        paths.write_whole(self.folder / "run", run.name)

    def run(self) -> Run | None:
        """The run that it works on; None before the first one."""
        try:
            return Run.load((self.folder / "run").read_text())
        except (OSError, RunError):
            return None

    def end(self) -> None:
        """Tell it to end as soon as it is between two runs."""
        self.stopping = True


class Series(RecipeFolder, ABC):
    """A folder under `core.paths.home`; its runs lie where all runs do.

    As many processes may work on it as are started: what one of them does, the others pass over.
    """

    folder: ClassVar[str]
    file: ClassVar[str]
    kind: ClassVar[str]

    @classmethod
    def load(cls, name: str) -> Self:
        """The one of this name; RunError where there is none."""
        path = paths.home() / cls.folder / name
        if path.parent != paths.home() / cls.folder or not (path / cls.file).is_file():
            raise RunError(f"There is no {cls.kind} {name!r}.")
        return cls(path)

    @classmethod
    def names(cls) -> list[str]:
        """Names of all, the one that was begun last first."""
        files = (paths.home() / cls.folder).glob(f"*/{cls.file}")
        found = [(cls(file.parent).created, file.parent.name) for file in files]
        return [name for _, name in sorted(found, reverse=True)]

    @property
    def created(self) -> float:
        """When it was begun, seconds since 1970; 0 where that cannot be read."""
        try:
            return float(self._written().get("created", 0.0))
        except (RunError, TypeError, ValueError):
            return 0.0

    def _written(self) -> dict[str, Any]:
        """What its file holds beside the recipe; RunError where it cannot be read."""
        try:
            return dict(json.loads((self.path / self.file).read_text()))
        except (OSError, ValueError, TypeError, RecursionError) as error:
            raise RunError(f"{self.file} of {self.name} cannot be read: {error}.") from error

    def _write(self, **values: Any) -> None:
        paths.write_whole(self.path / self.file, json.dumps(values, indent=1))

    @contextlib.contextmanager
    def _established(self, recipe: Recipe, **values: Any) -> Iterator[None]:
        """Write down what it is; nothing is left of a new one where that or the block fails."""
        known = self.created
        try:
            paths.write_whole(self.path / "recipe.toml", recipe.to_toml())
            self._write(created=known or time.time(), **values)
            (self.path / self.file).chmod(0o600)  # a URL may hold a password
            yield
        except EarshotError:
            if not known:
                shutil.rmtree(self.path, ignore_errors=True)
            raise

    # ---- who works on it ----------------------------------------------------------------------

    @abstractmethod
    def work(self, worker: Worker) -> Iterator[Any]:
        """Do what there is to do, a run at a time, until somebody asks to stop."""

    def workers(self) -> list[Worker]:
        """The processes that work on it, or are about to."""
        folders = sorted((self.path / "workers").glob("*"))
        return [worker for worker in map(Worker, folders) if worker.hold.in_use()]

    def begin(self) -> None:
        """Go on with it in a process that outlives this one."""
        self.expect_work()
        worker = self._new_worker(uuid.uuid4().hex)
        worker.hold.expect()
        launch(self.path, "series", self.folder, self.name, worker.folder.name)

    def expect_work(self) -> None:
        """Forget that it was stopped, and why it ended."""
        for name in ("stop", "fault"):
            (self.path / name).unlink(missing_ok=True)

    def stop(self) -> None:
        """Ask all that work on it to stop; within seconds they do, and keep what there is."""
        (self.path / "stop").touch()
        for worker in self.workers():
            run = worker.run()
            if run and run.status().live:
                run.ask_to_stop()

    def stop_asked(self) -> bool:
        """Whether somebody asked it to stop since it was last begun."""
        return (self.path / "stop").exists()

    def fault(self) -> str:
        """Why it ended before its time; empty where it did not."""
        with contextlib.suppress(OSError):
            return (self.path / "fault").read_text()
        return ""

    @contextlib.contextmanager
    def working(self, name: str = "") -> Iterator[Worker]:
        """Work on it with this process, which takes Ctrl-C and the like as a request to stop.

        Parameters
        ----------
        name : str
            Of the worker that `begin` hired; empty for a new one.
        """
        worker = self._new_worker(name or uuid.uuid4().hex)
        try:
            with worker.hold.working(), stopping_on_signals(worker.end):
                yield worker
        except EarshotError as error:
            paths.write_whole(self.path / "fault", str(error))
            raise
        finally:
            shutil.rmtree(worker.folder, ignore_errors=True)

    def _new_worker(self, name: str) -> Worker:
        for folder in (self.path / "workers").glob("*"):
            if folder.name != name and not Worker(folder).hold.in_use():
                shutil.rmtree(folder, ignore_errors=True)  # of a process that was killed
        folder = self.path / "workers" / name
        folder.mkdir(parents=True, exist_ok=True)
        return Worker(folder)
