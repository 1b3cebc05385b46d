"""Who works on a run: one process at a time, known by a lock that the system frees when it dies.

Folders may be shared by machines, and a lock is seen on its own machine only. So whoever works also
gives signs of life that name the machine: where that is this one, the lock alone tells the truth;
of another one, or of a process that is only about to begin, signs of life have to do.
"""

import contextlib
import fcntl
import os
import platform
import threading
import time
from collections.abc import Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from filelock import FileLock, Timeout

from core import paths
from core.errors import RunError

LOST_AFTER = 30.0  # s without a sign of life from elsewhere
BEAT_SECONDS = 2.0
# A look at a lock takes microseconds, and a request to resume, judge or delete some milliseconds;
# whoever comes to work waits for them.
PATIENCE_SECONDS = 3.0
BOOT = Path("/proc/sys/kernel/random/boot_id")  # one per start of a Linux kernel


class Hold:
    """The hold on one folder.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._working = False

    @cached_property
    def _lock(self) -> FileLock:
        return FileLock(self.folder / ".working.lock")

    @property
    def _heartbeat(self) -> Path:
        return self.folder / "heartbeat"

    @contextlib.contextmanager
    def acquired(self, patience: float = PATIENCE_SECONDS) -> Iterator[None]:
        """Keep everybody else on this machine from working on it.

        Raises
        ------
        RunError
            When somebody else holds it for longer than `patience`, in s, or the folder is gone.
        StorageError
            When the disk does not take the lock.
        """
        if not self.folder.is_dir():  # which the lock would make anew
            raise RunError(f"There is no run {self.folder.name!r} any more.")
        try:
            with paths.writing(self._lock_file):
                self._lock.acquire(timeout=patience)
        except Timeout:
            raise RunError(
                f"Another process is still at work on {self.folder.name}. "
                "Wait until it is done, or stop it."
            ) from None
        try:
            yield
        finally:
            self._lock.release()

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        """Take it, and give signs of life from a thread.

        Raises
        ------
        RunError
            As `acquired` does.
        """
        if self._working:
            yield
            return
        over = threading.Event()
        with self.acquired():
            self._working = True
            self._sign(this_machine() if locked(self._lock_file) is not None else "")
            threading.Thread(target=self._beat, args=(over,), daemon=True).start()
            try:
                yield
            finally:
                over.set()
                self._working = False
                self._heartbeat.unlink(missing_ok=True)  # whoever looks from elsewhere sees the end

    def in_use(self) -> bool:
        """Whether somebody works on it or is about to; who only has it `acquired` is not."""
        if self._working:
            return True
        if not self._lock.is_locked and locked(self._lock_file):
            return True
        if self._signed() == this_machine():
            return False
        return abs(time.time() - self.last_beat()) <= LOST_AFTER  # a clock may have been set back

    def expect(self) -> None:
        """A sign of life on behalf of a process that will be at work in a moment."""
        self._sign("")

    def last_beat(self) -> float:
        """Time of the last sign of life, seconds since 1970."""
        try:
            return self._heartbeat.stat().st_mtime
        except OSError:
            return 0.0

    @property
    def _lock_file(self) -> Path:
        return Path(self._lock.lock_file)

    def _beat(self, over: threading.Event) -> None:
        while not over.wait(BEAT_SECONDS):
            with contextlib.suppress(OSError):
                os.utime(self._heartbeat)

    def _sign(self, machine: str) -> None:
        paths.write_whole(self._heartbeat, machine)

    def _signed(self) -> str:
        """The machine that gave the last sign of life; empty where one is only expected."""
        try:
            return self._heartbeat.read_text()
        except (OSError, ValueError):
            return ""


def locked(file: Path) -> bool | None:
    """Whether a process of this machine holds the lock `file`; None where the disk has no locks.

    Readers share their look, so that no two of them take one another for a holder.
    """
    try:
        handle = os.open(file, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return None
    finally:
        os.close(handle)  # which gives a shared lock back
    return False


@lru_cache(maxsize=1)
def this_machine() -> str:
    """What tells this machine from others, and where known one start of it from the next."""
    try:
        return BOOT.read_text().strip()
    except OSError:
        return platform.node()
