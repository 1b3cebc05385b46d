"""Searches: each trial a run, had once whoever works on it; what is hopeless ends early."""

import json
import math
import signal
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from optuna.trial import TrialState
from typer.testing import CliRunner, Result

from core import jobs
from core.cli import app
from core.errors import RecipeError, StudyError
from core.jobs import Search, searching, studies
from core.training.loop import train
from core.training.recipe import Recipe
from core.training.run import Run, list_runs
from core.training.sweep import with_settings
from tests import tiny
from tests.jobs.conftest import history, wait_for

pytestmark = [pytest.mark.usefixtures("own_home"), pytest.mark.timeout(300)]
PROJECT = Path(__file__).parents[2]
RATE = "training.learning_rate"


def searched(space: dict, **changes: object) -> Recipe:
    return Recipe.parse(tiny.mlp(**changes).model_dump(mode="json") | {"search": space})


def done(search: Search) -> list[Run]:
    with search.working() as worker:
        return [run for _, run in search.work(worker)]


def command(file: Path, recipe: Recipe, *more: str) -> list[str]:
    file.write_text(recipe.to_toml())
    return ["search", str(file), *more]


def call(file: Path, recipe: Recipe, *more: str) -> Result:
    return CliRunner().invoke(app, command(file, recipe, *more))


# ---- what is found ----------------------------------------------------------------------------


def test_the_best_of_real_trainings_is_found_and_saved(tmp_path: Path):
    recipe = searched({RATE: [1e-7, 0.03], "model.hidden": [[8], [32]]}, training={"epochs": 20})
    result = call(tmp_path / "r.toml", recipe, "--trials", "5", "--json",
                  "--save", str(tmp_path / "Best one.toml"))  # fmt: skip
    assert result.exit_code == 0, result.output
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    runs = [Run.load(row["run"]) for row in rows]
    assert {run.name for run in runs} == {run.name for run in list_runs()}
    for row, run in zip(rows, runs, strict=True):
        report = run.report()
        assert report is not None
        assert row["value"] == report["headline"]["value"]
        assert report["side"] == "validation"
        assert run.recipe == with_settings(recipe, row["settings"]), "a run as any other"
        assert "search" not in tomllib.loads((run.path / "recipe.toml").read_text())
    best = max(rows, key=lambda row: row["value"])
    assert best["settings"][RATE] == 0.03, "the other one learns nothing"
    saved = Recipe.load(tmp_path / "Best one.toml")
    assert saved.name == "best-one"
    assert saved == with_settings(recipe, best["settings"]).changed(
        name=saved.name, title=saved.title, source=saved.source
    )


def test_a_known_optimum_is_found(monkeypatch: pytest.MonkeyPatch):
    """Of an objective in place of a training: highest at a rate of 1e-3 and batches of 16."""
    low_and_high = {"low": 1e-5, "high": 1e-1, "log": True}
    recipe = searched({RATE: low_and_high, "training.batch_size": [4, 8, 16, 32]})

    def worth(self: Search, run: Run) -> float:
        how = run.recipe.training
        return -((math.log10(how.learning_rate) + 3) ** 2) - abs(math.log2(how.batch_size / 16))

    def at_once(run: Run, **_: object) -> None:
        with run.working():
            run.write_status(state="finished")

    monkeypatch.setattr(Search, "_headline", worth)
    monkeypatch.setattr(searching, "work", at_once)
    search = Search.open(recipe, n_trials=40)
    done(search)
    winner = search.winner("found")
    assert winner.training.batch_size == 16
    assert math.log10(winner.training.learning_rate) == pytest.approx(-3, abs=0.15)
    again = Search.open(recipe, n_trials=4, study="again")
    done(again)
    first = [trial.params for trial in search.trials()[:4]]
    assert [trial.params for trial in again.trials()] == first, "its seed determines a search"


