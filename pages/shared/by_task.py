"""What pages show of a network by its task: a file for each kind, or ``plain`` for one without."""

import importlib
import importlib.util
from types import ModuleType

from core.tasks import task_class

PLAIN = "plain"


def of_task(package: str, kind: str) -> ModuleType:
    """The file of a kind of task in a package of pages; EarshotError for an unknown kind."""
    task_class(kind)  # names the known ones
    own = importlib.util.find_spec(f"{package}.{kind}")
    return importlib.import_module(f"{package}.{kind if own else PLAIN}")
