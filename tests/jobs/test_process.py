"""Runs in processes of their own: they outlive their starter, stop quickly, and come back."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from typer.testing import CliRunner

from core import jobs
from core.cli import app
from core.errors import RunError
from core.jobs.process import NICENESS
from core.jobs.worker import leave_a_core
from core.training.loop import train
from core.training.run import Run
from tests import tiny
from tests.jobs.conftest import (
    end_all,
    ended,
    kill,
    presume_dead,
    state,
    wait_for,
    went_all_the_way,
    worker,
)  # fmt: skip

pytestmark = [pytest.mark.usefixtures("tiny_home"), pytest.mark.timeout(300)]

LONG = tiny.cnn(training={"epochs": 10_000})
WITHIN = 5.0  # s: what is promised of a stop


def trains(run: Run) -> bool:
    return run.status().epoch >= 2


@pytest.mark.usefixtures("alone")
class TestByItself:
    """Each of these has the place to train for itself."""

    def test_a_killed_run_is_lost_and_resumes_as_if_nothing_had_been(self):
        recipe = tiny.cnn(training={"epochs": 60})
        run = jobs.start(recipe)
        wait_for(lambda: trains(run))
        kill(run)
        assert state(run) == "lost", "at once"
        assert run.status().epoch < 60, "it was killed in the middle"
        (run.path / ".last.pt.a1b2c3d4").touch()  # as one that is killed while writing leaves it

        jobs.resume(run)
        assert state(run) == "queued", "at once, too"
        wait_for(lambda: ended(run))
        whole = Run.create(recipe)
        train(whole)
        went_all_the_way(run, like=whole)
        assert not list(run.path.glob(".last.pt.*"))
        kept, uncut = (r.path / "model.safetensors" for r in (run, whole))
        assert kept.read_bytes() == uncut.read_bytes()

    def test_a_run_that_loads_its_libraries_stops_within_5_s(self):
        run = jobs.start(LONG)
        wait_for(lambda: state(run) == "running")
        jobs.stop(run)
        assert wait_for(lambda: state(run) == "stopped") < WITHIN

    def test_ctrl_c_on_the_server_leaves_trainings_alone_and_sigterm_stops_them(self):
        server = subprocess.Popen(
            [sys.executable, "-c", STARTER],
            cwd=Path(__file__).parents[2],
            env=os.environ | {"PYTHONPATH": "."},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        assert server.stdout is not None
        run = Run.load(server.stdout.readline().strip())
        wait_for(lambda: trains(run))
        os.killpg(server.pid, signal.SIGINT)  # what a terminal sends for Ctrl-C
        assert server.wait(timeout=20) != 0
        epoch = run.status().epoch
        wait_for(lambda: run.status().epoch > epoch + 1)
        assert state(run) == "running"
        worker(run).send_signal(signal.SIGTERM)  # what a machine sends that shuts down
        assert wait_for(lambda: state(run) == "stopped") < WITHIN

    def test_a_failure_leaves_its_reason(self):
        run = jobs.start(tiny.cnn(model={"channels": [2, 2, 2, 2, 2, 2]}))  # too deep for 16 bins
        wait_for(lambda: ended(run))
        assert state(run) == "failed"
        assert "cannot take" in run.status().message
        assert run.status().message in run.log_tail()


STARTER = """
import signal, time
from core import jobs
from tests import tiny
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's "&" takes away
print(jobs.start(tiny.cnn(training={"epochs": 10_000})).name, flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def training(tiny_home: Path) -> Iterator[Run]:
    """A run that trains as long as the tests that look at it.

    Its process sleeps meanwhile: it holds its place as one at work does, and takes no core from
    those that are looked at.
    """
    end_all()
    run = jobs.start(LONG)
    wait_for(lambda: trains(run))
    worker(run).suspend()
    yield run
    end_all()


class TestBesideATraining:
    """These look at one training, and leave it as they found it."""

    def test_a_waiting_run_stops_within_5_s(self, training: Run):
        second = jobs.start(LONG)
        wait_for(lambda: "Waiting" in second.log_tail())
        jobs.stop(second)
        assert wait_for(lambda: state(second) == "stopped") < WITHIN
        assert state(training) == "running"

    def test_a_second_process_for_the_same_run_is_refused(self, training: Run):
        second = subprocess.run(
            [sys.executable, "-m", "core", "work", training.name], capture_output=True, text=True
        )
        assert second.returncode == 1
        assert "still at work" in second.stderr
        assert "Traceback" not in second.stderr
        assert state(training) == "running"

    def test_it_leaves_the_cores_to_whoever_waits_for_a_page(self, training: Run):
        assert worker(training).nice() == NICENESS

    def test_a_run_whose_process_is_asleep_is_not_lost(self, training: Run):
        presume_dead(training)
        assert state(training) == "running"
        with pytest.raises(RunError, match="is running"):
            jobs.resume(training)

    def test_a_training_is_not_judged(self, training: Run):
        with pytest.raises(RunError, match="is running"):
            jobs.start_judging(training, side="test")
        second = CliRunner().invoke(app, ["evaluate", training.name])
        assert second.exit_code == 1
        assert "is running. Judge it when" in second.stderr
        assert training.report() is None
        assert jobs.judging(training) is None

    @pytest.mark.timeout(400)
    def test_one_trains_at_a_time_in_order_and_whoever_ends_frees_its_place(self, training: Run):
        """The first is killed, the second stopped within 5 s, and the third trains to its end."""
        recipe = tiny.mlp(training={"epochs": 8})
        second = jobs.start(tiny.mlp(name="tiny-b", training={"epochs": 10_000}))
        third = jobs.start(recipe.changed(name="tiny-a"))
        wait_for(lambda: all("Waiting" in run.log_tail() for run in (second, third)))
        time.sleep(1)
        assert [state(run) for run in (second, third)] == ["queued", "queued"]
        kill(training)
        wait_for(lambda: trains(second))
        assert state(third) == "queued"
        jobs.stop(second)
        assert wait_for(lambda: state(second) == "stopped") < WITHIN
        assert not second.stop_asked()
        assert (second.path / "model.safetensors").is_file()
        with pytest.raises(RunError, match="nothing to stop"):
            jobs.stop(second)
        wait_for(lambda: ended(third))
        here = Run.create(recipe)
        train(here)
        went_all_the_way(third, like=here)


STUCK = """
import sys, time
from core.jobs import worker
from core.training.run import Run

def endless(run, material, on_epoch, devices):
    with run.working():
        run.write_status(state="running", message="opening a large dataset")
        time.sleep(600)

worker.execute = endless
worker.work(Run.load(sys.argv[1]))
"""


def test_a_step_that_never_ends_is_ended_by_force_within_5_s():
    run = Run.create(LONG)
    process = subprocess.Popen([sys.executable, "-c", STUCK, run.name])
    wait_for(lambda: state(run) == "running")
    jobs.stop(run)
    assert wait_for(lambda: state(run) == "stopped") < WITHIN
    assert process.wait(timeout=20) == 0
    assert "in the middle of a step" in run.status().message
    assert not run.stop_asked()
    jobs.requeue(run)
    assert state(run) == "queued"


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 1), (8, 7)])
def test_a_core_is_left_for_the_page(monkeypatch: pytest.MonkeyPatch, cores: int, threads: int):
    before = torch.get_num_threads()
    monkeypatch.delenv("OMP_NUM_THREADS")
    monkeypatch.setattr("core.jobs.worker.n_cores", lambda: cores)
    try:
        leave_a_core()
        assert torch.get_num_threads() == threads
        monkeypatch.setenv("OMP_NUM_THREADS", "3")
        torch.set_num_threads(2)
        leave_a_core()
        assert torch.get_num_threads() == 2, "whoever says how many is heeded"
    finally:
        torch.set_num_threads(before)


def test_what_breaks_before_the_training_is_a_failure_with_its_reason(monkeypatch):
    def no_place(run: Run) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("core.jobs.worker.training_slot", no_place)
    run = Run.create(tiny.mlp())
    with pytest.raises(OSError, match="No space left"):
        jobs.execute(run)
    assert state(run) == "failed"
    assert "No space left on device" in run.status().message


def test_a_finished_run_is_not_resumed():
    run = Run.create(tiny.mlp())
    train(run)
    with pytest.raises(RunError, match="is finished"):
        jobs.resume(run)
