"""Our figures over seeds, held to an interval worked by hand."""

from pathlib import Path

import pytest

from core import paths
from core.evaluation import over_seeds, published_results, published_table

RESULTS = """recipe,split,seed,side,accuracy
zheng-dual-cnn-paper,random-622,2,test,0.78
zheng-dual-cnn-paper,random-622,0,test,0.70
zheng-dual-cnn-paper,random-622,1,test,0.74
zheng-dual-cnn-paper,random-622,0,validation,0.99
zheng-dual-cnn,artist,0,test,0.50
zheng-dual-cnn,artist,1,test,0.60
zheng-baseline,artist,0,test,0.40
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the figures are looked for."""
    monkeypatch.setattr(paths, "checkpoints", lambda: tmp_path)
    return tmp_path


def test_mean_and_interval_of_the_test_sides_beside_the_paper(folder: Path):
    (folder / "results.csv").write_text(RESULTS)
    ours, paper = published_results()  # one seed alone has no interval, and is left out
    assert (paper.recipe, paper.split, paper.reported) == (
        "zheng-dual-cnn-paper",
        "random-622",
        0.750,
    )
    assert paper.values == (0.70, 0.74, 0.78)  # by seed
    # mean 0.74, s = 0.04, t of 97.5 % with 2 degrees of freedom = 4.303
    half = 4.303 * 0.04 / 3**0.5
    assert (paper.mean, paper.low, paper.high) == pytest.approx(
        (0.74, 0.74 - half, 0.74 + half), abs=1e-4
    )
    assert (ours.recipe, ours.reported) == ("zheng-dual-cnn", None)
    # mean 0.55, s = 0.0707, t with 1 degree of freedom = 12.706
    assert ours.high - ours.mean == pytest.approx(12.706 * 0.05, abs=1e-4)


def test_the_table_is_in_per_cent(folder: Path):
    (folder / "results.csv").write_text(RESULTS)
    shown = published_table(published_results())
    assert list(shown.ours) == ["55.0 %", "74.0 %"]
    assert list(shown["paper reports"]) == ["–", "75.0 %"]
    assert shown["95 % interval of the mean"][1] == "64.1 to 83.9 %"


def test_nothing_where_nothing_was_measured():
    assert published_results() == []


def test_what_one_recipe_reaches_over_seeds_though_no_paper_has_it(folder: Path):
    (folder / "results.csv").write_text(RESULTS.replace("zheng-dual-cnn,", "own,"))
    found = over_seeds("own", "artist")
    assert found is not None
    assert (found.mean, found.values, found.reported) == (pytest.approx(0.55), (0.5, 0.6), None)
    assert over_seeds("own", "random-622") is None
    assert over_seeds("zheng-baseline", "artist") is None  # one seed
    assert [row.recipe for row in published_results()] == ["zheng-dual-cnn-paper"]
