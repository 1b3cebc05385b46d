"""A sweep from the command line: every run is had once, whatever interrupts it."""

import json
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from core import jobs
from core.cli import app
from core.metrics import mean_interval
from core.training.loop import Stopped, train
from core.training.run import Run, list_runs
from core.training.sweep import cells
from tests import tiny
from tests.jobs.conftest import history

pytestmark = [pytest.mark.usefixtures("own_home"), pytest.mark.timeout(300)]
RECIPE = tiny.mlp(training={"epochs": 2})
SETTINGS = ("training.epochs=1,2", "training.batch_size=4,8")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the datasets that were prepared."""
    names: list[str] = []

    def prepare(recipe):  # type: ignore[no-untyped-def]
        names.append(recipe.data.dataset)
        return original(recipe)

    from core.jobs import materials

    original = materials.prepare
    monkeypatch.setattr(materials, "prepare", prepare)
    return names


def sweep(folder: Path, *more: str) -> Result:
    file = folder / "recipe.toml"
    file.write_text(RECIPE.to_toml())
    sets = [word for text in SETTINGS for word in ("--set", text)]
    return CliRunner().invoke(app, ["sweep", str(file), *sets, "--seeds", "2", *more])


def test_every_cell_is_trained_once_and_the_table_tells_its_spread(
    tmp_path: Path, opened: list[str]
):
    done = sweep(tmp_path, "--json", "--csv", str(tmp_path / "table.csv"))
    assert done.exit_code == 0, done.output
    runs = list_runs()
    assert len(runs) == 2 * 2 * 2
    assert {run.status().state for run in runs} == {"finished"}
    assert opened == ["tiny"], "what is learned from is loaded once"

    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["training.epochs"], row["training.batch_size"]) for row in rows] == [
        (1, 4), (1, 8), (2, 4), (2, 8),
    ]  # fmt: skip
    for row in rows:
        reports = [Run.load(name).report() for name in row["runs"]]
        assert [report["seed"] for report in reports if report] == [0, 1]
        values = [report["headline"]["value"] for report in reports if report]
        expected = mean_interval(values)
        assert row["values"] == values
        assert [row[key] for key in ("mean", "low", "high", "n")] == pytest.approx(
            [expected[key] for key in ("mean", "low", "high", "n")]
        )
        assert (row["side"], row["figure"], row["over_all_tracks"]) == (
            "validation", "accuracy", None,
        )  # fmt: skip
    table = pd.read_csv(tmp_path / "table.csv")
    assert list(table["mean"]) == pytest.approx([row["mean"] for row in rows])

    opened.clear()
    before = {run.name: (run.path / "history.csv").stat().st_mtime_ns for run in runs}
    again = sweep(tmp_path, "--test")
    assert again.exit_code == 0, again.output
    assert not opened, "nothing is trained again"
    assert {r.name: (r.path / "history.csv").stat().st_mtime_ns for r in list_runs()} == before
    for line in again.stdout.splitlines():
        assert "test accuracy" in line
        assert "2 seeds, over all" in line


def test_a_run_that_was_cut_short_goes_on_and_one_at_work_is_passed_over(tmp_path: Path):
    whole, cut, busy = (Run.create(RECIPE.changed(seed=seed)) for seed in (0, 1, 2))
    train(whole)

    def stop(row: dict[str, float]) -> None:
        raise Stopped

    train(cut, on_epoch=stop)
    assert cut.status().state == "stopped"
    before = history(cut)
    (cell,) = cells(RECIPE, {}, n_seeds=3)
    with busy.working():
        busy.write_status(state="running")
        seen = [run.name for run in jobs.sweep(cell.recipes, side="validation")]
        assert busy.status().state == "running"
    assert seen == [whole.name, cut.name, busy.name]
    assert cut.status().state == "finished"
    assert history(cut)[: len(before)] == before
    assert len(history(cut)) == len(before) + 1


def test_a_stop_ends_the_sweep_and_a_failure_does_not(monkeypatch: pytest.MonkeyPatch):
    ends = iter(["failed", "stopped", "finished"])

    def work(run: Run, **_: object) -> None:
        with run.working():
            run.write_status(state=next(ends))

    monkeypatch.setattr("core.jobs.sweeping.work", work)
    (cell,) = cells(RECIPE, {}, n_seeds=3)
    states = [run.status().state for run in jobs.sweep(cell.recipes, side="validation")]
    assert states == ["failed", "stopped"]
    assert len(list_runs()) == 2


def test_bad_usage_is_refused_before_anything_is_trained(tmp_path: Path):
    for bad, told in (
        ("training.epohcs=1", "training.epohcs"),
        ("data.split=nowhere", "no split 'nowhere'"),
        ("data.dataset=nowhere", "no dataset 'nowhere'"),
        ("training.epochs=1", "set twice"),
    ):
        done = sweep(tmp_path, "--set", bad)
        assert done.exit_code == 2, done.output
        assert told in done.stderr
    assert not list_runs()


def test_what_another_process_has_trained_meanwhile_is_not_trained_again():
    (cell,) = cells(RECIPE, {}, n_seeds=2)
    at_work = jobs.sweep(cell.recipes, side="validation")
    first = next(at_work)
    other = Run.create(cell.recipes[1])
    train(other)
    assert [run.name for run in at_work] == [other.name]
    assert {run.name for run in list_runs()} == {first.name, other.name}


def test_the_command_line_leaves_a_sweep_that_a_page_can_show(tmp_path: Path):
    assert sweep(tmp_path, "--json").exit_code == 0
    (name,) = jobs.Sweep.names()
    found = jobs.Sweep.load(name)
    assert found.settings == {"training.epochs": [1, 2], "training.batch_size": [4, 8]}
    assert (found.ended(), found.workers(), found.side) == (8, [], "validation")
    again = sweep(tmp_path, "--json")
    assert [json.loads(line) for line in again.stdout.splitlines()] == found.rows()
    assert jobs.Sweep.names() == [name], "the same one again"


def test_a_stopped_sweep_trains_nothing_until_it_is_begun_again(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("core.jobs.sweeping.work", finish)
    monkeypatch.setattr("core.jobs.sweeping.judge_side", lambda *_, **__: None)
    planned = jobs.Sweep.open(RECIPE, {"seed": [3, 4]}, n_seeds=1, side="validation")
    with planned.working() as worker:
        at_work = planned.work(worker)
        next(at_work)
        assert [each.folder for each in planned.workers()] == [worker.folder]
        planned.stop()
        assert not list(at_work)
    assert len(list_runs()) == 1
    planned.expect_work()
    with planned.working() as worker:
        assert len(list(planned.work(worker))) == 2


def finish(run: Run, **_: object) -> None:
    with run.working():
        run.write_status(state="finished")
