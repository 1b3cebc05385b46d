"""Deleting a run: all of it or nothing, and never under the feet of a process at work on it."""

import os
from pathlib import Path

import pytest

from core import jobs, paths
from core.errors import RunError
from core.training.run import Run, list_runs
from tests import tiny

pytestmark = pytest.mark.usefixtures("home")


def made(state: str) -> Run:
    run = Run.create(tiny.mlp())
    if state != "queued":
        with run.working():
            run.write_status(state=state)
    (run.path / "songs").mkdir()
    (run.path / "songs" / "one").write_text("x")
    return run


@pytest.mark.parametrize("state", ["stopped", "finished", "failed", "lost"])
def test_a_run_that_ended_goes_with_all_that_it_holds(state: str):
    run, other = made(state), made(state)
    jobs.delete(run)
    assert [found.name for found in list_runs()] == [other.name]
    files = [Path(folder) / file for folder, _, names in os.walk(paths.runs()) for file in names]
    assert files
    assert all(file.is_relative_to(other.path) for file in files)
    with pytest.raises(RunError, match="no run"):
        jobs.delete(run)


def test_a_killed_run_can_be_deleted_at_once():
    run = made("running")
    assert run.status().state == "lost"
    jobs.delete(run)
    assert not list_runs()


def test_a_live_run_and_one_that_is_judged_stay():
    queued = made("queued")
    with pytest.raises(RunError, match="is queued"):
        jobs.delete(queued)
    judged = made("finished")
    with judged.working(), pytest.raises(RunError, match="is being judged"):
        jobs.delete(Run.load(judged.name))
    expected = made("finished")
    expected.hold.expect()
    with pytest.raises(RunError, match="is being judged"):
        jobs.delete(expected)
    assert {run.name for run in list_runs()} == {queued.name, judged.name, expected.name}


def test_what_was_cut_off_while_it_was_removed_is_no_run_and_goes_next_time(
    monkeypatch: pytest.MonkeyPatch,
):
    run, other = made("stopped"), made("stopped")

    def cut_off(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("core.jobs.deletion.shutil.rmtree", cut_off)
        with pytest.raises(KeyboardInterrupt):
            jobs.delete(run)
    assert [found.name for found in list_runs()] == [other.name]
    assert list(paths.runs().rglob(f"{run.name}*"))
    jobs.delete(other)
    assert not list(paths.runs().rglob("*.toml"))
