"""A disk of a few megabytes, which can be filled or made read-only. Needs Linux and root."""

import contextlib
import os
import random
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

BLOCK = 4096
FILLER = ".filler"


@dataclass(frozen=True)
class Disk:
    """A file system of its own below `folder`."""

    folder: Path

    def used(self) -> int:
        """Bytes that are taken."""
        return shutil.disk_usage(self.folder).used

    @contextlib.contextmanager
    def full(self, left: int) -> Iterator[None]:
        """Leave so many bytes free for a while."""
        free = shutil.disk_usage(self.folder).free
        with (self.folder / FILLER).open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(BLOCK, free - left))
        yield
        (self.folder / FILLER).unlink()

    @contextlib.contextmanager
    def read_only(self) -> Iterator[None]:
        """Let it not be written to for a while."""
        self._remount("ro")
        yield
        self._remount("rw")

    def _remount(self, mode: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{mode}", str(self.folder)], check=True)

    def content(self, passed_over: Callable[[str], bool]) -> dict[str, bytes]:
        """Every file with what it holds, apart from those whose name is passed over."""
        files = [file for file in self.folder.rglob("*") if file.is_file()]
        return {
            str(file.relative_to(self.folder)): file.read_bytes()
            for file in files
            if not passed_over(file.name)
        }


@contextlib.contextmanager
def small_disk(megabytes: int) -> Iterator[Disk]:
    """A disk in memory, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        options = ["-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
        try:
            subprocess.run(["mount", *options], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise SystemExit(f"A disk of its own needs Linux and root: {error}") from error
        try:
            yield Disk(Path(folder))
        finally:
            subprocess.run(["umount", "-l", folder], check=True)


def room(chance: random.Random, needed: int) -> int:
    """Some bytes fewer than needed, in whole blocks."""
    return BLOCK * chance.randrange(max(1, needed // BLOCK))
