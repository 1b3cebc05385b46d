"""Run folders: written whole, and telling the truth when their process does not."""

import json
import os
import threading
import time
from pathlib import Path

import pytest

from core import paths
from core.errors import RunError
from core.training.run import LOST_AFTER, Run, list_runs, run_names
from tests import tiny

pytestmark = pytest.mark.usefixtures("home")


def silence(run: Run, seconds: float) -> None:
    """Let the last sign of life be `seconds` ago."""
    then = time.time() - seconds
    os.utime(run.path / "heartbeat", (then, then))


def test_a_new_run_waits_and_holds_its_recipe():
    recipe = tiny.mlp(seed=5)
    run = Run.create(recipe)
    status = run.status()
    assert (status.state, status.live, status.n_epochs) == ("queued", True, recipe.training.epochs)
    assert run.name.endswith("tiny-mlp-s5")
    assert Run.load(run.name).recipe == recipe
    assert run.history().empty
    assert run.report() is None
    assert run.predictions() is None
    assert run.log_tail() == ""


def test_runs_of_one_second_have_names_of_their_own():
    runs = [Run.create(tiny.mlp()) for _ in range(4)]
    assert len({run.name for run in runs}) == 4
    assert set(run_names()) == {run.name for run in runs}


def test_the_newest_run_comes_first():
    names = ["20250101-000000-a-s0", "20260101-000000-a-s0", "20251231-235959-b-s1"]
    for name in names:
        paths.write_whole(paths.runs() / name / "recipe.toml", tiny.mlp().to_toml())
    assert [run.name for run in list_runs()] == [names[1], names[2], names[0]]


@pytest.mark.parametrize("name", ["", ".", "..", "nosuch", "../runs", "/etc", "a/b"])
def test_only_a_run_is_a_run(name: str):
    Run.create(tiny.mlp())
    with pytest.raises(RunError, match="no run"):
        Run.load(name)


def test_a_reader_never_sees_half_a_status():
    run = Run.create(tiny.mlp())
    over = threading.Event()

    def write() -> None:
        for epoch in range(400):
            run.write_status(epoch=epoch, message="x" * (epoch % 97) * 50)
        over.set()

    writer = threading.Thread(target=write)
    writer.start()
    seen = []
    while not over.is_set():
        status = run.status()
        seen.append((status.state, status.message in ("waiting", "x" * (status.epoch % 97) * 50)))
    writer.join()
    assert len(seen) > 10
    assert set(seen) == {("queued", True)}
    assert not [p for p in run.path.iterdir() if p.name.startswith(".status")], "nothing left over"


@pytest.mark.parametrize("state", ["queued", "running"])
def test_a_live_run_without_a_heartbeat_is_lost(state: str):
    run = Run.create(tiny.mlp())
    run.write_status(state=state, eta_seconds=12.0)
    silence(run, LOST_AFTER - 5)
    assert run.status().state == state
    silence(run, LOST_AFTER + 1)
    status = run.status()
    assert (status.state, status.live, status.eta_seconds) == ("lost", False, None)
    assert "Resume it" in status.message
    run.beat()
    assert run.status().state == state, "a process that was only asleep is found again"


@pytest.mark.parametrize("state", ["stopped", "finished", "failed"])
def test_a_run_that_ended_is_never_lost(state: str):
    run = Run.create(tiny.mlp())
    run.write_status(state=state)
    silence(run, 1e6)
    assert run.status().state == state


def test_a_heart_beats_while_work_goes_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("core.training.run.BEAT_SECONDS", 0.05)
    run = Run.create(tiny.mlp())
    with run.beating():
        silence(run, 100)
        deadline = time.monotonic() + 10
        while time.time() - run.last_beat() > 50 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert time.time() - run.last_beat() < 50
    time.sleep(0.3)
    silence(run, 100)
    time.sleep(0.3)
    assert time.time() - run.last_beat() > 50, "it ends with the work"


def test_a_damaged_status_is_told_and_breaks_nothing():
    run = Run.create(tiny.mlp())
    for damage in ("", "{", "[1]", '"text"'):
        (run.path / "status.json").write_text(damage)
        assert run.status().state == "failed"
        assert "status.json" in run.status().message


def test_a_status_of_another_version_is_read():
    run = Run.create(tiny.mlp())
    values = json.loads((run.path / "status.json").read_text())
    values.pop("queued")
    (run.path / "status.json").write_text(json.dumps(values | {"new_in_2030": True}))
    assert run.status().state == "queued"
    assert run.status().queued == 0.0


def test_the_end_of_a_long_log():
    run = Run.create(tiny.mlp())
    lines = [f"line {i}" for i in range(50_000)]
    (run.path / "log.txt").write_bytes("\n".join(lines).encode() + b"\n\xff\n")
    tail = run.log_tail(5).splitlines()
    assert tail == [*lines[-4:], "\N{REPLACEMENT CHARACTER}"]


def test_a_request_to_stop_is_seen(home: Path):
    run = Run.create(tiny.mlp())
    assert not run.stop_asked()
    Run.load(run.name).ask_to_stop()
    assert run.stop_asked()
