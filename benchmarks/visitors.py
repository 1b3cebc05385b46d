"""A server for many, by the protocol that browsers speak: how long visitors wait, and for what.

    python -m benchmarks.visitors                  # 100 visitors, four page runs each, 25 uploads
    python -m benchmarks.visitors --visitors 20 --uploads 5 --seed 1

Two servers are started one after the other, each with a data folder of its own. On the first one
visitor looks at every page twice, and once more while a training goes on beside it. On the second,
which nobody has used, everybody comes at once and goes from page to page without a pause; some
first bring a song of half a minute. Printed are seconds by the clock and seconds of processor time,
the largest memory of the server with all its processes, and every error that a visitor saw or the
server wrote down. The run fails where one of the limits is broken.

Memory is all that the server has in it (RSS), its libraries included though other programs on the
machine may have the same ones open; its decoders, which are forked from one another, add what they
share divided by how many share it (PSS), so that it counts once.
"""

import argparse
import asyncio
import contextlib
import io
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import psutil
import soundfile

from benchmarks.streamlit_client import Seen, Visitor
from core import paths
from core.audio import SAMPLE_RATE
from core.demo_music import make_song

SECOND_LOOK = 0.5  # s, beside a training
MEMORY = 2 * 2**30
SONG_SECONDS = 30.0
SLOW = 8  # pages are told that visitors waited longest for
EVERY = 2.0  # s between looks at the memory


@dataclass
class Server:
    """A server with a data folder of its own, and what it used."""

    address: str
    process: psutil.Process
    log: Path
    most: int = 0  # bytes of memory

    def cpu_seconds(self) -> float:
        """Processor time of the server and its processes, ended ones included."""
        used = 0.0
        for each in self._processes():
            with contextlib.suppress(psutil.Error):
                times = each.cpu_times()
                used += times.user + times.system + times.children_user + times.children_system
        return used

    def watch(self, over: threading.Event) -> None:
        """Note the most memory that it holds; what its processes share is counted once."""
        while not over.wait(EVERY):
            held = 0
            for each in self._processes():
                with contextlib.suppress(psutil.Error):
                    alone = each == self.process
                    held += each.memory_info().rss if alone else each.memory_full_info().pss
            self.most = max(self.most, held)

    def tracebacks(self) -> int:
        """How many the server wrote to its log."""
        return self.log.read_text().count("Traceback (most recent call last)")

    def _processes(self) -> list[psutil.Process]:
        with contextlib.suppress(psutil.Error):
            return [self.process, *self.process.children(recursive=True)]
        return []


