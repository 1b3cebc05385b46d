"""Rows of the deletion test: written, read, replaced, and told in words."""

from dataclasses import replace
from pathlib import Path

import pytest

from core import paths
from core.evaluation.deletions import (
    Deletion,
    deletions_table,
    read_deletions,
    write_deletions,
)

ROW = Deletion(
    checkpoint="mine", weights="abc", dataset="demo", method="Grad-CAM", n=40, seconds=5.0,
    before=0.9, salient=0.4, random=0.7, moved=0.6, untrained=0.65, likeness=0.12,
    random_low=0.2, random_high=0.4, moved_low=-0.1, moved_high=0.3, untrained_low=0.1,
    untrained_high=0.4,
)  # fmt: skip


@pytest.fixture(autouse=True)
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "docs", lambda: tmp_path)


def test_rows_are_read_as_written_and_take_the_place_of_older_ones():
    other = replace(ROW, checkpoint="another")
    write_deletions([ROW, other])
    assert read_deletions() == [other, ROW]
    better = replace(ROW, n=80)
    write_deletions([better])
    assert read_deletions() == [other, better]


def test_a_row_in_words():
    (told,) = deletions_table([ROW])
    assert told["points lower"] == "30.0 (20.0 to 40.0)"
    assert told["than the same shape elsewhere"] == "20.0 (-10.0 to 30.0)"
    assert told["whole"] == "90.0 %"
    assert told["found to point at what matters"] == "yes"


def test_where_the_interval_reaches_nothing_it_failed():
    failed = replace(ROW, random_low=-0.01)
    assert not failed.passed
    assert deletions_table([failed])[0]["found to point at what matters"] == "**no**"
