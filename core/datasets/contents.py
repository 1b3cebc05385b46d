"""What files hold, told by a hash that is computed once: an index by path, size and times."""

import contextlib
import hashlib
import logging
import os
import sqlite3
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

from core import paths

logger = logging.getLogger(__name__)

# A file written this moment may be written again without a new time: file systems count time in
# steps of up to 2 s. Until it has settled it is hashed each time.
SETTLED_NS = 2 * 10**9
WAIT_SECONDS = 30.0  # for another process that writes to the index

DIGITS = 64  # of a SHA-256
COLUMNS = "path BLOB PRIMARY KEY, size INTEGER, changed INTEGER, touched INTEGER, hash TEXT"

Stamp = tuple[bytes, int, int, int]  # path, size, times of the last change of content and of inode


def content_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal; read anew only when its size or a time changed.

    The index lies in the cache. Several processes may use it at once, and where it cannot be used,
    files are simply hashed.

    Raises
    ------
    OSError
        When the file cannot be read.
    """
    stamp = _stamp(path)
    known = _recall(stamp)
    if known:
        return known
    with path.open("rb") as file:
        computed = hashlib.file_digest(file, "sha256").hexdigest()
    if stamp[-1] < time.time_ns() - SETTLED_NS and _stamp(path) == stamp:
        _remember(stamp, computed)
    return computed


def _stamp(path: Path) -> Stamp:
    """What stays the same as long as the file does; copying keeps the first time, not the last."""
    found = path.stat()
    return os.fsencode(path.absolute()), found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _recall(stamp: Stamp) -> str | None:
    where = "path = ? AND (size, changed, touched) = (?, ?, ?)"
    rows = _query(f"SELECT hash FROM contents WHERE {where}", stamp)
    kept = str(rows[0][0]) if rows else ""
    return kept[:DIGITS] if kept == _sealed(stamp, kept[:DIGITS]) else None


def _remember(stamp: Stamp, computed: str) -> None:
    kept = _sealed(stamp, computed)
    _query("REPLACE INTO contents VALUES (?, ?, ?, ?, ?)", (*stamp, kept))


def _sealed(stamp: Stamp, computed: str) -> str:
    """A hash with a checksum of its row behind it: SQLite does not notice what a disk spoils."""
    return f"{computed}{zlib.crc32(repr((stamp, computed)).encode()):08x}"


def _query(question: str, values: Sequence[object]) -> list[tuple[str]]:
    """Rows of the index; what goes wrong with it is told in the log and costs only time."""
    file = paths.cache() / "contents.sqlite3"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(file, WAIT_SECONDS, isolation_level=None)) as index:
            index.execute("PRAGMA synchronous = OFF")  # whoever loses it loses only time
            index.execute(f"CREATE TABLE IF NOT EXISTS contents ({COLUMNS})")
            return index.execute(question, values).fetchall()
    except (sqlite3.OperationalError, OSError) as error:  # a disk that is full or read-only
        logger.warning("Hashing without the index %s: %s", file, error)
    except sqlite3.DatabaseError as error:
        logger.warning("Making the index %s anew: %s", file, error)
        file.unlink(missing_ok=True)
    return []
