"""Adding songs to the library: resumable, on all cores, with its progress in a file.

What is known by its content is not described again, so that a run that was killed goes on where it
was. One process adds at a time; whoever else looks reads how far it has come.
"""

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from pydantic import ConfigDict, TypeAdapter
from pydantic.dataclasses import dataclass

from core import paths
from core.audio import SAMPLE_RATE, Audio, decode_file
from core.datasets import Track
from core.datasets.extraction import on_all_cores
from core.datasets.folder import NO_TEXT
from core.errors import DatasetError, EarshotError, RunError
from core.jobs.process import launch
from core.jobs.worker import stopping_on_signals
from core.library.description import Description, describe
from core.library.scanning import Changes, Known, compare, identified, tracks_of, written
from core.library.store import Entry, Library, by_id
from core.training.hold import Hold

FILE = "building.json"
FLUSH_SECONDS = 5.0  # so much work is lost at most when the process is killed
TELL_SECONDS = 0.5
WORTH_A_PROCESS = 8  # songs: one takes half a second or so, the libraries of a process five
LOST = "Its process ended without a word. Start it again: it goes on where it was."
Progress = Callable[["Building"], None]


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class Building:
    """How far adding a source has come.

    Attributes
    ----------
    source : str
        A folder, or the name of a dataset.
    state : str
        ``looking`` through files, ``describing`` songs, then ``finished``, ``stopped``, ``failed``
        or ``lost`` (its process vanished).
    n_done, n_songs : int
        Files looked through, or songs described, and of how many.
    n_unreadable, n_known, n_moved, n_changed, n_vanished, n_copies : int
        What became of the files: see `core.library.scanning.Changes`.
    message : str
        Why it failed.
    updated : float
        Seconds since 1970.
    """

    source: str
    state: Literal["looking", "describing", "finished", "stopped", "failed", "lost"] = "looking"
    n_done: int = 0
    n_songs: int = 0
    n_unreadable: int = 0
    n_known: int = 0
    n_moved: int = 0
    n_changed: int = 0
    n_vanished: int = 0
    n_copies: int = 0
    message: str = ""
    updated: float = 0.0

    @property
    def live(self) -> bool:
        """Whether somebody is at work on it."""
        return self.state in ("looking", "describing")


def folder() -> Path:
    """Where the library lies, with the state of who adds to it."""
    return paths.home() / "library"


def building() -> Building | None:
    """How far adding has come, or how it ended; None if nobody ever asked for it."""
    try:
        text = json.loads((folder() / FILE).read_text())
        found = TypeAdapter(Building).validate_python(text)
    except (OSError, ValueError, RecursionError):  # pydantic's too
        return None
    if found.live and not Hold(folder()).in_use():
        return replace(found, state="lost", message=LOST)
    return found


def start(source: str) -> None:
    """Add a source in a process that outlives this one.

    Raises
    ------
    RunError
        When another one is being added.
    """
    now = building()
    if now and now.live:
        raise RunError(f"{now.source} is being added. Wait until it is done, or stop it.")
    hold = _hold()
    with hold.acquired():
        _write(Building(source))
        hold.expect()
    launch(folder(), "library", "add", source)


def stop() -> None:
    """Ask whoever adds to stop; within seconds they do, and keep what there is."""
    (folder() / "stop").touch()


def add(
    source: str,
    *,
    n_workers: int = 0,
    library: Library | None = None,
    progress: Progress = lambda now: None,
) -> Building:
    """Bring the library up to what a folder or a dataset holds; how that ended.

    Parameters
    ----------
    source : str
        A folder, looked through with all below it, or the name of a dataset that is here.
    n_workers : int
        Processes; 0 is one per core, where there is enough to do for it.
    library : Library, optional
        That of the network that listens by default.
    progress : callable
        Told how far it has come.

    Raises
    ------
    EarshotError
        Where the source cannot be read, or another process is adding.
    """
    stop_file = folder() / "stop"
    with _hold().working(), stopping_on_signals(stop_file.touch):
        stop_file.unlink(missing_ok=True)
        work = _Adding(source, library or Library(), stop_file.exists, progress)
        try:
            return work.run(n_workers)
        except Exception as error:
            reason = str(error) if isinstance(error, EarshotError) else repr(error)
            work.tell(state="failed", message=reason, now=True)
            raise


