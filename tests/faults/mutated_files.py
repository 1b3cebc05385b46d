"""Thousands of files, each spoilt at random, given to whatever reads files of their kind.

    python -m tests.faults.mutated_files --seed 0 --files 10000

Ten formats in turn. A good file has bytes changed, runs cut out, repeated, zeroed or set to what
numbers overflow at, or its end cut off. Held: each is read, or refused with a sentence, within the
time that a decoder is given; nothing raises anything else, hangs, or takes the process along.
"""

import argparse
import io
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psutil

from core import paths
from core.audio import decode
from core.datasets.zipped import unpack
from core.errors import EarshotError
from core.symbolic import example, read_midi, write_midi
from core.tables.reading import read_table
from core.training.checkpoint import FILES, Checkpoint
from tests.audio import sounds
from tests.audio.sounds import LOSSLESS, LOSSY

PATIENCE = 15.0  # s: a decoder is ended after 10
SECONDS = 0.4
CHECKPOINT = "demo-baseline"
EDGES = (b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00")
Read = Callable[[bytes], object]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--files", type=int, default=10_000)
    asked = parser.parse_args()
    chance, process = random.Random(asked.seed), psutil.Process()
    with tempfile.TemporaryDirectory() as folder:
        formats = good_files(Path(folder))
        told, faults, slowest = Counter[tuple[str, str]](), [], 0.0
        for number in range(asked.files):
            name = list(formats)[number % len(formats)]
            data, read = formats[name]
            spoilt = mutated(data, chance)
            began = time.monotonic()
            answer = answered(read, spoilt)
            took = time.monotonic() - began
            slowest = max(slowest, took)
            told[name, answer if answer in ("read", "refused") else "fault"] += 1
            if answer not in ("read", "refused") or took > PATIENCE:
                place = Path(tempfile.gettempdir()) / f"spoilt-{asked.seed}-{number}.{name}"
                place.write_bytes(spoilt)
                faults.append(f"{name} no. {number}: {answer} after {took:.1f} s; kept as {place}")
        n_left = len(process.children(recursive=True))
    for name in formats:
        counts = {answer: told[name, answer] for answer in ("read", "refused", "fault")}
        print(f"{name:12}" + "".join(f"{words} {n:5}   " for words, n in counts.items()))
    print(
        f"\n{asked.files:,} files, the slowest {slowest:.1f} s; at the end "
        f"{process.memory_info().rss / 2**20:,.0f} MB are held, {n_left} processes run beside"
    )
    print("\n".join(faults) or "Each was read, or refused with a sentence.")
    return int(bool(faults))


def good_files(folder: Path) -> dict[str, tuple[bytes, Read]]:
    """A good file of each format, with what reads such files."""
    kinds = ("wav-16", "flac", "mp3", "ogg-vorbis", "m4a", "webm")
    songs = {kind: (encoded(kind), decode) for kind in kinds}
    tables = "".join(f"{i},{i / 7:.3f},{'ab'[i % 2]}\n" for i in range(40))
    return {
        **songs,
        "midi": (write_midi(example("waltz", seconds=4)), read_midi),
        "csv": (f"tempo,level,genre\n{tables}".encode(), lambda raw: read_table(raw, "x.csv")),
        "zip": (zipped(songs["wav-16"][0]), lambda raw: unpacked(raw, folder)),
        "checkpoint": (packed(paths.checkpoints() / CHECKPOINT), lambda raw: loaded(raw, folder)),
    }


def encoded(kind: str) -> bytes:
    """A short melody as a file of this kind."""
    rate = LOSSY[kind][1] if kind in LOSSY else sounds.RATE
    return (LOSSLESS | LOSSY)[kind][0](sounds.melody(SECONDS, rate), rate)


def zipped(song: bytes) -> bytes:
    """Music as a visitor brings it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for label in ("jazz", "rock"):
            archive.writestr(f"{label}/a.wav", song[:2000])
    return file.getvalue()


def unpacked(raw: bytes, folder: Path) -> None:
    """Unpack a zip file, and forget it."""
    shutil.rmtree(unpack(io.BytesIO(raw), folder / "music").folder)


def packed(checkpoint: Path) -> bytes:
    """The files of a checkpoint in a row, with their lengths before them."""
    parts = [(checkpoint / name).read_bytes() for name in FILES]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)


def loaded(raw: bytes, folder: Path) -> None:
    """Write a row of files as a checkpoint, and rebuild its network."""
    place = folder / "checkpoint"
    place.mkdir(exist_ok=True)
    rest = raw
    for name in FILES:
        n = int.from_bytes(rest[:4], "big")
        (place / name).write_bytes(rest[4 : 4 + n])
        rest = rest[4 + n :]
    Checkpoint.load(place).model()


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A few changes at random places; most of them near the beginning, where headers are."""
    spoilt = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not spoilt:
            break
        reach = len(spoilt) if chance.random() < 0.5 else min(len(spoilt), 64)
        at, n = chance.randrange(reach), chance.choice((1, 2, 4, 16, 200))
        change = chance.choice(CHANGES)
        change(spoilt, at, n, chance)
    return bytes(spoilt)


def _flip(data: bytearray, at: int, n: int, chance: random.Random) -> None:
    data[at] ^= 1 << chance.randrange(8)


def _scatter(data: bytearray, at: int, n: int, chance: random.Random) -> None:
    data[at : at + n] = chance.randbytes(n)


def _edge(data: bytearray, at: int, n: int, chance: random.Random) -> None:
    data[at : at + 4] = chance.choice(EDGES)


def _cut(data: bytearray, at: int, n: int, chance: random.Random) -> None:
    del data[at : at + n]


def _repeat(data: bytearray, at: int, n: int, chance: random.Random) -> None:
    data[at:at] = data[at : at + n] * chance.choice((1, 2, 50))


def _end(data: bytearray, at: int, n: int, chance: random.Random) -> None:
    del data[at:]


CHANGES = (_flip, _flip, _scatter, _edge, _cut, _repeat, _end)


def answered(read: Read, data: bytes) -> str:
    """``read``, ``refused``, or what is wrong with the answer."""
    try:
        read(data)
    except EarshotError as error:
        said = str(error)
        return "refused" if said.endswith(".") and "Traceback" not in said else f"says {said!r}"
    except BaseException as error:
        return repr(error)[:300]
    return "read"


if __name__ == "__main__":
    sys.exit(main())
