"""Computed once: of several threads that ask for the same, one computes and the others wait.

`functools.lru_cache` lets each of them compute, which a server feels whose first visitors all come
at the same time.
"""

import contextlib
from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache, wraps
from threading import Lock, RLock
from typing import Generic, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Turns:
    """A lock for each key, which is there as long as somebody holds it or waits for it."""

    def __init__(self) -> None:
        self._locks: dict[Hashable, tuple[RLock, int]] = {}
        self._lock = Lock()

    @contextlib.contextmanager
    def of(self, key: Hashable) -> Iterator[None]:
        """Have the turn of `key`; whoever has it already goes on."""
        with self._lock:
            lock, n_here = self._locks.get(key, (RLock(), 0))
            self._locks[key] = lock, n_here + 1
        try:
            with lock:
                yield
        finally:
            with self._lock:
                n_here = self._locks[key][1] - 1
                self._locks[key] = lock, n_here
                if not n_here:
                    del self._locks[key]


class _Slot(Generic[T]):
    """A result, once it is there."""

    def __init__(self) -> None:
        self.lock = RLock()
        self.results: list[T] = []


class Once(Generic[P, T]):
    """A function that remembers its last results; errors are not remembered."""

    def __init__(self, function: Callable[P, T], maxsize: int) -> None:
        self._function = function
        self._lock = Lock()
        self._slots = lru_cache(maxsize)(lambda *args, **kwargs: _Slot[T]())
        wraps(function)(self)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> T:
        """The result, computed now or before."""
        with self._lock:
            slot = self._slots(*args, **kwargs)
        with slot.lock:
            if not slot.results:
                slot.results.append(self._function(*args, **kwargs))
            return slot.results[0]

    def cache_clear(self) -> None:
        """Forget all results."""
        self._slots.cache_clear()


def once(maxsize: int) -> Callable[[Callable[P, T]], Once[P, T]]:
    """Remember the last `maxsize` results of a function, each computed once.

    Examples
    --------
    >>> @once(maxsize=2)
    ... def squared(x: int) -> int:
    ...     print(f"computing {x}")
    ...     return x * x
    >>> squared(3) + squared(3)
    computing 3
    18
    """
    return lambda function: Once(function, maxsize)
