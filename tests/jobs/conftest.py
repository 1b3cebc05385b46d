"""A home with a tiny dataset in it, and what tests need to know of processes."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from core import paths
from core.cli import app
from core.training.run import Run, list_runs
from tests import tiny
from tests.tiny import tiny_home

__all__ = ["tiny_home"]

PATIENCE = 120.0  # s: a worker loads its libraries in 4 s, or in 60 on a machine at its limit


@pytest.fixture
def own_home(tiny_home: Path, home: Path, log_as_it_was: None) -> None:
    """No runs nor searches of other tests, but the tiny dataset; and the log stays as it was."""
    home.mkdir()
    for path in tiny_home.iterdir():
        if path.name not in ("runs", "searches"):
            (home / path.name).symlink_to(path)


class Launched(list[tuple[str, ...]]):
    """The words of processes that were to be started."""

    def work(self) -> None:
        """Do in this process what those would do."""
        while self:
            done = CliRunner().invoke(app, list(self.pop(0)))
            assert done.exit_code == 0, done.output


@pytest.fixture
def launched(monkeypatch: pytest.MonkeyPatch, log_as_it_was: None) -> Launched:
    """What is started in the background waits here; that it starts is shown elsewhere."""
    words = Launched()
    for module in ("evaluations", "series"):
        monkeypatch.setattr(f"core.jobs.{module}.launch", lambda _, *told: words.append(told))
    return words


@pytest.fixture
def alone(tiny_home: object) -> Iterator[None]:
    """Nothing trains or waits before the test, nor after it."""
    end_all()
    yield
    end_all()


def end_all() -> None:
    """Kill whatever works on a run of this home."""
    for run in list_runs():
        for process in workers(run):
            process.kill()
            process.wait(timeout=10)
        if run.status().live:
            run.write_status(state="failed", message="killed by the test")


def workers(run: Run) -> list[psutil.Process]:
    """The processes at work on this run, and not on one of that name in another home."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "core" in words and run.name in words and home_of(process) == str(paths.home()):
            found.append(process)
    return found


def home_of(process: psutil.Process) -> str:
    """``EARSHOT_HOME`` of a process; empty when it is gone, or somebody else's."""
    try:
        return process.environ().get("EARSHOT_HOME", "")
    except psutil.Error:
        return ""


def worker(run: Run) -> psutil.Process:
    """The one process at work on a run."""
    (process,) = workers(run)
    return process


def kill(run: Run) -> None:
    """What the system does to a process when memory runs out."""
    process = worker(run)
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=10)


def presume_dead(run: Run) -> None:
    """Let half a minute pass since the last sign of life."""
    then = time.time() - 31
    os.utime(run.path / "heartbeat", (then, then))


def wait_for(true: Callable[[], object], seconds: float = PATIENCE) -> float:
    """Wait until something is so; the seconds that it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "waited in vain"
        time.sleep(0.02)
    return time.monotonic() - began


def ended(run: Run) -> bool:
    """Whether its process is gone, and all that it had to say is said."""
    return not run.status().live and not workers(run)


def state(run: Run) -> str:
    return run.status().state


def history(run: Run) -> list[str]:
    """The rows of the history as written, without the seconds that end each."""
    file = run.path / "history.csv"
    rows = file.read_text().splitlines() if file.exists() else []
    return [row.rsplit(",", 1)[0] for row in rows]


def went_all_the_way(run: Run, *, like: Run) -> None:
    """It was trained as the other was in this process, and judged on every song."""
    assert state(run) == "finished", run.log_tail()
    assert history(run) == history(like), "the same as in this process"
    n_epochs = run.recipe.training.epochs
    assert f"epoch {n_epochs}/{n_epochs}" in run.log_tail()
    report, songs = run.report(), run.songs()
    assert report is not None
    assert report["side"] == "validation"
    assert report["n"] == report["n_validation"] > 0
    assert songs is not None
    assert len(songs) == tiny.N_SONGS * len(tiny.CLASSES)
