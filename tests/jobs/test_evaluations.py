"""Judging in the background: once, on the side asked for, with its progress in the folder."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from core import jobs
from core.cli import app
from core.errors import RunError
from core.evaluation.predictions import labelled
from core.jobs.evaluations import Judging, write_progress
from core.training.loop import train
from core.training.run import Run
from tests import tiny
from tests.jobs.conftest import wait_for


def trained() -> Run:
    made = Run.create(tiny.mlp())
    train(made)
    return made


@pytest.fixture
def run(tiny_home: Path) -> Run:
    return trained()


def test_the_test_side_is_read_in_the_background(run: Run):
    assert jobs.judging(run) is None
    jobs.start_judging(run, side="test")
    now = jobs.judging(run)
    assert now is not None
    assert (now.side, now.state) == ("test", "running")
    with pytest.raises(RunError, match="judged already, on the test side"):
        jobs.start_judging(run, side="test")

    wait_for(lambda: no_longer_judged(run))
    now, report = jobs.judging(run), run.report()
    assert now is not None
    assert report is not None
    assert now.state == "finished", run.log_tail()
    assert (report["side"], report["n"]) == ("test", now.n_tracks)
    predictions = run.predictions()
    assert predictions is not None
    told = labelled(predictions)
    right = told.label == told.predicted
    assert report["headline"]["value"] == pytest.approx(right.mean())
    assert run.status().state == "finished"


def test_progress_is_told_track_by_track(run: Run, monkeypatch: pytest.MonkeyPatch):
    told: list[Judging] = []
    monkeypatch.setattr("core.jobs.evaluations.REPORT_SECONDS", -1.0)
    monkeypatch.setattr("core.jobs.evaluations.write_progress", lambda _run, now: told.append(now))
    report = jobs.judge_side(run, side="test")
    n = report["n_train"] + report["n_validation"] + report["n"]
    assert [now.n_done for now in told[1:-1]] == list(range(n))
    assert {now.n_tracks for now in told[1:-1]} == {n}
    assert told[-1].state == "finished"


def test_what_goes_wrong_is_told(run: Run):
    (run.path / "model.safetensors").write_bytes(b"not weights")
    with pytest.raises(Exception, match="cannot be read"):
        jobs.judge_side(run, side="validation")
    now = jobs.judging(run)
    assert now is not None
    assert now.state == "failed"
    assert "cannot be read" in now.message


def test_a_live_run_and_one_without_weights_are_not_judged(home: Path):
    run = Run.create(tiny.mlp())
    with pytest.raises(RunError, match="is queued"):
        jobs.start_judging(run, side="validation")
    run.write_status(state="stopped")
    with pytest.raises(RunError, match="no weights"):
        jobs.start_judging(run, side="validation")
    assert jobs.judging(run) is None


def test_a_judge_that_vanished_is_lost(home: Path):
    run = Run.create(tiny.mlp())
    run.write_status(state="stopped")
    with run.working():
        write_progress(run, Judging("test", "running", 3, 10))
        now = jobs.judging(run)
        assert now is not None
        assert now.state == "running"
    now = jobs.judging(run)
    assert now is not None
    assert now.state == "lost"


JUDGE = """
import sys
from core import jobs
from core.jobs import evaluations
from core.training.run import Run
write_progress = evaluations.write_progress

def endless(run, now):
    write_progress(run, now)
    print(now.state, flush=True)
    sys.stdin.readline()

evaluations.write_progress = endless
jobs.judge_side(Run.load(sys.argv[1]), side="test")
"""


@pytest.fixture(scope="class")
def judged(tiny_home: Path) -> Run:
    return trained()


@pytest.fixture(scope="class")
def judge(judged: Run) -> Iterator[subprocess.Popen]:
    """A process that judges the run and has only begun."""
    process = subprocess.Popen(
        [sys.executable, "-c", JUDGE, judged.name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"running\n"
    yield process
    process.kill()
    process.communicate()


class TestBesideAJudge:
    """These look at one run and the process that judges it, in order: the last one kills it."""

    def test_the_test_side_is_read_by_one_at_a_time(self, judged: Run, judge: subprocess.Popen):
        with pytest.raises(RunError, match="judged already, on the test side"):
            jobs.start_judging(judged, side="test")
        with pytest.raises(RunError, match="still at work"):
            jobs.judge_side(judged, side="test")
        second = CliRunner().invoke(app, ["evaluate", judged.name])
        assert second.exit_code == 1
        assert "still at work" in second.stderr
        assert judged.report() is None

    def test_a_run_does_not_go_on_while_it_is_judged(
        self, judged: Run, judge: subprocess.Popen, monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("core.jobs.process.ENDING_SECONDS", 0.1)
        judged.write_status(state="stopped")
        with pytest.raises(RunError, match="still at work"):
            jobs.requeue(judged)
        assert judged.status().state == "stopped"
        judge.kill()
        judge.wait()
        now = jobs.judging(judged)
        assert now is not None
        assert now.state == "lost", "at once"
        assert jobs.requeue(judged).status().state == "queued", "at once, too"
        now = jobs.judging(judged)
        assert now is not None
        assert now.state == "lost", "what waits to train is not judged"


def no_longer_judged(run: Run) -> bool:
    now = jobs.judging(run)
    return now is not None and now.state != "running"


def test_of_two_who_ask_at_once_one_is_heard(run: Run, monkeypatch: pytest.MonkeyPatch):
    launched: list[str] = []
    monkeypatch.setattr("core.jobs.evaluations.launch", lambda run, *_: launched.append(run.name))
    refused: list[str] = []

    def ask() -> None:
        try:
            jobs.start_judging(Run.load(run.name), side="test")
        except RunError as error:
            refused.append(str(error))

    askers = [threading.Thread(target=ask) for _ in range(6)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert launched == [run.name]
    assert len(refused) == 5


def test_a_lost_run_that_is_judged_stays_lost(run: Run):
    with run.working():
        write_progress(run, Judging("test", "running", 3, 10))  # and its process is gone
    run.write_status(state="running")  # as a process that was killed leaves it
    jobs.start_judging(run, side="validation")
    assert run.status().state == "lost"
    wait_for(lambda: no_longer_judged(run))
    assert run.status().state == "lost"
    report = run.report()
    assert report is not None
    assert report["side"] == "validation"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"side": "test", "colour": 1}'])
def test_a_damaged_file_is_as_none(home: Path, text: str):
    run = Run.create(tiny.mlp())
    (run.path / "evaluation.json").write_text(text)
    assert jobs.judging(run) is None
