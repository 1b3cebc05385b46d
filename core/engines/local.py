"""All cores of this machine; nothing needs to be installed for it."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import ModuleType

from core.engines.running import ENGINES, Item, Outcome, n_cores
from core.errors import EarshotError


@ENGINES.register("local")
def on_all_cores(
    work: Callable[[Item], Outcome], items: Sequence[Item], *, n_workers: int = 0, address: str = ""
) -> Iterator[tuple[Item, Outcome]]:
    """Do `work` on each item, in processes of one thread each.

    Whoever stops iterating waits for the items that are being worked on, and for no other. A single
    worker is this process itself, which takes them in their order.
    """
    n_workers = min(n_workers or n_cores(), len(items))
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
    except BrokenProcessPool as error:
        raise EarshotError(
            "A worker was ended from outside, as where memory runs out. Start again with fewer "
            "(--workers): what is done is not done twice."
        ) from error
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
