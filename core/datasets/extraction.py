"""Features of a whole folder into the cache, on all cores."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from core.datasets.base import Track, track_features
from core.datasets.folder import SOUND_SUFFIXES
from core.errors import DatasetError, EarshotError
from core.features import FeatureSpec

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class Extraction:
    """The work of one folder; iterating does it and yields each file with its error, or ``""``."""

    def __init__(self, files: Sequence[Path], specs: Sequence[FeatureSpec], n_workers: int) -> None:
        self.files, self.specs, self.n_workers = files, tuple(specs), n_workers

    def __len__(self) -> int:
        return len(self.files)

    def __iter__(self) -> Iterator[tuple[Path, str]]:
        work = partial(extract_file, specs=self.specs)
        yield from on_all_cores(work, self.files, n_workers=self.n_workers)


def extract_folder(folder: Path, specs: Sequence[FeatureSpec], *, n_workers: int) -> Extraction:
    """Prepare to compute `specs` of every sound file below `folder`.

    Raises
    ------
    DatasetError
        When there is no sound file, or `folder` is none.
    """
    return Extraction(sound_files(folder), specs, n_workers)


def sound_files(folder: Path) -> list[Path]:
    """Every sound file below `folder`, sorted.

    Raises
    ------
    DatasetError
        When there is none, or `folder` is none.
    """
    if not folder.is_dir():
        raise DatasetError(f"{folder} is not a folder.")
    files = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SOUND_SUFFIXES and not path.is_dir()
    )
    if not files:
        raise DatasetError(f"There is no sound file below {folder}.")
    return files


def on_all_cores(
    work: Callable[[Item], Outcome], items: Sequence[Item], *, n_workers: int
) -> Iterator[tuple[Item, Outcome]]:
    """Do `work` on each item, in processes of one thread each; items and outcomes as they come.

    Whoever stops iterating waits for the items that are being worked on, and for no other. A single
    worker is this process itself.
    """
    n_workers = min(n_workers, len(items))
    if n_workers <= 1:
        yield from ((item, work(item)) for item in items)
        return
    context = get_context("spawn")  # torch and numba do not survive a fork with threads
    pool = ProcessPoolExecutor(n_workers, mp_context=context, initializer=_begin)
    try:
        with _no_script():
            pending = {pool.submit(work, item): item for item in items}
        for done in as_completed(pending):
            yield pending[done], done.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """What a process does first: leave Ctrl-C to its starter, and the other cores to the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ |= {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@contextlib.contextmanager
def _no_script() -> Iterator[None]:
    """Let the processes that are started meanwhile import what they work on, and nothing else.

    A spawned process begins by running the script of its starter again: in a server the whole app,
    elsewhere a script that would extract once more unless it guards against that.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = script


def extract_file(file: Path, specs: Sequence[FeatureSpec]) -> str:
    """Compute and cache one file's features; the error in words, or ``""``."""
    try:
        track_features(Track(file.stem, "", file), specs)
    except EarshotError as error:
        return str(error)
    except OSError as error:  # a link to nowhere, a full disk, a cache that cannot be written
        return f"{error.strerror or error}: {error.filename or file}."
    return ""
