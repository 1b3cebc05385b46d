"""A table of one's own: rows of numbers in a CSV or Parquet file, read in parts or as a whole."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core.analysis.songs import SongPoints
from core.errors import DatasetError

if TYPE_CHECKING:
    import pyarrow as pa

PART = 65_536  # rows in memory at once
MOST_NUMBERS = 20_000_000  # that are read as a whole; more are for `parts`
MOST_COLUMNS = 4096
MOST_CLASSES = 50
NO_CLASS = "all rows"
DELIMITERS = ",;\t"
PARQUET = b"PAR1"  # how such a file begins


@dataclass(frozen=True, eq=False)
class Part:
    """Some rows of a table.

    Attributes
    ----------
    first : int
        Which row of the file its first one is, from 0 on.
    values : float array [shape=(n_rows, n_columns)]
        NaN where a value is missing.
    texts : dict of str to list
        The asked text columns.
    """

    first: int
    values: NDArray[np.float64]
    texts: dict[str, list[str]]

    @property
    def whole(self) -> NDArray[np.bool_]:
        """Which rows [n_rows] have a finite number in each column."""
        return np.asarray(np.isfinite(self.values).all(axis=1))


class TableFile:
    """A file of rows.

    Parameters
    ----------
    source : bytes or Path
        CSV with a line of names (commas, semicolons or tabs), or Parquet.
    title : str
        What it is called in messages.

    Raises
    ------
    DatasetError
        Where it is no such table, or holds no column of numbers.
    """

    def __init__(self, source: bytes | Path, title: str) -> None:
        self.source, self.title = source, title
        columns = self._columns()
        if len(columns) > MOST_COLUMNS:
            raise self._refused(f"it has {len(columns):,} columns, at most {MOST_COLUMNS:,}")
        if len({name for name, _ in columns}) < len(columns):
            raise self._refused("two of its columns have the same name")
        self.numbers = tuple(name for name, kind in columns if _is_number(kind))
        self.texts = tuple(name for name, kind in columns if _is_text(kind))
        if not self.numbers:
            raise self._refused("none of its columns holds numbers")

    def parts(self, columns: Sequence[str], texts: Sequence[str] = ()) -> Iterator[Part]:
        """Its rows from the beginning, `PART` at a time.

        Raises
        ------
        DatasetError
            Where a column is not there, or a row cannot be read.
        """
        for name in (*columns, *texts):
            if name not in (self.numbers if name in columns else self.texts):
                known = ", ".join(self.numbers if name in columns else self.texts)
                raise DatasetError(f"{self.title} has no such column {name!r}. It has: {known}.")
        first = 0
        for batch in self._batches([*columns, *texts]):
            values = np.empty((batch.num_rows, len(columns)))
            for place, name in enumerate(columns):
                values[:, place] = _numbers(batch.column(name))
            found = {name: _words(batch.column(name)) for name in texts}
            yield Part(first, values, found)
            first += batch.num_rows

    def points(
        self, columns: Sequence[str], *, label: str | None = None, name: str | None = None
    ) -> tuple[SongPoints, int]:
        """All rows that are whole, and how many are not.

        Parameters
        ----------
        columns : sequence of str
            Of numbers.
        label, name : str, optional
            Columns of text: the class of each row, and what it is called.

        Raises
        ------
        DatasetError
            Where they are too many to be held at once, or fewer than three are whole.
        """
        import pandas as pd

        texts = list(dict.fromkeys(each for each in (label, name) if each))
        rows, values, n_read = [], [], 0
        for part in self.parts(columns, texts):
            n_read += len(part.values)
            if n_read * len(columns) > MOST_NUMBERS:
                raise self._refused(
                    f"its {len(columns)} columns hold more than {MOST_NUMBERS:,} numbers, which is "
                    "as many as a page holds. Choose fewer columns, or use `python -m core pca`"
                )
            places = np.flatnonzero(part.whole)
            values.append(part.values[places])
            rows += [_row(part, int(place), label, name) for place in places]
        if len(rows) < 3:
            raise self._refused(f"{len(rows)} of its rows have a number in each column, at least "
                                "3 are needed")  # fmt: skip
        table = pd.DataFrame(rows, columns=["track_id", "label", "side"])
        return SongPoints(table, np.concatenate(values), tuple(columns)), n_read - len(rows)

    def classes(self) -> str | None:
        """The first text column that tells some classes apart; None where there is none."""
        for name in self.texts:
            known: set[str] = set()
            for part in self.parts([], [name]):
                known.update(part.texts[name])
                if len(known) > MOST_CLASSES:
                    break
            if 2 <= len(known) <= MOST_CLASSES:
                return name
        return None

    # ---- by pyarrow ---------------------------------------------------------------------------

    def _columns(self) -> "list[tuple[str, pa.DataType]]":
        import pyarrow as pa

        try:
            if self._is_parquet():
                schema = self._parquet().schema_arrow
            else:
                with self._csv() as reader:
                    schema = reader.schema
            return [(field.name, field.type) for field in schema]
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            raise self._refused(f"it cannot be read ({_first_line(error)})") from None

    def _batches(self, columns: list[str]) -> "Iterator[pa.RecordBatch]":
        import pyarrow as pa

        try:
            if self._is_parquet():
                yield from self._parquet().iter_batches(PART, columns=columns)
                return
            with self._csv() as reader:
                for batch in reader:
                    yield batch.select(columns)
        except (pa.ArrowException, OSError) as error:
            raise self._refused(f"it cannot be read ({_first_line(error)})") from None

    def _is_parquet(self) -> bool:
        return self._begins(len(PARQUET)) == PARQUET

    def _begins(self, n_bytes: int) -> bytes:
        if isinstance(self.source, bytes):
            return self.source[:n_bytes]
        with self.source.open("rb") as file:
            return file.read(n_bytes)

    def _parquet(self) -> Any:
        import pyarrow.parquet as pq

        return pq.ParquetFile(self._file(), pre_buffer=False)

    def _csv(self) -> Any:
        from pyarrow import csv

        first = self._begins(65_536).partition(b"\n")[0].decode("utf-8", "replace")
        delimiter = max(DELIMITERS, key=first.count)
        return csv.open_csv(self._file(), parse_options=csv.ParseOptions(delimiter=delimiter))

    def _file(self) -> Any:
        import pyarrow as pa

        return pa.BufferReader(self.source) if isinstance(self.source, bytes) else str(self.source)

    def _refused(self, reason: str) -> DatasetError:
        return DatasetError(
            f"{self.title} is not such a table: {reason}. It takes CSV with a line of names, or "
            "Parquet."
        )


def _row(part: Part, place: int, label: str | None, name: str | None) -> tuple[str, str, str]:
    called = part.texts[name][place] if name else ""
    number = part.first + place + 1
    return (
        f"{number} {called}".strip(),  # names may come twice, numbers do not
        (part.texts[label][place] if label else "") or NO_CLASS,
        "",
    )


def _is_number(kind: "pa.DataType") -> bool:
    import pyarrow as pa

    return bool(pa.types.is_integer(kind) or pa.types.is_floating(kind))


def _is_text(kind: "pa.DataType") -> bool:
    import pyarrow as pa

    inner = kind.value_type if pa.types.is_dictionary(kind) else kind
    return bool(pa.types.is_string(inner) or pa.types.is_large_string(inner))


def _numbers(column: "pa.Array") -> NDArray[np.float64]:
    import pyarrow as pa

    return column.cast(pa.float64(), safe=False).to_numpy(zero_copy_only=False)


def _words(column: "pa.Array") -> list[str]:
    return ["" if each is None else each for each in column.to_pylist()]


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
