"""Where Earshot keeps things, and how it writes them: whole, or not at all."""

import contextlib
import errno
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from core.errors import StorageError

PROJECT = Path(__file__).resolve().parent.parent
ROOM = "Make room on its disk"
RIGHTS = "Let it be written, or set EARSHOT_HOME to a folder that can be"
REMEDIES = {
    errno.ENOSPC: ROOM,
    errno.EDQUOT: ROOM,
    errno.EROFS: RIGHTS,
    errno.EACCES: RIGHTS,
    errno.EPERM: RIGHTS,
}
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

    Raises
    ------
    StorageError
        When the disk does not take it; whatever was at `path` is still there.
    """
    with writing(path):
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


@contextlib.contextmanager
def writing(path: Path) -> Iterator[None]:
    r"""Say in words why the disk does not take what is written to `path`, and what helps.

    Raises
    ------
    StorageError
        For any error of the system but that of waiting in vain.

    Examples
    --------
    >>> try:
    ...     with writing(Path("/data/runs/report.json")):
    ...         raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    ... except StorageError as error:
    ...     print(*str(error).split(". "), sep="\n")
    report.json cannot be written into 'runs': no space left on device
    Make room on its disk, then try again; what was there before is as it was.
    """
    try:
        yield
    except (StorageError, TimeoutError):  # a lock that somebody holds is no fault of the disk
        raise
    except OSError as error:
        reason = error.strerror or f"the disk took a part of it ({error})"  # NumPy gives no number
        remedy = REMEDIES.get(error.errno or errno.ENOSPC, "Look at its disk")
        told = StorageError(
            f"{path.name} cannot be written into {path.parent.name!r}: "
            f"{reason[:1].lower()}{reason[1:]}. "
            f"{remedy}, then try again; what was there before is as it was."
        )
        told.errno = error.errno
        raise told from error


def new_folder(parent: Path, name: str) -> Path:
    """A folder that nobody else has; its name begins with the time and ends with `name`.

    Raises
    ------
    StorageError
        When the disk does not take it.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    path, n = parent / f"{stamp}-{name}", 1
    with writing(path):
        while True:
            try:
                path.mkdir(parents=True)
                return path
            except FileExistsError:
                n += 1
                path = parent / f"{stamp}-{name}-{n}"


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
