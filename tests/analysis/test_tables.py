"""A table of one's own is read as pandas reads it, in parts or whole, or is refused in words."""

import io
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from core.analysis import export, tables
from core.analysis.tables import TableFile
from core.errors import DatasetError


@pytest.fixture(scope="module")
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(6)
    values = rng.normal(size=(90, 3)) * [1, 10, 100]
    made = pd.DataFrame(values, columns=["a", "b", "c"])
    made["count"] = rng.integers(9, size=90)
    made["name"] = [f"song {i}" for i in range(90)]
    made["genre"] = np.repeat(["pop", "rock", "jazz"], 30)
    made.loc[7, "b"] = np.nan
    return made


def written(frame: pd.DataFrame, kind: str) -> bytes:
    if kind == "parquet":
        return frame.to_parquet(index=False)
    separator = {"csv": ",", "semicolons": ";", "tabs": "\t"}[kind]
    return frame.to_csv(index=False, sep=separator).encode()


@pytest.mark.parametrize("kind", ["parquet", "csv", "semicolons", "tabs"])
def test_rows_that_are_whole_are_points(frame, kind):
    table = TableFile(written(frame, kind), "mine")
    assert table.numbers == ("a", "b", "c", "count")
    assert table.texts == ("name", "genre")
    assert table.classes() == "genre"
    points, left_out = table.points(["a", "b"], label="genre", name="name")
    assert left_out == 1
    whole = frame.dropna()
    np.testing.assert_allclose(points.values, whole[["a", "b"]])
    assert list(points.table.label) == list(whole.genre)
    assert points.table.track_id[7] == "9 song 8"  # the row of the file, and its name
    assert points.names == ("a", "b")


def test_parts_are_the_whole_and_their_components_scikit_learns(frame, tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "PART", 7)
    file = tmp_path / "mine.parquet"
    file.write_bytes(written(frame, "parquet"))
    table, columns = TableFile(file, "mine"), ["a", "b", "c"]
    assert [len(part.values) for part in table.parts(columns)] == [7] * 12 + [6]
    pca, n = export.fit_table(table, columns)
    scaled = StandardScaler().fit_transform(frame.dropna()[columns])
    theirs = PCA().fit(scaled)
    assert n == 89
    np.testing.assert_allclose(pca.share, theirs.explained_variance_ratio_)
    out = tmp_path / "out.csv"
    assert export.write_coordinates(out, export.projected(table, pca, columns, ["genre"], 2)) == 89
    back = pd.read_csv(out)
    assert list(back.columns) == ["row", "genre", "component 1", "component 2"]
    assert back.row[7] == 9
    np.testing.assert_allclose(np.abs(back["component 1"]), np.abs(theirs.transform(scaled)[:, 0]),
                               rtol=0.01)  # fmt: skip


def test_components_as_json_place_other_items(frame):
    table = TableFile(written(frame, "csv"), "mine")
    pca, n = export.fit_table(table, ["a", "c"], standardise=False)
    plain = json.loads(json.dumps(export.plain_components(
        pca, ["a", "c"], n_items=n, standardised=False, n_components=1)))  # fmt: skip
    other = np.array([[1.0, 2.0]])
    found = (other - plain["mean"]) / plain["scale"] @ np.transpose(plain["components"])
    np.testing.assert_allclose(found, pca.project(other)[:, :1])


def bad_parquet() -> bytes:
    return b"PAR1" + bytes(40) + b"PAR1"


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "cannot be read"),
        (b"name,genre\nx,y\n", "none of its columns holds numbers"),
        (b"a,a\n1,2\n", "the same name"),
        (bad_parquet(), "cannot be read"),
        (bytes(range(256)) * 9, "cannot be read|none of its columns"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "cannot be read|none of its columns"),
        (",".join(f"c{i}" for i in range(5000)).encode() + b"\n", "5,000 columns, at most 4,096"),
    ],
)
def test_what_is_no_table_is_refused_in_words(raw, message):
    with pytest.raises(DatasetError, match=message):
        TableFile(raw, "mine.csv")


def test_too_many_numbers_for_a_page_and_too_few_rows_are_refused(frame, monkeypatch):
    table = TableFile(written(frame, "csv"), "mine")
    monkeypatch.setattr(tables, "MOST_NUMBERS", 100)
    with pytest.raises(DatasetError, match=r"more than 100 numbers.*core pca"):
        table.points(["a", "b"])
    few = TableFile(b"a,b\n1,2\n3,\n", "few")
    with pytest.raises(DatasetError, match="1 of its rows"):
        few.points(["a", "b"])


def test_a_column_that_is_not_there_is_named(frame):
    table = TableFile(written(frame, "csv"), "mine")
    with pytest.raises(DatasetError, match=r"no such column 'd'\. It has: a, b, c, count"):
        list(table.parts(["d"]))


def test_coordinates_have_one_of_two_endings(tmp_path: Path):
    with pytest.raises(DatasetError, match=r"\.csv or \.parquet"):
        export.write_coordinates(tmp_path / "out.xls", [])


def test_numbers_that_become_text_far_down_are_told():
    lines = io.StringIO("a,b\n" + "1,2\n" * 400_000 + "1,x\n")
    table = TableFile(lines.getvalue().encode(), "mine")
    with pytest.raises(DatasetError, match="cannot be read"):
        table.points(["a", "b"])