def test_what_is_hopeless_ends_early_and_its_run_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(studies, "STARTING", 1)
    recipe = searched({RATE: {"low": 1e-9, "high": 0.1, "log": True}}, training={"epochs": 8})
    search = Search.open(recipe, n_trials=2)
    search.study.enqueue_trial({RATE: 0.05})
    search.study.enqueue_trial({RATE: 1e-9})
    good, hopeless = done(search)
    assert [run.status().state for run in (good, hopeless)] == ["finished", "pruned"]
    status = hopeless.status()
    assert 8 // studies.WARM_UP <= status.epoch < 8
    assert f"after epoch {status.epoch}" in status.message
    assert hopeless.report() is None
    assert [trial.state for trial in search.trials()] == [TrialState.COMPLETE, TrialState.PRUNED]
    assert search.best().number == 0
    jobs.requeue(hopeless)  # whoever wants to see it through may


# ---- whatever interrupts it -------------------------------------------------------------------


KILLED = """
import os, signal, sys
from core.cli import app
from core.training import loop
report_epoch = loop.report_epoch

def killed_after_three(run, learner, row, recipe):
    report_epoch(run, learner, row, recipe)
    if learner.progress.epoch == 3:
        os.kill(os.getpid(), signal.SIGKILL)

loop.report_epoch = killed_after_three
app(sys.argv[1:])
"""


def test_a_killed_search_goes_on_where_it_was(tmp_path: Path):
    recipe = searched({"model.hidden": [[8], [4]]}, training={"epochs": 6})
    words = command(tmp_path / "r.toml", recipe, "--trials", "2", "--study", "killed")
    process = subprocess.run([sys.executable, "-c", KILLED, *words], cwd=PROJECT, timeout=200)
    assert process.returncode == -signal.SIGKILL
    (cut,) = list_runs()
    assert cut.status().state == "lost"
    assert len(history(cut)) == 1 + 3
    search = Search.load("killed")
    assert not search.workers()

    ended = [run.name for run in done(search)]
    assert ended[0] == cut.name
    assert len(set(ended)) == len(ended) == len(list_runs()) == len(search.trials()) == 2
    assert all(trial.state == TrialState.COMPLETE for trial in search.trials())
    whole = Run.create(cut.recipe)
    train(whole)
    assert history(cut) == history(whole), "as if nothing had been"
    assert not done(search), "all is done"


def test_a_stop_ends_it_and_what_was_cut_short_goes_on(monkeypatch: pytest.MonkeyPatch):
    ends = iter(["stopped", "finished", "failed", "finished"])

    def work(run: Run, **_: object) -> None:
        with run.working():
            run.write_status(state=next(ends))

    monkeypatch.setattr(searching, "work", work)
    monkeypatch.setattr(Search, "_headline", lambda *_: 0.5)
    search = Search.open(searched({RATE: [0.1, 0.2]}), n_trials=3)
    (cut,) = done(search)
    search.stop()
    assert not done(search), "somebody asked it to stop"
    search.expect_work()
    runs = done(search)
    assert [run.status().state for run in runs] == ["finished", "failed", "finished"]
    assert runs[0].name == cut.name
    assert [t.state for t in search.trials()] == [
        TrialState.COMPLETE, TrialState.FAIL, TrialState.COMPLETE,
    ]  # fmt: skip


def test_two_processes_on_one_study_never_make_the_same_trial(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'shared.db'}#both"
    recipe = searched({RATE: {"low": 0.001, "high": 0.1}}, training={"epochs": 1})
    mine = Search.open(recipe, n_trials=6, study=url)
    command = [sys.executable, "-m", "core", "search", "--join", url]  # which tells the recipe
    other = subprocess.Popen(command, cwd=PROJECT)
    wait_for(list_runs)
    assert len(done(mine)) < 6, "the other has made some"
    assert other.wait(timeout=200) == 0
    trials = Search.load("both").trials()
    assert [trial.number for trial in trials] == list(range(6))
    assert {trial.state for trial in trials} == {TrialState.COMPLETE}
    names = [trial.user_attrs["run"] for trial in trials]
    assert sorted(set(names)) == sorted(run.name for run in list_runs())
    assert len(set(names)) == 6
    assert len({trial.params[RATE] for trial in trials}) == 6
    for run in list_runs():
        assert len(history(run)) == 1 + 1
        assert run.log_tail().count("epoch 1/1") == 1


