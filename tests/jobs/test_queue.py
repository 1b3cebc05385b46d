"""The queue: first come, first served, one at a time, and nobody waits for the dead."""

import time

import pytest

from core import jobs
from core.errors import RunError
from core.jobs.queue import turn
from core.training.run import Run
from tests import tiny
from tests.jobs.conftest import presume_dead, state, wait_for


def test_the_queue_is_in_the_order_of_asking(home):
    runs = [Run.create(tiny.mlp(name=name)) for name in ("c", "a", "b")]
    assert [run.name for run in jobs.waiting()] == [run.name for run in runs]


def test_a_resumed_run_waits_behind_those_before_it(home):
    first, second = Run.create(tiny.mlp()), Run.create(tiny.mlp())
    first.write_status(state="stopped")
    assert [run.name for run in jobs.waiting()] == [second.name]
    jobs.requeue(first)
    assert [run.name for run in jobs.waiting()] == [second.name, first.name]


def test_a_dead_run_holds_nobody_up(home):
    dead, alive = Run.create(tiny.mlp()), Run.create(tiny.mlp())
    presume_dead(dead)
    assert [run.name for run in jobs.waiting()] == [alive.name]
    with turn(alive) as ours:
        assert ours


def test_who_is_asked_to_stop_waits_no_longer(home):
    first, second = Run.create(tiny.mlp()), Run.create(tiny.mlp())
    second.ask_to_stop()
    with turn(second) as ours:
        assert not ours
    assert state(first) == "queued"


def test_one_trains_at_a_time_and_the_first_is_first(jobs_home):
    recipe = tiny.mlp(training={"epochs": 60})
    runs = [jobs.start(recipe.changed(name=f"tiny-{name}")) for name in ("b", "a", "c")]
    seen: list[list[str]] = []

    def over() -> bool:
        states = [state(run) for run in runs]
        if not seen or states != seen[-1]:
            seen.append(states)
        return not {"queued", "running"} & set(states)

    wait_for(over, seconds=100)
    assert seen[-1] == ["finished"] * 3, [run.status() for run in runs]
    for states in seen:
        assert states.count("running") <= 1, seen
        assert states == sorted(states, key=["finished", "running", "queued"].index), seen


def test_a_killed_training_frees_its_place(jobs_home):
    from tests.jobs.conftest import kill

    first = jobs.start(tiny.cnn(training={"epochs": 2000}))
    wait_for(lambda: state(first) == "running")
    second = jobs.start(tiny.mlp())
    wait_for(lambda: "Waiting" in second.log_tail())
    time.sleep(1)
    assert state(second) == "queued"
    kill(first)
    wait_for(lambda: state(second) == "finished")


@pytest.mark.parametrize("state_", ["queued", "running", "finished"])
def test_only_what_was_cut_short_goes_on(home, state_: str):
    run = Run.create(tiny.mlp())
    run.write_status(state=state_)
    with pytest.raises(RunError, match=f"is {state_}"):
        jobs.requeue(run)
