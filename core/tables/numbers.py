"""The numbers of a table's column, with the cells that are none told by row and column."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.errors import DatasetError
from core.tables.descriptors import Descriptor, descriptor
from core.tables.reading import Table

GAPS = frozenset({"", "-", "–", "?", "na", "n/a", "#n/a", "nan", "null", "none", "nil"})
"""What stands in cells of which nothing is known."""
DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+(e[+-]?\d+)?", re.IGNORECASE)
TOLD = 3  # faults in a message
SHOWN = 60  # characters of a cell in a message


@dataclass(frozen=True)
class Fault:
    """A cell that holds no such value; `row` counts from 1, the first after the names."""

    row: int
    column: str
    text: str
    reason: str

    def __str__(self) -> str:
        cut = self.text[:SHOWN] + "…" * (len(self.text) > SHOWN)
        return f"row {self.row}, column {self.column!r}: {cut!r} {self.reason}"


@dataclass(frozen=True, eq=False)
class Numbers:
    """Columns of a table as numbers.

    Attributes
    ----------
    columns : tuple of str
        What was asked for.
    values : float array [shape=(n_rows, n_columns)]
        NaN in gaps, and where a cell is a fault.
    faults : tuple of Fault
        By row.
    """

    columns: tuple[str, ...]
    values: NDArray[np.float64]
    faults: tuple[Fault, ...]

    def checked(self, title: str) -> "Numbers":
        """These, if no cell is a fault; DatasetError names the table and the first that are."""
        if self.faults:
            told = "; ".join(str(fault) for fault in self.faults[:TOLD])
            more = len(self.faults) - TOLD
            raise DatasetError(f"{title}, {told}{f'; and {more:,} more' if more > 0 else ''}.")
        return self

    def rows(self) -> Iterator[Mapping[str, float]]:
        """Each row by its columns' names."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.values.tolist())

    def gaps(self) -> dict[str, int]:
        """How many rows have nothing in a column, of those in which any has."""
        counts = np.isnan(self.values).sum(axis=0).tolist()
        return {name: n for name, n in zip(self.columns, counts, strict=True) if n}


def numbers_of(table: Table, places: Mapping[str, str | None]) -> Numbers:
    r"""The numbers of some columns.

    Parameters
    ----------
    table : Table
    places : mapping of str to str or None
        For each name that is asked for the table's column, as `matched` tells; None for one that
        it lacks, of which every value is a gap. Units are mended as the descriptors say.

    Examples
    --------
    >>> from core.tables import read_table
    >>> table = read_table(b"tempo;energy\n119,5;0,8\n120;loud\n", "songs.csv")
    >>> found = numbers_of(table, {"tempo": "tempo", "energy": "energy"})
    >>> found.values.tolist(), [str(fault) for fault in found.faults]
    ([[119.5, 0.8], [120.0, nan]], ["row 2, column 'energy': 'loud' is no number"])
    """
    faults: list[Fault] = []
    values = np.full((len(table.rows), len(places)), np.nan)
    for place, (name, column) in enumerate(places.items()):
        if column is None:
            continue
        known, texts = descriptor(name), table.column(column)
        found = [_number(text, comma=table.delimiter != ",") for text in texts]
        values[:, place] = mended = known.mend(np.array(found, np.float64))
        wrong = _wrong(known, np.array(found), mended)
        values[list(wrong), place] = np.nan
        faults += [Fault(row + 1, column, texts[row], why) for row, why in wrong.items()]
    return Numbers(tuple(places), values, tuple(sorted(faults, key=lambda fault: fault.row)))


def _number(text: str, *, comma: bool) -> float:
    """A cell's number; NaN for a gap, infinity for what is no number."""
    if text.casefold() in GAPS:
        return np.nan
    if comma and DECIMAL_COMMA.fullmatch(text):
        text = text.replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return np.inf
    return np.inf if np.isnan(number) else number


def _wrong(
    known: Descriptor,
    found: NDArray[np.float64],
    mended: NDArray[np.float64],
) -> dict[int, str]:
    """Why which cells are no such values, by row from 0 on."""
    told: dict[int, str] = {}
    outside = (mended < known.low) | (mended > known.high)
    for row in np.flatnonzero(np.isinf(found) | outside).tolist():
        if np.isinf(found[row]):
            told[row] = "is no number"
        else:
            told[row] = f"is outside {known.low:g} to {known.high:g} {known.unit}".rstrip()
    return told
