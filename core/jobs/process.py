"""Start, stop and resume runs in processes of their own, and let them wait for their turn."""

import contextlib
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator

from filelock import FileLock, Timeout

from core import paths
from core.errors import RunError
from core.training.recipe import Recipe
from core.training.run import LIVE, Run, list_runs

logger = logging.getLogger(__name__)

POLL_SECONDS = 1.0


def start(recipe: Recipe) -> Run:
    """Queue a run of `recipe` in a process that outlives this one."""
    run = Run.create(recipe)
    spawn(run)
    return run


def resume(run: Run) -> Run:
    """Queue a stopped, failed or lost run again, in a process that outlives this one."""
    spawn(requeue(run))
    return run


def requeue(run: Run) -> Run:
    """Mark a run as waiting again; it will go on after its last whole epoch.

    Raises
    ------
    RunError
        When it is still live, or finished.
    """
    state = run.status().state
    if state in LIVE or state == "finished":
        raise RunError(f"{run.name} is {state}; only a stopped, failed or lost run can go on.")
    (run.path / "stop").unlink(missing_ok=True)
    run.write_status(state="queued", message="waiting", eta_seconds=None)
    run.beat()
    return run


def stop(run: Run) -> None:
    """Ask a live run to stop; it does within seconds and keeps the best weights."""
    state = run.status().state
    if state not in LIVE:
        raise RunError(f"{run.name} is {state}; there is nothing to stop.")
    run.ask_to_stop()


def spawn(run: Run) -> None:
    """The run's own process: in a session of its own, so that Ctrl-C here does not reach it."""
    with (run.path / "log.txt").open("ab") as log:
        subprocess.Popen(
            [sys.executable, "-m", "core", "work", run.name],
            cwd=paths.PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )


def execute(run: Run) -> None:
    """Wait for the run's turn, train it, and report on its validation side."""
    from core.training.loop import beating, train

    with beating(run), turn(run) as ours:
        if ours:
            train(run, afterwards=judge)
        else:
            run.write_status(state="stopped", message="stopped while waiting")
            (run.path / "stop").unlink(missing_ok=True)


def judge(run: Run) -> None:
    """What a trained run is worth on its validation side, and what it knows of every song."""
    from core.evaluation import describe_songs, evaluate
    from core.training.checkpoint import Checkpoint

    checkpoint = Checkpoint(run.path)
    run.write_status(message="judging on the validation side")
    evaluate(checkpoint, side="validation")
    run.write_status(message="describing every song")
    describe_songs(checkpoint)


@contextlib.contextmanager
def turn(run: Run) -> Iterator[bool]:
    """Hold the one place to train: first come, first served. False if asked to stop waiting."""
    lock = FileLock(paths.runs() / ".training.lock")
    while not run.stop_asked():
        if oldest_waiting(run):
            try:
                with lock.acquire(timeout=0):
                    yield True
                    return
            except Timeout:
                pass
        time.sleep(POLL_SECONDS)
    yield False


def oldest_waiting(run: Run) -> bool:
    """Whether no other live run has waited longer."""
    waiting = [r for r in list_runs() if r.status().state == "queued"]
    first = min(waiting, key=lambda r: (r.status().created, r.name), default=run)
    return first.name == run.name
