"""Visitors' music and runs go when nobody used them for long, and the oldest when room is short.

What belongs to whoever runs the server is never touched; but features that were computed, of
whatever music, may be computed again, and are bounded.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from core import jobs
from core.datasets import locations, remove_dataset
from core.datasets.owned import called, owner_of
from core.datasets.zipped import MB, music_of
from core.errors import EarshotError
from core.features.cache import RECENT, make_room
from core.service.owners import n_bytes, owner_of_run
from core.service.settings import Service
from core.training.run import Run, list_runs

logger = logging.getLogger(__name__)

DAY = 24 * 3600


@dataclass(frozen=True)
class Kept:
    """Something of a visitor's: when it was used last (s since 1970), its bytes, its end."""

    what: str
    used: float
    n_bytes: int
    remove: Callable[[], None]


def clean(service: Service, now: float | None = None) -> list[str]:
    """Remove what is too old, then the oldest until all fit; what was removed, in words."""
    now = time.time() if now is None else now
    removed, left = [], sum(each.n_bytes for each in kept())
    for each in sorted(kept(), key=lambda each: each.used):
        old = now - each.used > service.keep_days * DAY
        if not old and left <= service.disk_mb * MB:
            continue
        try:
            each.remove()
        except (EarshotError, OSError) as error:  # somebody has begun to use it
            logger.warning("%s stays: %s", each.what, error)
            continue
        left -= each.n_bytes
        removed.append(f"{each.what}, {'not used for long' if old else 'to make room'}")
        logger.info("Removed %s.", removed[-1])
    return removed


def clean_cache(service: Service, now: float | None = None) -> int:
    """Bound the features on disk; how many bytes were removed.

    What a run may have open, begun but not ended, and what was used within the hour stays.
    """
    now = time.time() if now is None else now
    begun = [run.status().created for run in list_runs() if run.status().live]
    removed = make_room(service.cache_mb * MB, in_use_since=min([now - RECENT, *begun]))
    if removed:
        logger.info("Removed features of %d MB that nobody used for longest.", removed // MB)
    return removed


def kept() -> list[Kept]:
    """Visitors' music and runs, apart from those that are in use."""
    runs = list_runs()
    live = [run for run in runs if run.status().live]
    busy = {_dataset_of(run) for run in live}
    names = [name for name in locations.registered() if owner_of(name) and name not in busy]
    theirs = [run for run in runs if owner_of_run(run) and not run.status().live]
    return [*(_music(name, runs) for name in names), *map(_run, theirs)]


def _music(name: str, runs: list[Run]) -> Kept:
    folder = music_of(name)
    brought = folder.stat().st_mtime if folder.exists() else 0.0
    taught = (run.status().created for run in runs if _dataset_of(run) == name)
    used = max([brought, *taught])
    return Kept(f"music {called(name)}", used, n_bytes(folder), lambda: remove_dataset(name))


def _run(run: Run) -> Kept:
    return Kept(
        f"run {run.name}", run.status().updated, n_bytes(run.path), lambda: jobs.delete(run)
    )


def _dataset_of(run: Run) -> str:
    try:
        return run.recipe.data.dataset
    except (EarshotError, OSError):
        return ""
