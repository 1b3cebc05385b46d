"""Runs that are wanted no more: gone whole, or not at all."""

import shutil
import tempfile

from core import paths
from core.errors import RunError
from core.training.run import Run

BIN = ".deleted"  # beside the runs, so that a folder moves there in one step


def delete(run: Run) -> None:
    """Delete the folder of a run that nobody works on.

    It leaves the runs in one step and is then removed; what is cut off in between goes next time.

    Raises
    ------
    RunError
        When it trains, waits to, or is being judged.
    """
    refuse_busy(run)
    with run.hold.acquired():
        refuse_busy(run)  # it may have been resumed meanwhile
        away = paths.runs() / BIN
        away.mkdir(exist_ok=True)
        run.path.rename(tempfile.mkdtemp(dir=away, prefix=f"{run.name}."))
    for folder in away.iterdir():
        shutil.rmtree(folder, ignore_errors=True)


def refuse_busy(run: Run) -> None:
    """RunError for a run that somebody works on."""
    state = run.status().state
    if run.status().live:
        raise RunError(f"{run.name} is {state}. Stop it first, then delete it.")
    if run.hold.in_use():
        raise RunError(f"{run.name} is being judged. Wait until that is done, then delete it.")