# ---- what is refused --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("space", "options", "told"),
    [
        ({}, [], "no [search] table"),
        ({"training.epohcs": [1, 2]}, [], "training.epohcs"),
        ({"model.hiden": [[1], [2]]}, [], "hiden"),
        ({"data.split": ["random-622", "nowhere"]}, [], "nowhere"),
        ({RATE: [0.1, 0.2]}, ["--study", "Ünnamed"], "Ünnamed"),
        ({RATE: [0.1, 0.2]}, ["--study", "nosuch://a:secret@b/c"], "nosuch://a:…@b/c"),
        ({RATE: [0.1, 0.2]}, ["--study", "sqlite:////nosuch/folder/x.db"], "cannot be opened"),
        ({RATE: [0.1, 0.2]}, ["--trials", "0"], "--trials"),
    ],
)
def test_bad_usage_is_refused_before_anything_is_trained(
    tmp_path: Path, space: dict, options: list[str], told: str
):
    file = tmp_path / "r.toml"
    text = tiny.mlp().to_toml()
    for key, values in space.items():
        text += f"\n[search]\n{key} = {json.dumps(values, ensure_ascii=False)}\n"
    file.write_text(text)
    result = CliRunner().invoke(app, ["search", str(file), *options])
    assert result.exit_code == 2, result.output
    assert told in result.stderr
    assert "secret" not in result.stderr
    assert not list_runs()


def test_who_joins_nothing_is_told_what_there_is(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    Search.open(searched({RATE: [0.1, 0.2]}), n_trials=3, study=f"{url}#known")
    for words, told in (
        (["--join", f"{url}#other"], "Known: known"),
        (["--join", "known"], "names no study that machines share"),
        (["--join", f"{url}#known", "demo-search"], "name a recipe, or with --join"),
        ([], "name a recipe, or with --join"),
    ):
        result = CliRunner().invoke(app, ["search", *words])
        assert result.exit_code == 2
        assert told in result.stderr
    joined = Search.join(f"{url}#known")
    assert (joined.n_trials, joined.recipe.name) == (3, "tiny-mlp")


def test_a_trial_too_many_is_left_to_the_machine_that_was_quicker(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    url = f"sqlite:///{tmp_path / 'shared.db'}#known"
    search = Search.open(searched({RATE: [0.1, 0.2]}), n_trials=1, study=url)
    ask = search.study.ask
    both = lambda: (ask(), ask())[1]  # noqa: E731 - both saw that one trial was wanted
    monkeypatch.setattr(search.study, "ask", both)
    assert search._new() is None
    assert [trial.number for trial in search.trials()] == [0]


def test_trials_of_two_recipes_are_not_mixed(tmp_path: Path):
    one, other = (searched({RATE: [0.1, last]}) for last in (0.2, 0.3))
    url = f"sqlite:///{tmp_path / 'shared.db'}"
    Search.open(one, n_trials=1)
    with pytest.raises(StudyError, match="another recipe"):
        Search.open(other, n_trials=1)
    with pytest.raises(StudyError, match="lies elsewhere"):
        Search.open(one, n_trials=1, study=url)
    Search.open(one, n_trials=1, study=f"{url}#shared")
    for path in (Search.load("shared").path).iterdir():  # as on another machine
        if path.is_file():
            path.unlink()
    with pytest.raises(StudyError, match="another recipe"):
        Search.open(other, n_trials=1, study=f"{url}#shared")


def test_values_that_do_not_go_together_are_passed_over():
    recipe = searched(
        {"training.optimizer": ["adam", "sgd"], "training.momentum": [0.0, 0.9]},
        training={"optimizer": "sgd", "epochs": 1},
    )
    search = Search.open(recipe, n_trials=2)
    search.study.enqueue_trial({"training.optimizer": "adam", "training.momentum": 0.9})
    search.study.enqueue_trial({"training.optimizer": "sgd", "training.momentum": 0.9})
    (run,) = done(search)
    assert (run.recipe.training.optimizer, run.recipe.training.momentum) == ("sgd", 0.9)
    assert "momentum" in search.trials()[0].user_attrs["why"]


def test_a_training_takes_no_notice_of_the_table():
    recipe = searched({RATE: [0.1, 0.2]}, training={"epochs": 1})
    run, plain = Run.create(recipe), Run.create(recipe.without_search)
    assert (run.path / "recipe.toml").read_text() == (plain.path / "recipe.toml").read_text()
    with pytest.raises(RecipeError, match="no \\[search\\]"):
        Search.open(run.recipe, n_trials=1)
