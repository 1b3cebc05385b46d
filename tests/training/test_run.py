"""Run folders: written whole, and telling the truth when their process does not."""

import json
import os
import threading
import time
from pathlib import Path

import pytest

from core import jobs, paths
from core.errors import RunError
from core.training.hold import LOST_AFTER, Hold, this_machine
from core.training.run import Run, list_runs, run_names
from tests import garbage, tiny

pytestmark = pytest.mark.usefixtures("home")


def silence(run: Run, seconds: float) -> None:
    """Let the last sign of life be `seconds` ago."""
    then = time.time() - seconds
    (run.path / "heartbeat").touch()
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
@pytest.mark.parametrize("machine", ["", "another machine"])
def test_of_processes_elsewhere_or_to_come_only_a_heartbeat_tells(state: str, machine: str):
    run = Run.create(tiny.mlp())
    run.write_status(state=state, eta_seconds=12.0)
    (run.path / "heartbeat").write_text(machine)
    silence(run, LOST_AFTER - 5)
    assert run.status().state == state
    silence(run, LOST_AFTER + 1)
    status = run.status()
    assert (status.state, status.live, status.eta_seconds) == ("lost", False, None)
    assert "Resume it" in status.message
    silence(run, -3600)
    assert run.status().state == "lost", "the clock was set back since"
    silence(run, 0)
    assert run.status().state == state, "a process that was only asleep is found again"


def test_on_this_machine_the_lock_alone_tells():
    run = Run.create(tiny.mlp())
    run.write_status(state="running")
    seen = Run.load(run.name)
    with run.working():
        silence(run, 1000)
        assert run.status().live, "it says so itself"
        assert seen.status().live, "a machine may be too busy for signs of life"
        assert time.time() - run.hold.last_beat() > 900
    assert seen.status().state == "lost", "it has gone, and said so"
    (run.path / "heartbeat").write_text(this_machine())
    assert time.time() - run.hold.last_beat() < 30
    assert seen.status().state == "lost", "the lock is free, whatever was heard a moment ago"


def test_one_process_or_thread_at_a_time_works_on_a_run():
    run = Run.create(tiny.mlp())
    told: list[str] = []

    def intrude(hold: Hold) -> None:
        try:
            with hold.acquired(patience=0.1):
                told.append("in")
        except RunError as error:
            told.append(str(error))

    with run.working():
        with run.working():
            pass  # what is at work may call what works
        for hold in (Run.load(run.name).hold, run.hold):
            thread = threading.Thread(target=intrude, args=(hold,))
            thread.start()
            thread.join()
    intrude(Run.load(run.name).hold)
    assert ["still at work" in words for words in told] == [True, True, False]
    assert told[-1] == "in"


def test_looking_keeps_no_worker_out():
    run = Run.create(tiny.mlp())
    run.write_status(state="running")
    with run.working():
        pass
    over, seen = threading.Event(), set()

    def look() -> None:
        while not over.is_set():
            seen.add(Run.load(run.name).status().state)

    readers = [threading.Thread(target=look) for _ in range(4)]
    for reader in readers:
        reader.start()
    try:
        for _ in range(50):
            with Run.load(run.name).working():  # raises where somebody else holds it
                pass
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert seen


def test_what_a_killed_process_left_is_cleared_away_and_nothing_else():
    run = Run.create(tiny.mlp())
    left = [".last.pt.a1b2c3d4", ".status.json.________", ".model.safetensors.zzzzzzzz"]
    kept = [".about.json.a1b2c3d4", ".working.lock", ".notes", "last.pt", "mine.txt.a1b2c3d4"]
    for name in left + kept:
        (run.path / name).write_text("x")
    with run.working():
        names = {path.name for path in run.path.iterdir()}
    assert not names & set(left)
    assert names >= set(kept)


@pytest.mark.parametrize("state", ["stopped", "finished", "failed"])
def test_a_run_that_ended_is_never_lost(state: str):
    run = Run.create(tiny.mlp())
    run.write_status(state=state)
    silence(run, 1e6)
    assert run.status().state == state


def test_a_heart_beats_while_work_goes_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("core.training.hold.BEAT_SECONDS", 0.05)
    run = Run.create(tiny.mlp())
    with run.working():
        silence(run, 100)
        deadline = time.monotonic() + 10
        while time.time() - run.hold.last_beat() > 50 and time.monotonic() < deadline:
            time.sleep(0.02)
        assert time.time() - run.hold.last_beat() < 50
    time.sleep(0.3)
    assert not run.hold.last_beat(), "it ends with the work"


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


def test_a_garbage_folder_spoils_no_list():
    run = Run.create(tiny.mlp())
    run.write_status(state="finished")
    paths.write_whole(run.path / "checkpoint.json", "{}")
    garbage.spoil_copies(run.path)
    spoilt = {f"20200101-000000-{name}" for name in garbage.SPOILT | garbage.ODD}
    assert {found.name for found in list_runs()} == {run.name} | spoilt
    assert not jobs.waiting()
    faults = {found.name.split("-", 2)[-1]: found.fault() for found in list_runs()}
    for name in garbage.SPOILT:
        assert faults[name] or name.startswith("checkpoint"), name
    states = {found.name.split("-", 2)[-1]: found.status().state for found in list_runs()}
    assert {states[name] for name in garbage.ODD if name.startswith("status")} == {"failed"}
    for found in list_runs():
        jobs.judging(found)
        found.log_tail()
        if found.name.split("-", 2)[-1].startswith("history"):
            with pytest.raises(RunError, match=r"history.csv of .* cannot be read"):
                found.history()
