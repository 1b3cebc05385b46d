"""Commands on runs: what was said of them, what differs, and their end."""

import json

import pytest
from typer.testing import CliRunner, Result

from core.cli import app
from core.training.run import Run, list_runs
from tests import tiny

pytestmark = pytest.mark.usefixtures("home")


def call(*words: str, **options: object) -> Result:
    return CliRunner().invoke(app, list(words), **options)  # type: ignore[arg-type]


@pytest.fixture
def runs() -> list[Run]:
    made = [Run.create(tiny.mlp(seed=seed)) for seed in (1, 2)]
    for run in made:
        with run.working():
            run.write_status(state="finished")
    return made


def test_words_are_given_to_a_run_and_lists_tell_them(runs: list[Run]):
    name = runs[0].name
    done = call("about", name, "--title", "My best", "--note", "so far", "--tag", "a", "--tag", "b")
    assert done.exit_code == 0
    assert json.loads(call("about", name, "--json").stdout) == {
        "name": name, "title": "My best", "note": "so far", "tags": ["a", "b"],
    }  # fmt: skip
    (line,) = (line for line in call("runs").stdout.splitlines() if name in line)
    assert "My best #a #b" in line
    listed = call("runs", "--tag", "b", "--json").stdout.splitlines()
    assert [json.loads(line)["name"] for line in listed] == [name]
    assert json.loads(listed[0])["note"] == "so far"
    call("about", name, "--tag", "")
    done = call("runs", "--tag", "b")
    assert (done.stdout, done.stderr) == ("", "No run has the tag b.\n")
    assert "My best" in call("about", name).stdout
    done = call("about", name, "--title", "x" * 100)
    assert done.exit_code == 2
    assert "80" in done.stderr


def test_deleting_asks_first(runs: list[Run]):
    name = runs[0].name
    assert call("delete", name, input="n\n").exit_code == 0
    assert call("delete", name, input="").exit_code == 1
    assert len(list_runs()) == 2
    done = call("delete", name, input="y\n")
    assert done.exit_code == 0
    assert [run.name for run in list_runs()] == [runs[1].name]
    assert call("delete", name, "--yes").exit_code == 2
    assert call("delete", runs[1].name, "--yes").exit_code == 0
    assert not list_runs()
    assert call("runs").stderr == "There are no runs yet.\n"


def test_a_live_run_is_not_deleted(runs: list[Run]):
    runs[0].hold.expect()
    runs[0].write_status(state="queued")
    done = call("delete", runs[0].name, "--yes")
    assert done.exit_code == 1
    assert "Stop it first" in done.stderr
    assert len(list_runs()) == 2


def test_what_differs_is_told_key_by_key(runs: list[Run]):
    names = [run.name for run in runs]
    assert call("diff", *names).stdout.split() == ["seed", "1", "2"]
    rows = [json.loads(line) for line in call("diff", *names, "--json").stdout.splitlines()]
    assert rows == [{"key": "seed", names[0]: 1, names[1]: 2}]
    assert "training.epochs" in call("diff", "demo-cnn", "zheng-baseline").stdout
    assert call("diff", names[0], "nosuch").exit_code == 2
