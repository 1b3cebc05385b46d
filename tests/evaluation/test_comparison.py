"""Two networks on one test set: the test, its words, and what it refuses."""

from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import binomtest

from core.errors import RunError
from core.evaluation import Published, compare, summary
from core.training.run import Results
from tests import tiny

RIGHT_A = "1111111111" "1111" "1111" "00"  # fmt: skip
RIGHT_B = "1111111110" "1000" "0000" "01"  # fmt: skip


def judged(folder: Path, right: str, *, first: int = 0) -> Results:
    """A folder with predictions on songs of two genres, right where `right` says 1."""
    labels = ["pop" if i % 2 else "jazz" for i in range(len(right))]
    other = {"pop": "jazz", "jazz": "pop"}
    predicted = [x if r == "1" else other[x] for x, r in zip(labels, right, strict=True)]
    ids = [f"song.{first + i}" for i in range(len(right))]
    folder.mkdir()
    table = pd.DataFrame({"track_id": ids})
    for name in other:
        table[f"y_{name}"] = [float(label == name) for label in labels]
    for name in other:
        table[f"p_{name}"] = [0.9 if said == name else 0.1 for said in predicted]
    table.to_parquet(folder / "predictions.parquet", index=False)
    (folder / "recipe.toml").write_text(tiny.mlp().to_toml())
    return Results(folder)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Results, Results]:
    return judged(tmp_path / "strong", RIGHT_A), judged(tmp_path / "weak", RIGHT_B)


def test_mcnemar_is_a_binomial_test_of_the_songs_on_which_one_is_right(pair):
    outcome = compare(*pair)
    assert (outcome.test["b"], outcome.test["c"]) == (8, 1)
    assert outcome.test["p_value"] == pytest.approx(binomtest(1, 9, 0.5).pvalue)
    assert outcome.verdict == (
        "only strong is right on 8 songs, only weak on 1. strong is better, by more than chance "
        "alone would explain (p = 0.039)."
    )
    low, high = outcome.difference
    assert low < 7 / 20 < high


def test_the_songs_that_divide_them(pair):
    apart = compare(*pair).disagreements()
    assert list(apart.track_id) == [f"song.{i}" for i in (9, 11, 12, 13, 14, 15, 16, 17, 19)]
    assert ((apart.label == apart.predicted_a) != (apart.label == apart.predicted_b)).all()


def test_turned_round_the_other_is_b(pair):
    a, b = pair
    ours, theirs = compare(a, b), compare(b, a)
    assert (theirs.test["b"], theirs.test["c"]) == (1, 8)
    assert theirs.difference == pytest.approx((-ours.difference[1], -ours.difference[0]))
    assert "strong is better" in theirs.verdict


def test_the_order_of_songs_does_not_matter(pair):
    a, b = pair
    before = compare(a, b).test
    shuffled = b.predictions().sample(frac=1, random_state=1)
    shuffled.to_parquet(b.path / "predictions.parquet", index=False)
    assert compare(a, b).test == before


def test_a_few_songs_may_be_chance(tmp_path: Path):
    outcome = compare(judged(tmp_path / "x", "1110"), judged(tmp_path / "y", "0111"))
    assert "Chance alone could explain such a difference (p > 0.99)" in outcome.verdict


def test_other_songs_are_refused_with_their_number(tmp_path: Path):
    a, b = judged(tmp_path / "x", "1110"), judged(tmp_path / "y", "111", first=2)
    with pytest.raises(RunError, match=r"different songs \(4 and 3, 2 in common\)"):
        compare(a, b)


def test_what_was_not_judged_is_named(tmp_path: Path):
    a = judged(tmp_path / "x", "11")
    for first, second in ((a, Results(tmp_path / "new")), (Results(tmp_path / "new"), a)):
        with pytest.raises(RunError, match="new has not been judged yet"):
            compare(first, second)


def test_the_summary_is_in_per_cent_and_marks_what_leaks():
    report = {
        "headline": {"name": "accuracy", "value": 0.8, "low": 0.74, "high": 0.86},
        "scores": {"macro_f1": 0.75, "top2": 0.9},
        "n": 147, "side": "test", "split": "leaky-slices", "seed": 3,
        "leaky": True, "dataset": "demo", "synthetic": True,
    }  # fmt: skip
    (row,) = summary({"mine": report}, {"mine": None}).to_dict("records")
    assert row["mean over seeds"] == "–"
    assert (row["network"], row["right"], row["macro F1"]) == ("mine", 80, 75)
    assert row["95 % interval"] == "74 to 86 %"
    assert row["split"] == "leaky-slices (leaks)"
    assert row["data"] == "demo (synthetic)"
    seeds = Published("mine", "leaky-slices", "test", (0.7, 0.8), 0.75, 0.654, 0.846)
    (row,) = summary({"mine": report}, {"mine": seeds}).to_dict("records")
    assert row["mean over seeds"] == "75.0 % (65 to 85)"
