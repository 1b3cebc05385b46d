"""Where Earshot keeps things, and how it writes them: whole, or not at all."""

import contextlib
import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

PROJECT = Path(__file__).resolve().parent.parent
UNFINISHED = re.compile(r"\.(?P<name>.+)\.[a-z0-9_]{8}")  # as `whole_file` names what it writes


def home() -> Path:
    """Folder of runs, caches and settings: ``EARSHOT_HOME``, else ``~/.earshot``."""
    return Path(os.environ.get("EARSHOT_HOME") or Path.home() / ".earshot")


def runs() -> Path:
    """Folder that holds one folder per run."""
    return home() / "runs"


def cache() -> Path:
    """Folder of computed features; deleting it loses only time."""
    return home() / "cache"


def checkpoints() -> Path:
    """Folder of the shipped checkpoints."""
    return PROJECT / "checkpoints"


def docs() -> Path:
    """Folder of the results, and of pictures of the app."""
    return PROJECT / "docs"


def recipes() -> Path:
    """Folder of the shipped recipes."""
    return PROJECT / "recipes"


def write_whole(path: Path, data: bytes | str) -> None:
    """Write `data` to `path` so that a reader sees the old file or the new one, never a part."""
    with whole_file(path) as file:
        file.write(data.encode() if isinstance(data, str) else data)


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write, which takes the name `path` when the block ends well, else leaves no trace.

    It is a neighbouring temporary file until then (POSIX ``rename``), so that two processes may
    write at once: the last one wins, whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def clear_unfinished(folder: Path, *, but: str) -> None:
    """Remove what processes that were killed while writing left in `folder`.

    Only for whoever may be sure that nobody writes there, to files other than `but`.
    """
    for path in folder.iterdir():
        unfinished = UNFINISHED.fullmatch(path.name)
        if unfinished and unfinished["name"] != but:
            path.unlink(missing_ok=True)


def is_text(name: str) -> bool:
    """Whether a file's name can be written down; Linux allows any bytes."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
