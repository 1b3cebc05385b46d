"""Tasks by name. Adding one is one file here: a class registered under its name."""

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from core.errors import EarshotError, RecipeError
from core.registry import Registry, import_all

if TYPE_CHECKING:
    from core.tasks.base import Task

TASKS: "Registry[type[Task]]" = Registry("task")
DEFAULT = "single_label"


def task_class(kind: str) -> "type[Task]":
    """The task of this kind; EarshotError names the known ones.

    Examples
    --------
    >>> task_class("single_label").headline.name
    'accuracy'
    """
    import_all(__name__)
    return TASKS.get(kind)


def parse_task(values: dict[str, Any]) -> "Task":
    """A task from plain values, such as a recipe holds: ``{"kind": "multi_label"}``.

    Raises
    ------
    RecipeError
        On an unknown kind or key, or a value out of range.

    Examples
    --------
    >>> parse_task({"kind": "multi_label"}).kind
    'multi_label'
    """
    kind = values.get("kind", DEFAULT)
    try:
        return task_class(kind)(**values)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise RecipeError(
            f"task.{place} of {kind}: {first['msg']} (got {first['input']!r})."
        ) from None
    except (EarshotError, TypeError) as error:
        raise RecipeError(f"task: {error}") from None


__all__ = ["DEFAULT", "TASKS", "parse_task", "task_class"]
