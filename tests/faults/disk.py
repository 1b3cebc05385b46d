"""The disk becomes full in the middle of each kind of write, or takes none at all.

    python -m tests.faults.disk --seed 0 --rounds 10

How much room is left is drawn by chance, below what the write takes; read-only is once for each.
Held: an error in words that says what to do, nothing half-written beside what was there, every
earlier file as it was, and once the disk takes it again the same write succeeds. Needs Linux and
root (for a small disk in memory).
"""

import argparse
import logging
import os
import random
import re
import sys
import tempfile
from pathlib import Path

from core import paths
from core.datasets import locations
from core.errors import EarshotError
from tests import tiny
from tests.faults.small_disk import FILLER, Disk, room, small_disk
from tests.faults.writes import WRITES, Write

MEGABYTES = 24
REMEDY = re.compile("[Mm]ake room|[Ll]et it be written")
# What is no data: signs of life, locks, logs, and an index that is made anew when it is damaged.
PASSED = re.compile(
    r"heartbeat|\..*\.lock|log\.txt|contents\.sqlite3(-journal)?|" + re.escape(FILLER)
)
GROWS = re.compile(  # what a training adds to as it goes
    r"status\.json|history\.csv|last\.pt|model\.safetensors|checkpoint\.json|split\.parquet"
    r"|machines?\.json|.*\.npy"
    r"|[\w-]+\.(txn|lance)"  # of which no manifest speaks; the library's next tidying takes them
)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=10)
    asked = parser.parse_args()
    logging.disable()
    chance, faults, n_refused = random.Random(asked.seed), [], 0
    with tempfile.TemporaryDirectory() as folder:
        songs = tiny.write_songs(Path(folder) / "songs")
        for name, write in WRITES.items():
            needed, messages = taken(write, songs), []
            for left in [*(room(chance, needed) for _ in range(asked.rounds)), None]:
                with small_disk(MEGABYTES) as disk:
                    found, message = refused(disk, write, left, songs)
                messages.append(message)
                faults += [f"{name}: {fault}" for fault in found]
            n_refused += sum(map(bool, messages))
            print(f"{name}\n  full: {max(messages[:-1])}\n  read-only: {messages[-1]}", flush=True)
    n = len(WRITES) * (asked.rounds + 1)
    print(f"\n{len(WRITES)} kinds of write, {n} writes, of which {n_refused} were refused.")
    print("\n".join(faults) or "Nothing half-written, nothing lost, every refusal in words.")
    return int(bool(faults))


def taken(write: Write, songs: Path) -> int:
    """Bytes that a write takes where there is room."""
    with small_disk(MEGABYTES) as disk:
        ready(disk, write, songs)
        before = disk.used()
        write.do()
        return disk.used() - before


def refused(disk: Disk, write: Write, left: int | None, songs: Path) -> tuple[list[str], str]:
    """What was wrong with a write, and the words that told that it was refused.

    The disk has so many bytes left; None is read-only.
    """
    ready(disk, write, songs)
    there = disk.content(passed_over)
    faults, message = [], ""
    with disk.read_only() if left is None else disk.full(left):
        try:
            write.do()
        except EarshotError as error:
            message = str(error)
            if not REMEDY.search(message):
                faults.append(f"does not say what to do: {message}")
        except BaseException as error:
            message = repr(error)
            faults.append(f"raw: {message[:300]}")
        if message:
            faults += changes(disk, there)
    if message:
        try:
            write.do()
        except BaseException as error:
            faults.append(f"fails though the disk takes it again: {error!r}")
    return faults, message


def ready(disk: Disk, write: Write, songs: Path) -> None:
    """A home on the disk with what the write needs."""
    os.environ["EARSHOT_HOME"] = str(disk.folder / "home")
    locations.add("tiny", songs)
    write.before()


def changes(disk: Disk, there: dict[str, bytes]) -> list[str]:
    """What a refused write left, or took."""
    now = disk.content(passed_over)
    lost = [name for name, held in there.items() if now.get(name) != held and not grows(name)]
    half = [name for name in now.keys() - there.keys() if not grows(name)]
    half += [name for name in now if paths.UNFINISHED.fullmatch(Path(name).name)]
    return [f"changed {name}" for name in lost] + [f"left {name}" for name in half]


def passed_over(name: str) -> bool:
    return bool(PASSED.fullmatch(name))


def grows(name: str) -> bool:
    return bool(GROWS.fullmatch(Path(name).name))


if __name__ == "__main__":
    sys.exit(main())
