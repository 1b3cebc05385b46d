"""What the pages Run and Models show of a network, one file per kind of task, found by its name."""

from types import ModuleType

from pages.shared.by_task import of_task


def view_of(kind: str) -> ModuleType:
    """The view of a task; EarshotError for an unknown kind.

    It has `show_view` and `show_honesty` of one network, and `show_together` of several.
    """
    return of_task(__name__, kind)
