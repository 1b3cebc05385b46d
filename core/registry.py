"""A registry of named things, each registered where it is defined."""

import importlib
import pkgutil
from collections.abc import Callable
from typing import Generic, TypeVar, cast

from core.errors import EarshotError

T = TypeVar("T")
Item = TypeVar("Item")  # what is registered keeps its own type: a subclass stays one


class Registry(Generic[T]):
    """Names to things of one kind. A duplicate name is refused; an unknown one lists the known.

    Parameters
    ----------
    kind : str
        What is registered, in the singular, for messages: ``"model"``.

    Examples
    --------
    >>> shapes = Registry("shape")
    >>> @shapes.register("square")
    ... def square(side):
    ...     return side**2
    >>> shapes.get("square")(3), shapes.names()
    (9, ['square'])
    >>> shapes.get("circle")
    Traceback (most recent call last):
        ...
    core.errors.EarshotError: There is no shape named 'circle'. Known: square.
    """

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._items: dict[str, T] = {}

    def register(self, name: str) -> Callable[[Item], Item]:
        """Decorator that files the decorated thing under `name`."""
        if name in self._items:
            raise ValueError(f"A {self.kind} named {name!r} is registered already.")

        def file(item: Item) -> Item:
            self._items[name] = cast("T", item)
            return item

        return file

    def get(self, name: str) -> T:
        """The thing named `name`; `EarshotError` names the known ones otherwise."""
        if name not in self._items:
            known = ", ".join(sorted(self._items))
            raise EarshotError(f"There is no {self.kind} named {name!r}. Known: {known}.")
        return self._items[name]

    def names(self) -> list[str]:
        """All names, sorted."""
        return sorted(self._items)


def import_all(package: str) -> None:
    """Import every module of `package`, so that each registers what it defines.

    This is what makes "adding a model is one file" true: nothing else names the file.

    Examples
    --------
    >>> from core.models import MODELS
    >>> import_all("core.models")
    >>> "mlp" in MODELS.names()
    True
    """
    folder = importlib.import_module(package).__path__
    for module in pkgutil.iter_modules(folder):
        importlib.import_module(f"{package}.{module.name}")
