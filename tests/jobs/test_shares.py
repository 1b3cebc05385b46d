"""A sweep that machines share: each run is one machine's, and the table is everybody's."""

import json
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import optuna
import pytest
from typer.testing import CliRunner

from core import paths
from core.cli import app
from core.errors import StudyError
from core.jobs import Search, Sweep
from core.jobs.shares import Shares
from core.jobs.studies import open_study
from core.training.run import Run, list_runs
from tests import tiny

pytestmark = pytest.mark.timeout(300)
RECIPE = tiny.mlp(training={"epochs": 1})
SETTINGS = {"training.batch_size": [4, 8], "training.learning_rate": [0.01, 0.02]}
N_RUNS = 40
TAKE_ALL = """
import sys
from core.jobs.shares import Shares
from core.jobs.studies import open_study
from core.training.recipe import Recipe
shares = Shares(open_study(sys.argv[1], "many", Recipe.load("demo-cnn"), {n}), {n}, sys.argv[2])
input()
while (number := shares.take()) is not None:
    print(number)
"""


@pytest.fixture(autouse=True)
def two_homes(tiny_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two machines with the tiny dataset and nothing else in common; the log as it was."""
    for machine in ("a", "b"):
        (tmp_path / machine).mkdir()
        for path in tiny_home.iterdir():
            if path.name not in ("runs", "sweeps", "searches"):
                (tmp_path / machine / path.name).symlink_to(path)
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "a"))
    handlers, level = logging.root.handlers[:], logging.root.level
    yield
    logging.root.handlers, logging.root.level = handlers, level


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'study.db'}"


def begun(study: str) -> Sweep:
    return Sweep.open(RECIPE, SETTINGS, n_seeds=1, side="validation", study=study)


def some(sweep: Sweep, n: int) -> list[Run]:
    """The first `n` runs that a machine does; it ends before it takes another."""
    runs = []
    with sweep.working() as worker:
        for run in sweep.work(worker):
            runs.append(run)
            if len(runs) == n:
                break
    return runs


def test_two_processes_never_take_the_same(url: str, tmp_path: Path) -> None:
    open_study(url, "many", RECIPE.load("demo-cnn"), N_RUNS)
    command = [sys.executable, "-c", TAKE_ALL.format(n=N_RUNS), url]
    processes = [
        subprocess.Popen(
            [*command, name],
            cwd=paths.PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in "ab"
    ]
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")  # both wait for it once they have begun
        process.stdin.flush()
    taken = [[int(line) for line in process.communicate()[0].splitlines()] for process in processes]
    assert sorted(taken[0] + taken[1]) == list(range(N_RUNS))


def test_each_run_is_made_once_and_either_machine_tells_all(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = f"{url}#grid"
    first = begun(study)
    assert len(some(first, 1)) == 1
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "b"))
    joined = CliRunner().invoke(app, ["sweep", "--join", study, "--json"])
    assert joined.exit_code == 0, joined.output
    assert len(list_runs()) == 3
    rows = [json.loads(line) for line in joined.stdout.splitlines()]
    assert [row["training.batch_size"] for row in rows] == [4, 4, 8, 8]
    assert [row["n"] for row in rows] == [1, 1, 1, 1]

    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path / "a"))
    assert first.rows() == rows
    assert first.ended() == 4
    assert not some(begun(study), 9), "there is no more to do"
    values = [(run.report() or {})["headline"]["value"] for run in list_runs()]
    assert values == rows[0]["values"]


def test_what_a_machine_left_it_goes_on_with_and_no_other_takes_it(url: str) -> None:
    sweep = begun(f"{url}#grid")
    assert sweep.shares
    assert sweep.shares.take() == 0  # and it was killed
    other = Shares(sweep.shares.study, 4, "another machine")
    assert other.take() == 1
    (again,) = some(begun(f"{url}#grid"), 1)
    assert again.recipe.to_toml() == sweep.recipes[0].to_toml()


def test_a_failed_run_leaves_its_reason_and_is_not_waited_for(url: str) -> None:
    shares = begun(f"{url}#grid").shares
    assert shares
    run = Run.create(RECIPE)
    run.write_status(state="failed", message="out of memory")
    assert shares.take() == 0
    shares.settle(0, run, "validation")
    trial = shares.study.get_trials()[0]
    assert trial.state == optuna.trial.TrialState.FAIL
    assert trial.user_attrs["why"] == "out of memory"
    assert (shares.ended(), shares.begun(), shares.told()) == (1, [], {})


def test_what_cannot_be_shared_is_refused_in_words(url: str) -> None:
    begun(f"{url}#grid")
    with pytest.raises(StudyError, match="another recipe"):
        Sweep.open(RECIPE, {"seed": [1]}, n_seeds=1, side="validation", study=f"{url}#grid")
    with pytest.raises(StudyError, match="join it by `sweep --join`"):
        Search.join(f"{url}#grid")
    with pytest.raises(StudyError, match=r"no study 'nothing'.*Known: grid"):
        Sweep.join(f"{url}#nothing")
    with pytest.raises(StudyError, match="name a database"):
        begun("grid")
    for usage in (["--join", "x", "demo-cnn"], ["demo-cnn"], []):
        assert CliRunner().invoke(app, ["sweep", *usage]).exit_code == 2
