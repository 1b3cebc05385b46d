"""Cells become numbers, units are mended, and what is no number is told by row and column."""

import numpy as np

from core.tables import DESCRIPTORS, example_table, matched, numbers_of, read_table


def test_decimal_commas_are_read_where_commas_separate_nothing() -> None:
    table = read_table(b"tempo;energy\n119,5;8,5e-1\n120.25;1\n", "songs.csv")
    found = numbers_of(table, matched(["tempo", "energy"], table.columns))
    np.testing.assert_allclose(found.values, [[119.5, 0.85], [120.25, 1]])
    assert not found.faults


def test_minutes_and_milliseconds_become_one_unit() -> None:
    table = read_table(b"duration_in min/ms,x\n3.9,0\n234000,0\n31,0\n", "songs.csv")
    found = numbers_of(table, matched(["duration_ms"], table.columns))
    np.testing.assert_allclose(found.values[:, 0], [234_000, 234_000, np.nan])
    assert [(fault.row, fault.column) for fault in found.faults] == [(3, "duration_in min/ms")]


def test_faults_say_where_and_what() -> None:
    rows = b"Energy,Key,x\nhigh,0,a\n1.5,-1,b\n,11,c\ninf,-2,d\n"
    table = read_table(rows, "songs.csv")
    found = numbers_of(table, matched(["energy", "key"], table.columns))
    assert [str(fault) for fault in found.faults] == [
        "row 1, column 'Energy': 'high' is no number",
        "row 2, column 'Energy': '1.5' is outside 0 to 1",
        "row 4, column 'Energy': 'inf' is no number",
        "row 4, column 'Key': '-2' is outside -1 to 11 semitones above C",
    ]
    assert np.isnan(found.values[:, 0]).all()
    np.testing.assert_equal(found.values[:, 1], [np.nan, np.nan, 11, np.nan])


def test_a_column_that_lacks_is_all_gaps() -> None:
    table = read_table(b"tempo,x\n120,1\n90,2\n", "songs.csv")
    found = numbers_of(table, matched(["tempo", "energy"], table.columns))
    assert found.gaps() == {"energy": 2}


def test_the_example_has_no_fault() -> None:
    table = read_table(example_table(4), "example.csv")
    places = matched([each.name for each in DESCRIPTORS], table.columns)
    assert None not in places.values()
    assert not numbers_of(table, places).faults
