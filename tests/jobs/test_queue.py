"""The queue: first come, first served, and nobody waits for the dead."""

import time

import pytest

from core import jobs
from core.errors import RunError
from core.jobs.queue import training_slot
from core.training.run import Run
from tests import tiny
from tests.jobs.conftest import presume_dead, state


def test_the_queue_is_in_the_order_of_asking(home):
    runs = [Run.create(tiny.mlp(name=name)) for name in ("c", "a", "b")]
    assert [run.name for run in jobs.waiting()] == [run.name for run in runs]


def test_a_resumed_run_waits_behind_those_before_it(home):
    first, second = Run.create(tiny.mlp()), Run.create(tiny.mlp())
    first.write_status(state="stopped")
    assert [run.name for run in jobs.waiting()] == [second.name]
    jobs.requeue(first)
    assert [run.name for run in jobs.waiting()] == [second.name, first.name]


def test_the_order_stays_when_the_clock_is_set_back(home, monkeypatch: pytest.MonkeyPatch):
    first, stopped = Run.create(tiny.mlp()), Run.create(tiny.mlp())
    stopped.write_status(state="stopped")
    now = time.time()
    with monkeypatch.context() as patch:
        patch.setattr(time, "time", lambda: now - 3600)
        third = Run.create(tiny.mlp())
        jobs.requeue(stopped)
    fourth = Run.create(tiny.mlp())
    assert fourth.status().queued >= now, "the clock's time, once that is later"
    queued = [run.name for run in (first, third, stopped, fourth)]
    assert [run.name for run in jobs.waiting()] == queued


def test_a_dead_run_holds_nobody_up(home):
    dead, alive = Run.create(tiny.mlp()), Run.create(tiny.mlp())
    presume_dead(dead)
    assert [run.name for run in jobs.waiting()] == [alive.name]
    with training_slot(alive) as ours:
        assert ours


def test_who_is_asked_to_stop_waits_no_longer(home):
    first, second = Run.create(tiny.mlp()), Run.create(tiny.mlp())
    second.ask_to_stop()
    with training_slot(second) as ours:
        assert not ours
    assert state(first) == "queued"


@pytest.mark.parametrize("state_", ["queued", "running", "finished"])
def test_only_what_was_cut_short_goes_on(home, state_: str):
    run = Run.create(tiny.mlp())
    run.write_status(state=state_)
    with pytest.raises(RunError, match=f"is {state_}"):
        jobs.requeue(run)
