"""A home with a tiny dataset in it, and no process left behind."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from core.training.run import Run, list_runs
from tests.tiny import tiny_home

__all__ = ["tiny_home"]


@pytest.fixture
def jobs_home(tiny_home: Path) -> Iterator[Path]:
    """``EARSHOT_HOME`` with the dataset ``tiny``; what a test started ends with it."""
    yield tiny_home
    for run in list_runs():
        for process in workers(run):
            process.kill()
            process.wait(timeout=10)


def workers(run: Run) -> list[psutil.Process]:
    """The processes at work on a run, found by their command line."""
    found = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "core" in words and run.name in words:
            found.append(process)
    return found


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


def wait_for(true: Callable[[], object], seconds: float = 60.0) -> float:
    """Wait until something is so; the seconds that it took."""
    began = time.monotonic()
    while not true():
        assert time.monotonic() - began < seconds, "waited in vain"
        time.sleep(0.02)
    return time.monotonic() - began


def state(run: Run) -> str:
    return run.status().state


def history(run: Run) -> list[str]:
    """The rows of the history as written, without the seconds that end each."""
    file = run.path / "history.csv"
    rows = file.read_text().splitlines() if file.exists() else []
    return [row.rsplit(",", 1)[0] for row in rows]
