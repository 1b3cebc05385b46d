"""Our figures over seeds, held to an interval worked by hand, and beside the papers'."""

from dataclasses import replace
from pathlib import Path

import pytest

from core import paths
from core.evaluation import beside_papers, over_seeds, papers_table, read_measured, write_measured
from core.evaluation.beside import answer
from core.evaluation.measured import Measured, recipe_key
from core.evaluation.papers import papers
from core.evaluation.published import current_rows, spread
from core.evaluation.results_page import page
from core.training.recipe import Recipe


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the figures are looked for."""
    monkeypatch.setattr(paths, "docs", lambda: tmp_path)
    return tmp_path


def row(recipe: str, split: str, seed: int, value: float, **more) -> Measured:
    key = recipe_key(Recipe.load(recipe))
    plain = Measured(recipe, key, "gtzan", split, seed, "test", "single_label", "accuracy", 147,
                     value, low=value - 0.1, high=value + 0.1)  # fmt: skip
    return replace(plain, **more)


PAPER = [
    row("zheng-dual-cnn-paper", "random-622", seed, value)
    for seed, value in ((2, 0.78), (0, 0.70), (1, 0.74))
]
FARD = [
    row("fard-dense", "50-50", seed, value, over_all_tracks=over_all)
    for seed, value, over_all in ((32, 0.60, 0.80), (33, 0.62, 0.82))
]


def test_mean_and_interval_of_the_seeds_in_their_order():
    found = spread(PAPER, "zheng-dual-cnn-paper", "random-622")
    assert found is not None
    assert found.values == (0.70, 0.74, 0.78)
    # mean 0.74, s = 0.04, t of 97.5 % with 2 degrees of freedom = 4.303
    half = 4.303 * 0.04 / 3**0.5
    assert (found.mean, found.low, found.high) == pytest.approx(
        (0.74, 0.74 - half, 0.74 + half), abs=1e-4
    )
    assert spread(PAPER, "zheng-dual-cnn-paper", "artist") is None


def test_one_seed_alone_has_the_interval_over_its_songs():
    found = spread(PAPER[:1], "zheng-dual-cnn-paper", "random-622")
    assert found is not None
    assert (found.mean, found.low, found.high) == pytest.approx((0.78, 0.68, 0.88))
    write_measured(PAPER[:1])
    assert over_seeds("zheng-dual-cnn-paper", "random-622") is None  # which is no mean over seeds
    write_measured(PAPER)
    assert over_seeds("zheng-dual-cnn-paper", "random-622") is not None


def test_rows_come_back_as_they_were_written():
    rows = [*PAPER, replace(PAPER[0], seed=7, low=None, machine='a "b", c', parameters=12)]
    write_measured(rows)
    assert sorted(read_measured(), key=lambda r: r.seed) == sorted(rows, key=lambda r: r.seed)


def test_another_recipe_of_that_name_is_not_todays():
    old = replace(PAPER[0], recipe_key="0" * 12)
    validated = replace(PAPER[0], side="validation")
    assert current_rows([old, validated, *PAPER[1:]]) == PAPER[1:]


@pytest.mark.parametrize(
    ("values", "verdict"),
    [((0.75, 0.77), "reached"), ((0.70, 0.74), "within chance"), ((0.60, 0.61), "not reached")],
)
def test_a_figure_is_reached_by_the_mean_or_held_by_the_interval(values, verdict):
    rows = [row("zheng-dual-cnn", "random-622", seed, value) for seed, value in enumerate(values)]
    said = {each.recipe: each.verdict for each in beside_papers(rows)}
    assert said["zheng-dual-cnn"] == verdict
    assert said["bijlani-rnn"] == "no figure"
    assert said["fard-cnn"] == "not measured yet"


def test_a_figure_over_all_songs_is_held_against_its_like():
    """0.81 of all songs does not reach 0.85; of new ones 0.61 stands beside it."""
    (found,) = (each for each in beside_papers(FARD) if each.recipe == "fard-dense")
    assert (found.split, found.paper.counted) == ("50-50", "over_all_tracks")
    assert found.like is not None
    assert found.like.mean == pytest.approx(0.81)
    assert found.test is not None
    assert found.test.mean == pytest.approx(0.61)
    shown = papers_table([found]).iloc[0]
    assert shown["the paper reports"] == "85.0 to 86.0 %"
    assert shown["ours, like for like"] == shown["with learned ones"]
    assert shown["ours on new songs"].startswith("61.0 %")


def test_the_answer_counts_each_recipe_once():
    rows = [*PAPER, row("bijlani-mel-cnn-25", "fault-filtered", 0, 0.30),
            row("bijlani-mel-cnn-25", "few-songs", 0, 0.99)]  # fmt: skip
    n = len({recipe for paper in papers() if paper.figures for recipe in paper.recipes})
    assert answer(beside_papers(rows)) == (
        f"Of the {n} recipes whose paper gives a figure, 0 reach it; 1 may, within chance; 1 does "
        f"not; {n - 2} are not measured yet. 2 more were proposed and not built."
    )


def test_a_figure_that_is_not_reached_says_what_flatters():
    leaky = row("bijlani-mel-cnn-80", "leaky-slices", 0, 0.9)
    rows = [
        row("bijlani-mel-cnn-80", "fault-filtered", s, 0.3, over_all_tracks=0.8) for s in (0, 1)
    ]
    text = page([*rows, leaky])
    assert ("**Not reached** by `bijlani-mel-cnn-80` on `fault-filtered`: 30.0 % (30 to 30); with "
            "the songs that it learned 80.0 % (80 to 80), on slices that leak 90.0 %"
            ) in text  # fmt: skip


def test_a_row_of_another_kind_is_refused(folder: Path):
    write_measured(PAPER)
    file = folder / "results.csv"
    file.write_text(file.read_text().replace("0.78", "much"))
    with pytest.raises(Exception, match=r"results.csv cannot be read: .*much"):
        read_measured()


def test_nothing_where_nothing_was_measured():
    assert read_measured() == []
    assert "Nothing is measured yet." in page([])
