"""Start, stop and resume runs, each in a process of its own that outlives whoever started it."""

import contextlib
import os
import subprocess
import sys
from pathlib import Path

from core import paths
from core.errors import RunError
from core.training.recipe import Recipe
from core.training.run import Run, end_of_queue

NICENESS = 5
ENDING_SECONDS = 6.0  # a process that was asked to stop is gone within 5 s


def start(recipe: Recipe) -> Run:
    """Queue a run of `recipe` in a process that outlives this one."""
    run = Run.create(recipe)
    spawn(run)
    return run


def resume(run: Run) -> Run:
    """Queue a run that was cut short again, in a process that outlives this one."""
    spawn(requeue(run))
    return run


def requeue(run: Run) -> Run:
    """Mark a run as waiting again; it will go on after its last whole epoch.

    Raises
    ------
    RunError
        When it is still live, or finished, or a process is at work on it: its own, which has not
        ended yet, or one that judges it.
    """
    refuse_unless_cut_short(run)
    with run.hold.acquired(patience=ENDING_SECONDS):
        refuse_unless_cut_short(run)  # two may have asked at once
        (run.path / "stop").unlink(missing_ok=True)
        run.hold.expect()
        run.write_status(state="queued", message="waiting", eta_seconds=None, queued=end_of_queue())
    return run


def refuse_unless_cut_short(run: Run) -> None:
    """RunError for a run that cannot go on."""
    status = run.status()
    if status.live or status.state == "finished":
        raise RunError(f"{run.name} is {status.state}; only one that was cut short goes on.")


def stop(run: Run) -> None:
    """Ask a live run to stop; it does within seconds and keeps the best weights."""
    status = run.status()
    if not status.live:
        raise RunError(f"{run.name} is {status.state}; there is nothing to stop.")
    run.ask_to_stop()


def spawn(run: Run, *options: str) -> None:
    """Work on a queued run in a process of its own; `options` are those of the command ``work``."""
    launch(run.path, "work", run.name, *options)


def launch(folder: Path, *arguments: str) -> None:
    """``python -m core …``, its output at the end of the log in `folder`.

    The process leads a session of its own, so that Ctrl-C here does not reach it.
    """
    with paths.writing(folder / "log.txt"), (folder / "log.txt").open("ab") as log:
        started = subprocess.Popen(
            [sys.executable, "-m", "core", *arguments],
            cwd=paths.PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )
    give_way(started.pid)


def give_way(process: int) -> None:
    """Let a process that was just started run on what whoever waits for a page leaves.

    Linux shares its cores between sessions first, if so configured, and within one by niceness:
    both are set.
    """
    with contextlib.suppress(OSError):  # it has ended already
        os.setpriority(os.PRIO_PROCESS, process, NICENESS)
        Path(f"/proc/{process}/autogroup").write_text(str(NICENESS))
