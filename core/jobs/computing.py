"""What a page waits for: worked out once, in a process of its own that may be stopped.

Its folder tells what was asked for and how far it is, so that a reload, another visitor or a server
that was started anew sees the same.
"""

import contextlib
import hashlib
import json
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from core import paths
from core.errors import EarshotError
from core.jobs.process import launch
from core.registry import Registry
from core.training.hold import Hold

MOST_KEPT = 40  # folders; of those that nobody works on, the oldest go
TELL_SECONDS = 0.3
LOST = "Its process ended without a word."
REQUEST, PROGRESS, STOP = "request.json", "progress.json", "stop"

Tell = Callable[[float], bool]
"""Told the share done, 0 to 1; whether to go on."""
Work = Callable[[dict[str, Any], Path, Tell], None]
"""From a request, and a folder for what comes of it."""

WORKS: Registry[Work] = Registry("computation")


@dataclass(frozen=True)
class Progress:
    """How far a computation is.

    Attributes
    ----------
    state : str
        running, finished, stopped, failed, or lost (its process vanished).
    share : float
        Of the work, 0 to 1.
    message : str
        Why it failed.
    """

    state: str
    share: float = 0.0
    message: str = ""


class Computation:
    """One piece of work, by what is asked for.

    Parameters
    ----------
    kind : str
        Of `WORKS`.
    request : dict
        Plain values for JSON. The same request is the same computation.
    """

    def __init__(self, kind: str, request: dict[str, Any]) -> None:
        self.request = {"kind": kind, **request}
        text = json.dumps(self.request, sort_keys=True)
        self.folder = _folder() / f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:16]}"

    def progress(self) -> Progress | None:
        """How far it is; None where nobody asked for it."""
        try:
            told = Progress(**json.loads((self.folder / PROGRESS).read_text()))
        except (OSError, ValueError, TypeError):
            return None
        if told.state == "running" and not Hold(self.folder).in_use():
            return replace(told, state="lost", message=LOST)
        return told

    def start(self) -> None:
        """Begin it, unless it is under way already."""
        with paths.writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        told = self.progress()
        if told and told.state == "running":
            return
        (self.folder / STOP).unlink(missing_ok=True)
        paths.write_whole(self.folder / REQUEST, json.dumps(self.request))
        Hold(self.folder).expect()
        _tell(self.folder, Progress("running"))
        clear_oldest()
        launch(self.folder, "compute", str(self.folder))

    def stop(self) -> None:
        """Ask it to end; what it has so far is kept."""
        with contextlib.suppress(OSError):
            (self.folder / STOP).touch()


def compute(folder: Path) -> Progress:
    """Do what a folder asks for, here and now; how it ended."""
    last = 0.0

    def tell(share: float) -> bool:
        nonlocal last
        if time.monotonic() - last > TELL_SECONDS:
            last = time.monotonic()
            _tell(folder, Progress("running", share))
        return not (folder / STOP).exists()

    request = json.loads((folder / REQUEST).read_text())
    with Hold(folder).working():
        try:
            _import_works()
            WORKS.get(request["kind"])(request, folder, tell)
            ended = Progress("stopped" if (folder / STOP).exists() else "finished", 1.0)
        except Exception as error:
            reason = str(error) if isinstance(error, EarshotError) else repr(error)
            ended = Progress("failed", message=reason)
        _tell(folder, ended)
    return ended


def clear_oldest(most: int = MOST_KEPT) -> None:
    """Keep at most so many folders; those at work are never touched."""
    known = sorted(_folder().iterdir(), key=lambda folder: folder.stat().st_mtime)
    for folder in known[: max(0, len(known) - most)]:
        if not Hold(folder).in_use():
            shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    return paths.home() / "computed"


def _tell(folder: Path, progress: Progress) -> None:
    paths.write_whole(folder / PROGRESS, json.dumps(asdict(progress)))


def _import_works() -> None:
    from core.jobs import maps  # noqa: F401 - which registers them
