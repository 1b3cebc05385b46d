"""What the pages Run and Models show of a network, one file per kind of task, found by its name."""

import importlib
from types import ModuleType

from core.tasks import task_class


def view_of(kind: str) -> ModuleType:
    """The view of a task; EarshotError for an unknown kind.

    It has `show_view` and `show_honesty` of one network, and `show_together` of several.
    """
    task_class(kind)  # names the known ones
    return importlib.import_module(f"{__name__}.{kind}")
