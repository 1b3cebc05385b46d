"""Judging in the background: once, on the side asked for, with its progress in the folder."""

import json
import time
from pathlib import Path

import pytest

from core import jobs
from core.errors import RunError
from core.jobs.evaluations import Judging, tell
from core.training.loop import train
from core.training.run import Run
from tests import tiny
from tests.jobs.conftest import wait_for


@pytest.fixture
def run(tiny_home: Path) -> Run:
    made = Run.create(tiny.mlp())
    train(made)
    return made


def test_the_test_side_is_read_in_the_background(run: Run):
    assert jobs.judging(run) is None
    jobs.start_judging(run, side="test")
    now = jobs.judging(run)
    assert now is not None
    assert (now.side, now.state) == ("test", "running")
    with pytest.raises(RunError, match="judged already, on the test side"):
        jobs.start_judging(run, side="test")

    def ended() -> bool:
        now = jobs.judging(run)
        return now is not None and now.state != "running"

    wait_for(ended)
    now, report = jobs.judging(run), run.report()
    assert now is not None
    assert report is not None
    assert now.state == "finished", run.log_tail()
    assert (report["side"], report["n"]) == ("test", now.n_tracks)
    predictions = run.predictions()
    assert predictions is not None
    right = predictions.label == predictions.predicted
    assert report["accuracy"] == pytest.approx(right.mean())
    assert run.status().state == "finished"


def test_progress_is_told_track_by_track(run: Run, monkeypatch: pytest.MonkeyPatch):
    told: list[Judging] = []
    monkeypatch.setattr("core.jobs.evaluations.TELL_SECONDS", -1.0)
    monkeypatch.setattr("core.jobs.evaluations.tell", lambda _run, now: told.append(now))
    report = jobs.judge_side(run, side="test")
    n = report["n_validation"] + report["n"]
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
    tell(run, Judging("test", "running", 3, 10))
    file = run.path / "evaluation.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"updated": time.time() - 31}))
    now = jobs.judging(run)
    assert now is not None
    assert now.state == "lost"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"side": "test", "colour": 1}'])
def test_a_damaged_file_is_as_none(home: Path, text: str):
    run = Run.create(tiny.mlp())
    (run.path / "evaluation.json").write_text(text)
    assert jobs.judging(run) is None
