"""How the page Several songs shows the answers of a network, one file per kind of task."""

import importlib
from types import ModuleType

from core.tasks import task_class


def columns_of(kind: str) -> ModuleType:
    """The columns of a task's table; EarshotError for an unknown kind.

    It has `configured`, how each of the columns is shown, and `shown`, the rows in its units.
    """
    task_class(kind)  # names the known ones
    return importlib.import_module(f"{__name__}.{kind}")
