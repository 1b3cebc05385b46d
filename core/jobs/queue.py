"""The queue: one run trains at a time, first come, first served."""

import contextlib
import logging
import time
from collections.abc import Iterator

from filelock import FileLock, Timeout

from core import paths
from core.training.run import Run, list_runs

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.5


def waiting() -> list[Run]:
    """The queued runs in the order in which they will train."""
    queued = [(run.status(), run) for run in list_runs()]
    ordered = sorted((s.queued, run.name, run) for s, run in queued if s.state == "queued")
    return [run for *_, run in ordered]


@contextlib.contextmanager
def training_slot(run: Run) -> Iterator[bool]:
    """Hold the one place to train, as soon as it is `run`'s. False if asked to stop waiting.

    A process that dies frees its place, and a run whose process died waiting is passed over.
    """
    place = FileLock(paths.runs() / ".training.lock")
    announced = False
    while not run.stop_asked():
        if next(iter(waiting()), run).name == run.name:
            try:
                with place.acquire(timeout=0):
                    yield True
                    return
            except Timeout:
                pass
        if not announced:
            logger.info("Waiting for its turn.")
            announced = True
        time.sleep(POLL_SECONDS)
    yield False
