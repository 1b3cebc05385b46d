"""How the page Several songs shows the answers of a network, one file per kind of task."""

from types import ModuleType

from pages.shared.by_task import of_task


def columns_of(kind: str) -> ModuleType:
    """The columns of a task's table; EarshotError for an unknown kind.

    It has `configured`, how each of the columns is shown, and `shown`, the rows in its units.
    """
    return of_task(__name__, kind)
