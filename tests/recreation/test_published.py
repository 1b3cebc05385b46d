"""Published figures: shares over songs and networks, and the file is what the songs say."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from core.evaluation.rows import write_rows
from core.recreation.judging import OTHERS, VERSIONS, Judged
from core.recreation.published import (
    ALL,
    EVERY,
    Reclassified,
    figures,
    publish,
    read_reclassified,
    read_songs,
    wrong_reclassified,
)


def songs() -> pd.DataFrame:
    """Two songs of two networks, of which one may judge the first song alone."""
    rows = []
    for version in VERSIONS:
        rows += [
            {"track_id": "a", "genre": "jazz", "version": version, "said_x": "jazz", "said_y": ""},
            {"track_id": "b", "genre": "jazz", "version": version, "said_x": "rock",
             "said_y": "jazz"},
        ]  # fmt: skip
    return pd.DataFrame(rows)


def test_a_song_counts_by_the_share_of_its_own_judges_that_are_right():
    found = {(r.genre, r.network): r for r in figures(songs()) if r.version == "original"}
    assert found["jazz", EVERY].accuracy == pytest.approx((1.0 + 0.5) / 2)
    assert found["jazz", EVERY].n == 2
    assert (found["jazz", "x"].n, found["jazz", "x"].accuracy) == (2, 0.5)
    assert (found["jazz", "y"].n, found["jazz", "y"].accuracy) == (1, 1.0)
    assert found[ALL, EVERY].accuracy == found["jazz", EVERY].accuracy
    low, high = found["jazz", "x"].low, found["jazz", "x"].high
    assert (low, high) == pytest.approx((0.0945, 0.9055), abs=1e-4), "Wilson's, of 1 of 2"


def test_a_song_that_nobody_may_judge_counts_for_nothing():
    table = songs()
    table.loc[table.track_id == "b", ["said_x", "said_y"]] = ""
    (row,) = [r for r in figures(table) if (r.genre, r.version, r.network) ==
              ("jazz", "original", EVERY)]  # fmt: skip
    assert (row.n, row.accuracy) == (1, 1.0)


def test_the_published_figures_are_those_of_the_published_songs():
    assert read_reclassified() == figures(read_songs())
    assert not wrong_reclassified()


def test_a_figure_that_its_songs_do_not_say_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("core.paths.docs", lambda: tmp_path)
    songs().to_parquet(tmp_path / "recreation-songs.parquet", index=False)
    rows = figures(songs())
    write_rows(
        tmp_path / "recreation.csv", Reclassified, [replace(rows[0], accuracy=0.9), *rows[1:]]
    )
    (gone, new) = wrong_reclassified()
    assert all("jazz, original, every network" in line for line in (gone, new))


def test_songs_of_other_genres_count_by_whose_generators_they_went_through():
    said = dict(zip(OTHERS.values(), ("jazz", "pop", "pop"), strict=True))
    through = [{"track_id": "c", "genre": "jazz", "version": version, "through": "pop",
                "said_x": each, "said_y": "jazz"} for version, each in said.items()]  # fmt: skip
    rows = figures(pd.concat([songs(), pd.DataFrame(through)]))
    found = {(r.genre, r.version): r.accuracy for r in rows if r.network == EVERY}
    assert [found["pop", version] for version in OTHERS.values()] == [0.0, 0.5, 0.5]
    assert found["jazz", "original"] == found[ALL, "original"]
    assert ("jazz", OTHERS["lstm"]) not in found


def test_judging_again_replaces_the_same_and_keeps_the_rest(tmp_path, monkeypatch):
    monkeypatch.setattr("core.paths.docs", lambda: tmp_path)

    def row(track_id: str, version: str, through: str = "", said: str = "jazz") -> Judged:
        return Judged(track_id, "jazz", version, {"x": said}, (0.0,) * 26, through)

    publish([row("a", "original"), row("b", "original")])
    publish([row("c", OTHERS["lstm"], "pop"), row("d", OTHERS["lstm"], "rock")])
    publish([row("e", OTHERS["lstm"], "pop", said="pop")])
    kept = read_songs()
    assert sorted(kept.track_id) == ["a", "b", "d", "e"]
    publish([row("f", "original")])
    assert sorted(read_songs().track_id) == ["d", "e", "f"]
    assert not wrong_reclassified()


def test_every_song_is_there_in_every_version():
    table = read_songs()
    own = table[table.version.isin(VERSIONS)]
    for _, part in own.groupby(["genre", "track_id"]):
        assert sorted(part.version) == sorted(VERSIONS)
    averages = [c for c in table if c.endswith("_mean")]
    assert len(averages) == 26
    assert np.isfinite(table[averages].to_numpy(float)).all()
