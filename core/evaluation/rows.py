"""Tables of figures as CSV files in ``docs/``: one dataclass, one row each."""

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from core import paths
from core.errors import RunError
from core.training.recipe import describe

Row = TypeVar("Row")


def read_rows(file: Path, rows: TypeAdapter[list[Row]]) -> list[Row]:
    """All rows of a file; none where there is no file.

    Raises
    ------
    RunError
        Where a row is not as `write_rows` writes it.
    """
    if not file.exists():
        return []
    with file.open(newline="", encoding="utf-8") as text:
        try:
            return rows.validate_python(list(csv.DictReader(text)))
        except ValidationError as error:
            raise RunError(f"{file} cannot be read: {describe(error)}") from error


def write_rows(file: Path, kind: Any, rows: Iterable[Any]) -> None:
    """Write rows of a dataclass in their order, whole or not at all."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(kind)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(asdict(row) for row in rows)
    paths.write_whole(file, text.getvalue())
