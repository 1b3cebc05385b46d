"""Features of a whole folder into the cache, on all cores."""

import contextlib
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from pathlib import Path
from types import ModuleType

from core.datasets.base import Track, track_features
from core.datasets.folder import SOUND_SUFFIXES
from core.errors import DatasetError, EarshotError
from core.features import FeatureSpec


class Extraction:
    """The work of one folder; iterating does it and yields each file with its error, or ``""``."""

    def __init__(self, files: Sequence[Path], specs: Sequence[FeatureSpec], n_workers: int) -> None:
        self.files, self.specs, self.n_workers = files, tuple(specs), n_workers

    def __len__(self) -> int:
        return len(self.files)

    def __iter__(self) -> Iterator[tuple[Path, str]]:
        context = get_context("spawn")  # torch and numba do not survive a fork with threads
        with ProcessPoolExecutor(self.n_workers, mp_context=context) as pool:
            with _no_script():
                pending = {pool.submit(extract_file, file, self.specs): file for file in self.files}
            for done in as_completed(pending):
                yield pending[done], done.result()


def extract_folder(folder: Path, specs: Sequence[FeatureSpec], *, n_workers: int) -> Extraction:
    """Prepare to compute `specs` of every sound file below `folder`.

    Raises
    ------
    DatasetError
        When there is no sound file, or `folder` is none.
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
    return Extraction(files, specs, n_workers)


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
