"""Rows come from the folders of runs, stay when those go, and are never changed unseen."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import accuracy_score, confusion_matrix, f1_score

from core import jobs, paths
from core.evaluation import (
    gather,
    write_measured,
    write_results_page,
    wrong_figures,
    wrong_results,
)
from core.evaluation.gathering import answer_seconds
from core.evaluation.predictions import labelled
from core.features import Averages
from core.models import build
from core.training.checkpoint import Checkpoint
from core.training.recipe import Recipe
from core.training.run import Run

SMALLEST = "demo-baseline"


@pytest.fixture(scope="module")
def run() -> Run:
    """The smallest recipe, trained on the demo set from a seed that has no row yet, and judged."""
    made = Run.create(Recipe.load(SMALLEST).changed(seed=7))
    jobs.execute(made)
    jobs.judge_side(made, side="test")
    return made


@pytest.fixture
def docs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where results are written: a copy of the project's own."""
    (tmp_path / "results.csv").write_bytes((paths.docs() / "results.csv").read_bytes())
    monkeypatch.setattr(paths, "docs", lambda: tmp_path)
    return tmp_path


def set_figure(result: Checkpoint | Run, *place: str | int, to: object) -> None:
    """Write another figure into a report."""
    file = result.path / "report.json"
    report = json.loads(file.read_text())
    inner = report
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = to
    file.write_text(json.dumps(report))


@pytest.fixture
def copy(run: Run, tmp_path: Path) -> Checkpoint:
    """The run's folder again, to be tampered with."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for file in run.path.iterdir():
        if file.is_file():
            (folder / file.name).write_bytes(file.read_bytes())
    return Checkpoint(folder)


def test_the_smallest_recipe_trained_again_reports_what_its_predictions_come_to(run: Run):
    report, table = run.report(), run.predictions()
    assert report is not None
    assert table is not None
    table = labelled(table)
    assert report["n"] == len(table)
    assert report["headline"]["value"] == accuracy_score(table.label, table.predicted)
    names = list(report["per_output"])
    assert np.array_equal(
        report["confusion"], confusion_matrix(table.label, table.predicted, labels=names)
    )
    f1 = f1_score(table.label, table.predicted, average="macro", zero_division=0)
    assert report["scores"]["macro_f1"] == pytest.approx(f1, abs=1e-12)
    shares = table[[f"p_{name}" for name in names]].to_numpy(dtype=np.float64)
    sure, right = shares.max(axis=1), (table.label == table.predicted).to_numpy()
    bins = np.clip(np.ceil(sure * 15).astype(int) - 1, 0, 14)  # Guo et al. (2017), 15 bins
    off = [abs(right[bins == b].sum() - sure[bins == b].sum()) for b in range(15)]
    assert report["scores"]["ece"] == pytest.approx(sum(off) / len(table), abs=1e-6)
    assert wrong_figures(Checkpoint(run.path)) == []


@pytest.mark.parametrize(
    ("place", "named"),
    [
        (("headline", "value"), "headline.value is 0.123"),
        (("scores", "ece"), "scores.ece is 0.123"),
        (("scores", "temperature"), "scores.temperature is 0.123"),
        (("confusion", 2, 3), "confusion.2.3 is 0.123"),
        (("n_train",), "n_train is 0.123"),
    ],
)
def test_a_figure_that_was_tampered_with_is_named(copy: Checkpoint, place, named):
    set_figure(copy, *place, to=0.123)
    (line,) = wrong_figures(copy)
    assert line.startswith(f"copy: {named} in report.json, ")


def test_one_class_and_its_card_too(copy: Checkpoint):
    name = copy.names[0]
    set_figure(copy, "per_output", name, "f1", to=0.123)
    (copy.path / "card.md").write_text("no figures at all")
    first, second = wrong_figures(copy)
    assert f"per_output.{name}.f1 is 0.123" in first
    assert "card.md" in second


def test_songs_of_another_side_are_noticed(copy: Checkpoint):
    set_figure(copy, "side", to="validation")
    assert wrong_figures(copy) == [
        "copy: other tracks were judged than are on its validation side."
    ]


def test_features_of_several_rates_are_timed_together():
    rates = (Averages(sample_rate=22_050), Averages(sample_rate=16_000))
    recipe = Recipe.load(SMALLEST).model_copy(update={"features": rates})
    model = build("mlp", {}, inputs=[(26,), (26,)], n_outputs=2).eval()
    seconds = answer_seconds(recipe, model)
    assert seconds is not None
    assert seconds > 0


def test_a_run_becomes_a_row_once_and_outlives_its_folder(run: Run, docs: Path):
    (own,) = (row for row in gather().rows if row.run == run.name)
    report = run.report()
    assert report is not None
    assert (own.recipe, own.side, own.value) == (SMALLEST, "test", report["headline"]["value"])
    assert own.over_all_tracks == report["over_all_tracks"]["value"]
    n = sum(each.numel() for each in Checkpoint(run.path).model().parameters())
    assert own.parameters == n
    assert own.training_seconds == pytest.approx(run.history().seconds.sum(), abs=0.1)
    assert own.answer_seconds is not None
    assert own.answer_seconds > 0
    write_measured(gather().rows)
    again = gather()
    assert (again.n_new, again.conflicts) == (0, ())
    run.path.rename(docs / "elsewhere")
    try:
        assert own.run in {row.run for row in gather().rows}
    finally:
        (docs / "elsewhere").rename(run.path)


def test_a_run_that_says_otherwise_than_its_row_is_told_and_the_row_stays(run: Run, docs: Path):
    rows = gather().rows
    changed = [row if row.run != run.name else replace(row, value=0.123) for row in rows]
    write_measured(changed)
    found = gather()
    (line,) = found.conflicts
    assert run.name in line
    assert "where the row says 0.123" in line
    assert 0.123 in {row.value for row in found.rows}


def test_runs_of_other_recipes_and_unjudged_ones_are_no_rows(run: Run, docs: Path):
    before = len(gather().rows)
    Run.create(Recipe.load(SMALLEST))  # waiting
    other = Run.create(Recipe.load(SMALLEST).changed(training={"epochs": 3}))
    for file in ("report.json", "status.json", "checkpoint.json", "model.safetensors"):
        (other.path / file).write_bytes((run.path / file).read_bytes())
    assert len(gather().rows) == before


def test_the_projects_own_results_are_what_its_table_gives():
    assert wrong_results() == []


def test_a_page_that_was_written_by_hand_is_noticed(docs: Path):
    found = gather()
    write_measured(found.rows)
    write_results_page(found.rows)
    assert wrong_results() == []
    page = docs / "results.md"
    page.write_text(page.read_text().replace("0", "9", 1))
    assert len(wrong_results()) == 1
