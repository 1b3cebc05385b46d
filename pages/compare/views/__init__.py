"""What the page Run shows of a network, one file per kind of task, found by its name."""

import importlib
from types import ModuleType

from core.tasks import task_class


def view_of(kind: str) -> ModuleType:
    """The view of a task: `show_view` and `show_honesty`; EarshotError for an unknown kind."""
    task_class(kind)  # names the known ones
    return importlib.import_module(f"{__name__}.{kind}")
