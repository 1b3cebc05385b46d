"""Training in the background: each run in its own process, one after another."""

from core.jobs.deletion import delete
from core.jobs.evaluations import Judging, judge_side, judging, start_judging
from core.jobs.process import requeue, resume, spawn, start, stop
from core.jobs.queue import waiting
from core.jobs.searching import Search
from core.jobs.series import Series, Worker
from core.jobs.sweeping import Sweep, sweep
from core.jobs.worker import execute, work

__all__ = [
    "Judging", "Search", "Series", "Sweep", "Worker", "delete", "execute", "judge_side", "judging",
    "requeue", "resume", "spawn", "start", "start_judging", "stop", "sweep", "waiting", "work",
]  # fmt: skip