@dataclass
class Looks:
    """Page runs: seconds by the clock, by page; and what went wrong."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)

    def all(self) -> list[float]:
        """Of every page."""
        return [each for page in self.seconds.values() for each in page]

    @contextlib.contextmanager
    def timed(self, page: str) -> Iterator[Seen]:
        """Time a page run; whatever breaks it is an error of that page."""
        began, seen = time.monotonic(), Seen()
        try:
            yield seen
        except Exception as error:
            seen.errors.append(repr(error))
        self.seconds[page].append(time.monotonic() - began)
        self.errors += [f"{page or 'listen'}: {error}" for error in seen.errors]


def main() -> int:
    asked = arguments()
    faults = []
    with tempfile.TemporaryDirectory() as folder:
        if not asked.crowd:
            with serving(Path(folder) / "quiet") as server:
                faults += asyncio.run(alone(server))
        if not asked.alone:
            with serving(Path(folder) / "crowd") as server:
                faults += asyncio.run(together(server, asked))
    print("\n" + ("\n".join(faults) or "Every limit is kept."))
    return int(bool(faults))


def arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--visitors", type=int, default=100)
    parser.add_argument("--runs", type=int, default=4, help="page runs of each visitor")
    parser.add_argument("--uploads", type=int, default=25, help="visitors who bring a song first")
    parser.add_argument("--alone", action="store_true", help="one visitor, and no crowd")
    parser.add_argument("--crowd", action="store_true", help="the crowd alone")
    parser.add_argument("--seed", type=int, default=0, help="who looks at which pages")
    return parser.parse_args()


@contextlib.contextmanager
def serving(home: Path, *options: str, port: int = 0) -> Iterator[Server]:
    """A server for others, on a free port where none is given; ended afterwards."""
    home.mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", port))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "pages.shared.serve", f"--server.port={port}"]
    command += ["--server.address=127.0.0.1", "--server.headless=true", *options]
    settings = os.environ | {"EARSHOT_HOME": str(home), "EARSHOT_PUBLIC": "1"}
    log, over = home / "server.log", threading.Event()
    began = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=paths.PROJECT, env=settings, stdout=out, stderr=subprocess.STDOUT
        )
    try:
        server = Server(f"127.0.0.1:{port}", psutil.Process(process.pid), log)
        wait_for(server)
        print(f"\nA server that nobody has used: listens after {time.monotonic() - began:.1f} s")
        threading.Thread(target=server.watch, args=(over,), daemon=True).start()
        yield server
    finally:
        over.set()
        process.terminate()
        process.wait()


def wait_for(server: Server) -> None:
    """Until it answers."""
    for _ in range(3000):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(f"http://{server.address}/_stcore/health").close()
            return
        time.sleep(0.1)
    raise SystemExit(f"The server does not start:\n{server.log.read_text()}")


async def alone(server: Server) -> list[str]:
    """One visitor: a first and a second look at each page, and a third beside a training."""
    async with Visitor(server.address) as visitor:
        looks = Looks()
        with looks.timed(""):
            await visitor.open()
        print(f"Its first page: {looks.all()[0]:.1f} s")
        pages = list(visitor.pages)
        rounds = [await each_page(server, pages), await each_page(server, pages)]
        with training(server):
            rounds.append(await each_page(server, pages))
    (first, _), (second, _), (beside, _) = rounds
    head = f"{'page':20}{'first look':>14}{'second':>14}{'beside a training':>20}"
    print(f"\n{head}   s (processor s)")
    for page in pages:
        cells = [f"{looks.seconds[page][0]:.2f} ({cpu[page]:.2f})" for looks, cpu in rounds]
        print(f"{page or 'listen':20}{cells[0]:>14}{cells[1]:>14}{cells[2]:>20}")
    for name, looks in (("first", first), ("second", second), ("beside a training", beside)):
        print(
            f"{name}: median {statistics.median(looks.all()):.2f} s, worst {max(looks.all()):.2f}"
        )
    slow = [page or "listen" for page in pages if beside.seconds[page][0] > SECOND_LOOK]
    faults = [f"A second look beside a training is over {SECOND_LOOK} s: {', '.join(slow)}"]
    return (faults if slow else []) + first.errors + second.errors + beside.errors


async def each_page(server: Server, pages: list[str]) -> tuple[Looks, dict[str, float]]:
    """Somebody new goes through all pages; the time of each, and its processor time."""
    looks, cpu = Looks(), {}
    async with Visitor(server.address) as visitor:
        await visitor.open()  # who comes has seen the first page
        for page in pages:
            before = server.cpu_seconds()
            with looks.timed(page) as seen:
                seen.errors += (await visitor.open(page)).errors
            cpu[page] = server.cpu_seconds() - before
            print(f"  {page or 'listen'}: {looks.seconds[page][0]:.2f} s", file=sys.stderr)
    return looks, cpu


@contextlib.contextmanager
def training(server: Server) -> Iterator[None]:
    """A training that goes on beside the server, as one that a page has started."""
    os.environ["EARSHOT_HOME"] = str(server.log.parent)
    from core import jobs
    from tests import tiny

    tiny.add_songs(server.log.parent / "songs")
    run = jobs.start(tiny.cnn(training={"epochs": 10_000}))
    while run.status().epoch < 1:
        if not run.status().live:
            raise SystemExit(f"The training ended: {run.status().message}")
        time.sleep(0.5)
    try:
        yield
    finally:
        jobs.stop(run)
        while run.status().live:
            time.sleep(0.2)


async def together(server: Server, asked: argparse.Namespace) -> list[str]:
    """Everybody at once; what was measured is printed, what broke a limit returned."""
    chance = random.Random(asked.seed)
    async with Visitor(server.address) as first:
        await first.open()
        pages = list(first.pages)
    looks, uploads = Looks(), Looks()
    songs = [song(i) for i in range(asked.uploads)] + [b""] * (asked.visitors - asked.uploads)
    walks = [chance.choices(pages, k=asked.runs) for _ in songs]
    began, before = time.monotonic(), server.cpu_seconds()
    async with asyncio.TaskGroup() as group:
        for walk, brought in zip(walks, songs, strict=True):
            group.create_task(visit(server.address, walk, brought, looks, uploads))
    cpu, n_runs = server.cpu_seconds() - before, len(looks.all()) + len(uploads.all())
    print(
        f"\n{asked.visitors} visitors at once, {n_runs} page runs of which {asked.uploads} with an "
        f"upload: {time.monotonic() - began:.0f} s, {cpu:.0f} s of processor, "
        f"{cpu / n_runs:.2f} s a run; {server.most / 2**20:,.0f} MB at most; "
        f"load {os.getloadavg()[0]:.1f} of {os.cpu_count()} cores"
    )
    for name, of in (("page runs", looks), ("uploads", uploads)):
        if waits := of.all():
            print(f"{name}: median {statistics.median(waits):.1f} s, worst {max(waits):.1f} s")
    slow = sorted(looks.seconds, key=lambda page: -statistics.median(looks.seconds[page]))[:SLOW]
    for page in slow:
        waits = looks.seconds[page]
        middle, name = statistics.median(waits), page or "listen"
        print(f"  {name:20} {len(waits):3} runs, median {middle:5.1f} s, worst {max(waits):5.1f} s")
    faults = looks.errors + uploads.errors
    if server.most > MEMORY:
        faults.append(f"The server held {server.most / 2**20:,.0f} MB; {MEMORY / 2**20:,.0f} may.")
    if n := server.tracebacks():
        faults.append(f"The server wrote {n} tracebacks:\n{server.log.read_text()[-3000:]}")
    return faults


async def visit(
    address: str, walk: list[str], brought: bytes, looks: Looks, uploads: Looks
) -> None:
    """One visitor: a song, if there is one to bring, then one page after another."""
    async with Visitor(address) as visitor:
        if brought:
            with uploads.timed("") as seen:
                chooser = (await visitor.open()).uploaders[0]
                seen.errors += (await visitor.upload(chooser, "song.wav", brought)).errors
        for page in walk:
            with looks.timed(page) as seen:
                seen.errors += (await visitor.open(page)).errors


def song(i: int) -> bytes:
    """A WAV file of half a minute that no other visitor has."""
    y = np.roll(make_song("club", 1, seconds=SONG_SECONDS), 997 * i)
    file = io.BytesIO()
    soundfile.write(file, y, SAMPLE_RATE, format="WAV")
    return file.getvalue()


if __name__ == "__main__":
    sys.exit(main())
