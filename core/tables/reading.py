"""A table of text from bytes that anybody sent: bounded, whatever separates its columns."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from core.errors import DatasetError

MOST_BYTES = 20 * 2**20
MOST_ROWS = 50_000
MOST_COLUMNS = 500
LONGEST_CELL = 10_000  # characters
DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
WAY = "Save it as CSV with a line of names, at best in UTF-8 with commas."
NOT_TEXT = {
    b"PK\x03\x04": "a workbook or another zip archive",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
}
"""How files begin that are no text."""


@dataclass(frozen=True)
class Table:
    """A table as it was read: texts, and how they were understood.

    Attributes
    ----------
    title : str
        What it is called in messages.
    columns : tuple of str
    rows : tuple of tuples of str
        Without spaces around them; row 1 is the first after the names.
    delimiter : str
    note : str
        What was unusual about it, for people; empty if nothing was.
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    delimiter: str = ","
    note: str = ""

    def column(self, name: str) -> list[str]:
        """The texts of a column; DatasetError where there is none of that name."""
        if name not in self.columns:
            raise DatasetError(f"{self.title} has no column {name!r}.")
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


def read_table(raw: bytes, title: str) -> Table:
    r"""A table from the bytes of a CSV file.

    Parameters
    ----------
    raw : bytes
        At most `MOST_BYTES`, in UTF-8, UTF-16 (as Excel's "Unicode text") or Windows-1252.
        Columns are separated by commas, semicolons or tabs.
    title : str

    Raises
    ------
    DatasetError
        Where it is none, or more than `MOST_ROWS` × `MOST_COLUMNS`: what was wrong, where, and
        what to do.

    Examples
    --------
    >>> table = read_table(b"tempo;energy\n119,5;0,8\n", "songs.csv")
    >>> table.columns, table.rows, table.note
    (('tempo', 'energy'), (('119,5', '0,8'),), 'Its columns are separated by semicolons.')
    """
    if len(raw) > MOST_BYTES:
        raise _refused(title, f"has more than {MOST_BYTES // 2**20} MB, which is the limit")
    text, encoding = _text(raw, title)
    lines = text.lstrip("\ufeff")
    told = None
    if lines[:4].casefold() == "sep=" and len(lines) > 4:  # Excel's own way to say it
        told, lines = lines[4], lines.partition("\n")[2]
    delimiter = told or _delimiter(lines, title)
    columns, rows = _cells(lines, delimiter, title)
    words = {key: word for key, word in DELIMITERS.items() if key != ","}
    unusual = [f"Its columns are separated by {words[delimiter]}."] if delimiter in words else []
    unusual += [f"It was read as {encoding}."] if encoding else []
    return Table(title, columns, rows, delimiter, " ".join(unusual))


def read_table_file(file: Path) -> Table:
    """The table in a file; DatasetError as of `read_table`, and where the file cannot be read."""
    try:
        with file.open("rb") as opened:
            raw = opened.read(MOST_BYTES + 1)
    except OSError as error:
        raise DatasetError(f"{file} cannot be read: {error.strerror}.") from error
    return read_table(raw, file.name)


def _text(raw: bytes, title: str) -> tuple[str, str]:
    """The text, and its encoding where that is not UTF-8."""
    for begin, what in NOT_TEXT.items():
        if raw.startswith(begin):
            raise _refused(title, f"is {what}, no text")
    encodings = {"utf-8-sig": "", "cp1252": "Windows-1252, since it is not UTF-8"}
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = {"utf-16": "UTF-16"}
    for encoding, name in encodings.items():
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, name
    raise _refused(title, "holds bytes that are no text")


def _delimiter(text: str, title: str) -> str:
    """What separates its columns: of the known ones, that by which the names are most."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    n_columns = Counter({key: len(next(csv.reader([first], delimiter=key))) for key in DELIMITERS})
    (best, n), *_ = n_columns.most_common()
    if not first:
        raise _refused(title, "is empty")
    if n < 2:
        known = ", ".join(DELIMITERS.values())
        raise _refused(title, f"has one column only: its first line holds none of {known}")
    return best


def _cells(
    text: str, delimiter: str, title: str
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Names of its columns, and its rows; lines without anything are left out."""
    rows: list[tuple[str, ...]] = []
    columns: tuple[str, ...] = ()
    try:
        for line in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            cells = tuple(cell.strip() for cell in line)
            if not any(cells):
                continue
            if not columns:
                columns = _names(cells, title)
                continue
            rows.append(cells)
            _check(rows, columns, title)
    except csv.Error as error:
        raise _refused(title, f"cannot be read in row {len(rows) + 1}: {error}") from None
    if not rows:
        raise _refused(title, "has names of columns and no row")
    return columns, tuple(rows)


def _check(rows: list[tuple[str, ...]], columns: tuple[str, ...], title: str) -> None:
    """Refuse the last row where it has another shape, or is too long or one too many."""
    number, row = len(rows), rows[-1]
    if len(row) != len(columns):
        values = f"{len(row)} value{'s' * (len(row) != 1)}"
        raise _refused(title, f"has {values} in row {number} and {len(columns)} names of columns")
    if number > MOST_ROWS:
        raise _refused(title, f"has more than {MOST_ROWS:,} rows")
    longest = max(row, key=len)
    if len(longest) > LONGEST_CELL:
        column = columns[row.index(longest)]
        raise _refused(
            title,
            f"has {len(longest):,} characters in row {number}, column {column!r}, at most "
            f"{LONGEST_CELL:,}",
        )


def _names(cells: tuple[str, ...], title: str) -> tuple[str, ...]:
    if len(cells) > MOST_COLUMNS:
        raise _refused(title, f"has {len(cells):,} columns, at most {MOST_COLUMNS}")
    names = tuple(name or f"column {i}" for i, name in enumerate(cells, start=1))
    twice = [name for name, n in Counter(names).items() if n > 1]
    if twice:
        raise _refused(title, f"has two columns {twice[0]!r}")
    return names


def _refused(title: str, reason: str) -> DatasetError:
    return DatasetError(f"{title} {reason}. {WAY}")