class _Adding:
    """One source on its way into a library."""

    def __init__(
        self, source: str, library: Library, stopped: Callable[[], bool], progress: Progress
    ) -> None:
        self.source = str(Path(source).resolve()) if os.path.isdir(source) else source
        self.library, self.stopped, self.progress = library, stopped, progress
        self.now, self.told = Building(self.source), 0.0

    def tell(self, *, now: bool = False, **values: object) -> None:
        """Take up how far it has come; written twice a second, and at once where that is asked."""
        self.now = replace(self.now, **values)
        if now or time.monotonic() - self.told > TELL_SECONDS:
            self.told = time.monotonic()
            _write(self.now)
            self.progress(self.now)

    def run(self, n_workers: int) -> Building:
        """All of it."""
        self.tell(now=True)
        found = self.look()
        if not self.stopped():  # of a part of the files nobody can say what has vanished
            changes = compare(found, _known(self.library), self.source)
            self.apply(changes)
            self.describe(changes.new, n_workers)
            self.library.tidy()
        self.tell(now=True, state="stopped" if self.stopped() else "finished")
        return self.now

    def look(self) -> list[tuple[str, Track]]:
        """The source's files with their ids, unless it is stopped before."""
        tracks, found = tracks_of(self.source), []
        for each in identified(tracks):
            if self.stopped():
                break
            found.append(each)
            self.tell(n_done=len(found), n_songs=len(tracks))
        return found

    def apply(self, changes: Changes) -> None:
        """What needs no listening: files that moved, vanished or were written anew."""
        library = self.library
        if changes.moved:
            entries = library.entries(by_id(list(changes.moved)))
            library.put(replace(e, path=changes.moved[e.id], missing=False) for e in entries)
        if changes.vanished:
            library.table.update(by_id(changes.vanished), {"missing": True})
        if changes.replaced:
            library.remove(by_id(changes.replaced))
        self.tell(
            now=True,
            state="describing",
            n_done=0,
            n_songs=len(changes.new),
            n_known=changes.n_known,
            n_moved=len(changes.moved),
            n_changed=len(changes.replaced),
            n_vanished=len(changes.vanished),
            n_copies=changes.n_copies,
        )

    def describe(self, new: tuple[tuple[str, Track], ...], n_workers: int) -> None:
        """Describe what is new, and keep it every `FLUSH_SECONDS`."""
        work = partial(describe_track, network=self.library.network)
        n_workers = n_workers or min(os.cpu_count() or 1, len(new) // WORTH_A_PROCESS)
        waiting: list[Entry] = []
        kept = time.monotonic()
        for (song_id, track), found in on_all_cores(work, new, n_workers=n_workers):
            waiting.append(_entry(song_id, track, self.source, found))
            failed = self.now.n_unreadable + bool(found.error)
            self.tell(n_done=self.now.n_done + 1, n_unreadable=failed)
            if time.monotonic() - kept > FLUSH_SECONDS:
                self.library.put(waiting)
                waiting, kept = [], time.monotonic()
            if self.stopped():
                break
        self.library.put(waiting)


def describe_track(item: tuple[str, Track], network: str) -> Description:
    """Describe the file of a track, which is decoded in a process of its own."""
    _, track = item
    return describe(partial(_sound, track), network)


def _sound(track: Track) -> Audio:
    path = track.path or Path()
    if not paths.is_text(str(path)):
        raise DatasetError(NO_TEXT)
    return decode_file(path, sample_rate=SAMPLE_RATE, mono=True)


def _entry(song_id: str, track: Track, source: str, found: Description) -> Entry:
    """A description with its place; what a dataset knows of a song goes before its tags."""
    values: dict[str, Any] = vars(found) | {
        "artist": track.artist or found.artist,
        "title": track.title or found.title,
    }
    return Entry(
        **values, id=song_id, path=written(track), source=source, track_id=track.id,
        label=track.label,
    )  # fmt: skip


def _known(library: Library) -> dict[str, Known]:
    rows = library.places().to_pylist()
    return {row.pop("id"): Known(**row) for row in rows}


def _hold() -> Hold:
    folder().mkdir(parents=True, exist_ok=True)
    return Hold(folder())


def _write(now: Building) -> None:
    values = asdict(now) | {"updated": time.time()}
    paths.write_whole(folder() / FILE, json.dumps(values, indent=1))
