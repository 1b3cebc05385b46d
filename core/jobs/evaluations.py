"""Judging a run on one side of its split, in the background, with its progress in the folder."""

import json
import time
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from core import paths
from core.errors import EarshotError, RunError
from core.jobs.process import launch
from core.training.run import LOST, LOST_AFTER, Results, Run

FILE = "evaluation.json"
TELL_SECONDS = 0.5


@dataclass(frozen=True)
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
    n_done: int = 0
    n_tracks: int = 0
    message: str = ""
    updated: float = 0.0


def judging(results: Results) -> Judging | None:
    """How far judging a run has come; None if nobody asked for it."""
    try:
        found = Judging(**json.loads((results.path / FILE).read_text()))
    except (FileNotFoundError, ValueError, TypeError):
        return None
    if found.state == "running" and time.time() - found.updated > LOST_AFTER:
        return replace(found, state="lost", message=LOST)
    return found


def start_judging(run: Run, *, side: str) -> None:
    """Judge a run that has weights, in a process that outlives this one.

    Raises
    ------
    RunError
        When the run is live, has no weights yet, or is being judged.
    """
    status, now = run.status(), judging(run)
    if status.live:
        raise RunError(f"{run.name} is {status.state}. Judge it when it is finished or stopped.")
    if not (run.path / "model.safetensors").is_file():
        raise RunError(f"{run.name} has no weights yet. Resume it, and judge it when it has some.")
    if now and now.state == "running":
        raise RunError(f"{run.name} is being judged already, on the {now.side} side.")
    tell(run, Judging(side))
    launch(run, "evaluate", run.name, "--side", side)


def judge_side(run: Run, *, side: str) -> dict[str, Any]:
    """Judge a run here and now, telling its progress in its folder; the report."""
    from core.evaluation import evaluate
    from core.training.checkpoint import Checkpoint

    last = 0.0

    def progress(n_done: int, n_tracks: int) -> None:
        nonlocal last
        if time.monotonic() - last > TELL_SECONDS:
            last = time.monotonic()
            tell(run, Judging(side, "running", n_done, n_tracks))

    tell(run, Judging(side))
    try:
        report = evaluate(Checkpoint.load(run.path), side=side, progress=progress)
    except Exception as error:
        reason = str(error) if isinstance(error, EarshotError) else repr(error)
        tell(run, Judging(side, "failed", message=reason))
        raise
    tell(run, Judging(side, "finished", report["n"], report["n"]))
    return report


def tell(run: Run, judging: Judging) -> None:
    """Write how far it has come, whole or not at all."""
    values = asdict(judging) | {"updated": time.time()}
    paths.write_whole(run.path / FILE, json.dumps(values, indent=1))
