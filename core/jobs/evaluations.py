"""Judging a run on one side of its split, in the background, with its progress in the folder."""

import json
import time
from dataclasses import asdict, replace
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from core import paths
from core.errors import EarshotError, RunError
from core.jobs.process import launch
from core.training.run import Count, Run, Seconds

FILE = "evaluation.json"
LOST = "Its process ended without a word. Start it again."
REPORT_SECONDS = 0.5


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Judging:
    """How far judging has come.

    Attributes
    ----------
    side : str
        ``"validation"`` or ``"test"``.
    state : str
        running, finished, failed, or lost (its process vanished).
    n_done, n_tracks : int
        Tracks judged, and to judge; `n_tracks` is 0 before that is known.
    message : str
        Why it failed.
    updated : float
        Seconds since 1970.
    """

    side: str
    state: Literal["running", "finished", "failed", "lost"] = "running"
    n_done: Count = 0
    n_tracks: Count = 0
    message: str = ""
    updated: Seconds = 0.0


def judging(run: Run) -> Judging | None:
    """How far judging a run has come; None if nobody asked for it."""
    try:
        found = TypeAdapter(Judging).validate_python(json.loads((run.path / FILE).read_text()))
    except (OSError, ValueError, RecursionError):  # pydantic's too
        return None
    if found.state == "running" and (run.status().live or not run.hold.in_use()):
        return replace(found, state="lost", message=LOST)
    return found


def start_judging(run: Run, *, side: str) -> None:
    """Judge a run that has weights, in a process that outlives this one.

    Raises
    ------
    RunError
        When the run is live, has no weights yet, or is being judged.
    """
    refuse_unless_judgeable(run)
    with run.hold.acquired():
        refuse_unless_judgeable(run)  # two may have asked at once
        record_lost(run)
        run.hold.expect()
        write_progress(run, Judging(side))
    launch(run.path, "evaluate", run.name, "--side", side)


def judge_side(run: Run, *, side: str) -> dict[str, Any]:
    """Judge a run here and now, telling its progress in its folder; the report.

    Raises
    ------
    RunError
        When the run is live, or another process judges it.
    """
    from core.evaluation import evaluate
    from core.training.checkpoint import Checkpoint

    last = 0.0

    def progress(n_done: int, n_tracks: int) -> None:
        nonlocal last
        if time.monotonic() - last > REPORT_SECONDS:
            last = time.monotonic()
            write_progress(run, Judging(side, "running", n_done, n_tracks))

    refuse_live(run)
    with run.hold.acquired():
        refuse_live(run)  # it may have been resumed meanwhile
        record_lost(run)
        with run.working():
            write_progress(run, Judging(side))
            try:
                report = evaluate(Checkpoint.load(run.path), side=side, progress=progress)
            except Exception as error:
                reason = str(error) if isinstance(error, EarshotError) else repr(error)
                write_progress(run, Judging(side, "failed", message=reason))
                raise
            write_progress(run, Judging(side, "finished", report["n"], report["n"]))
    return report


def refuse_live(run: Run) -> None:
    """RunError for a run that trains or waits to."""
    status = run.status()
    if status.live:
        raise RunError(f"{run.name} is {status.state}. Judge it when it is finished or stopped.")


def refuse_unless_judgeable(run: Run) -> None:
    """RunError for a run that cannot be judged now."""
    refuse_live(run)
    if not (run.path / "model.safetensors").is_file():
        raise RunError(f"{run.name} has no weights yet. Resume it, and judge it when it has some.")
    now = judging(run)
    if now and now.state == "running":
        raise RunError(f"{run.name} is being judged already, on the {now.side} side.")


def record_lost(run: Run) -> None:
    """Write down that a run is lost, before somebody else at work makes it look alive."""
    status = run.status()
    if status.state == "lost":
        run.write_status(**asdict(status))


def write_progress(run: Run, judging: Judging) -> None:
    """Write how far it has come, whole or not at all."""
    values = asdict(judging) | {"updated": time.time()}
    paths.write_whole(run.path / FILE, json.dumps(values, indent=1))
