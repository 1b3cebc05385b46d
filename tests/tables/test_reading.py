"""Tables in every form that people send are read, and what is none is refused in one sentence."""

import csv
import io

import pandas as pd
import pytest

from core.errors import DatasetError
from core.tables import MOST_ROWS, example_table, read_table

ROWS = [["title", "tempo", "energy"], ["One; two, three", "119.5", "0.8"], ["", "60", ""]]


def written(delimiter: str) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(ROWS)
    return text.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings_are_found(delimiter: str, encoding: str) -> None:
    table = read_table(written(delimiter).encode(encoding), "songs.csv")
    assert [list(table.columns), *map(list, table.rows)] == ROWS


def test_what_excel_writes_is_read() -> None:
    raw = "sep=;\r\ntitle;tempo\r\nMañana;119,5\r\n\r\n".encode("cp1252")
    table = read_table(raw, "songs.csv")
    assert table.rows == (("Mañana", "119,5"),)
    assert "semicolons" in table.note
    assert "Windows-1252" in table.note


def test_it_reads_as_pandas_does() -> None:
    raw = example_table(3)
    expected = pd.read_csv(io.BytesIO(raw), dtype=str, keep_default_na=False)
    table = read_table(raw, "example.csv")
    assert list(table.columns) == list(expected.columns)
    assert [list(row) for row in table.rows] == expected.to_numpy().tolist()


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "empty"),
        (b"tempo,energy\n", "no row"),
        (b"tempo\n1\n", "one column only"),
        (b"tempo,tempo\n1,2\n", "two columns 'tempo'"),
        (b"tempo,energy\n1\n", "has 1 value in row 1 and 2 names"),
        (b"tempo,energy\n1,2\n1,2,3\n", "3 values in row 2 and 2 names"),
        (b"PK\x03\x04" + b"\0" * 40, "workbook"),
        (b"PAR1" + b"\0" * 40, "Parquet"),
        (b"a,b\n\0,1\n", "no text"),
        (b'a,b\n"' + b"x" * 200_000 + b'",1\n', "row 1"),
        (b"a,b\n" + b"1,2\n" * (MOST_ROWS + 1), "50,000 rows"),
        (b",".join(b"c%d" % i for i in range(501)) + b"\n", "501 columns"),
        (b"a,b\n" + b"1" * (21 * 2**20), "20 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_refused(raw: bytes, told: str) -> None:
    with pytest.raises(DatasetError, match=told) as refused:
        read_table(raw, "songs.csv")
    assert str(refused.value).startswith("songs.csv ")
    assert len(str(refused.value)) < 300
