"""The registry of engines, and the one function that runs work on any of them."""

import os
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from core.registry import Registry

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")


class Engine(Protocol):
    """Does `work` on each item, in any order; yields each item with its outcome as they come.

    An item whose process or machine dies is worked on again, so `work` must bear being called
    twice. Whoever stops iterating ends what is under way. `address` is that of a cluster, or empty.
    """

    def __call__(
        self,
        work: Callable[[Any], Any],
        items: Sequence[Any],
        *,
        n_workers: int,
        address: str,
    ) -> Iterator[tuple[Any, Any]]: ...


ENGINES: Registry[Engine] = Registry("engine")


def run(
    work: Callable[[Item], Outcome],
    items: Sequence[Item],
    *,
    on: str = "local",
    n_workers: int = 0,
) -> Iterator[tuple[Item, Outcome]]:
    """Do `work` on each item; items and outcomes as they come.

    Parameters
    ----------
    work : callable
        A function of a module, or an object of a class of one: other processes import it.
    items : sequence
    on : str
        The name of an engine, or the address of a Ray cluster (``HOST:PORT``, ``ray://HOST:PORT``).
    n_workers : int
        Items worked on at a time; 0 is as many as there are cores.

    Raises
    ------
    EarshotError
        For an engine that is not known, or that something must be installed for.

    Examples
    --------
    >>> sorted(run(len, ["a", "bcd"], n_workers=1))
    [('a', 1), ('bcd', 3)]
    """
    engine, address = engine_of(on)
    yield from engine(work, items, n_workers=n_workers, address=address)


def engine_of(on: str) -> tuple[Engine, str]:
    """The engine of this name with no address; of an address, the one that has clusters."""
    name, address = ("ray", on) if ":" in on else (on, "")
    return ENGINES.get(name), address


def n_cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
