"""The queue: first come, first served, one at a time, and nobody waits for the dead."""

import time

import pytest

from core import jobs
from core.errors import RunError
from core.jobs.queue import training_slot
from core.training.loop import train
from core.training.run import Run
from tests import tiny
from tests.jobs.conftest import ended, kill, presume_dead, state, wait_for, went_all_the_way, worker


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
    with training_slot(alive) as ours:
        assert ours


def test_who_is_asked_to_stop_waits_no_longer(home):
    first, second = Run.create(tiny.mlp()), Run.create(tiny.mlp())
    second.ask_to_stop()
    with training_slot(second) as ours:
        assert not ours
    assert state(first) == "queued"


@pytest.mark.timeout(400)
def test_one_trains_at_a_time_in_order_and_a_killed_one_frees_its_place(alone):
    recipe = tiny.mlp(training={"epochs": 30})
    first = jobs.start(tiny.cnn(training={"epochs": 10_000}))
    wait_for(lambda: first.status().epoch > 0)
    worker(first).suspend()  # it holds its place, and takes no core from those that wait
    waiting = [jobs.start(recipe.changed(name=f"tiny-{name}")) for name in ("b", "a")]
    wait_for(lambda: all("Waiting" in run.log_tail() for run in waiting))
    time.sleep(1)
    assert [state(run) for run in waiting] == ["queued", "queued"]
    kill(first)
    seen: list[list[str]] = []

    def over() -> bool:
        states = [state(run) for run in waiting]
        if not seen or states != seen[-1]:
            seen.append(states)
        return not {"queued", "running"} & set(states)

    wait_for(over, seconds=300)
    assert seen[-1] == ["finished"] * 2, [run.status() for run in waiting]
    wait_for(lambda: all(ended(run) for run in waiting))
    here = Run.create(recipe)
    train(here)
    for run in waiting:
        went_all_the_way(run, like=here)
    order = ["finished", "running", "queued"]
    for states in seen:
        assert states.count("running") <= 1, seen
        assert states == sorted(states, key=order.index), seen


@pytest.mark.parametrize("state_", ["queued", "running", "finished"])
def test_only_what_was_cut_short_goes_on(home, state_: str):
    run = Run.create(tiny.mlp())
    run.write_status(state=state_)
    with pytest.raises(RunError, match=f"is {state_}"):
        jobs.requeue(run)
