"""A computation tells how far it is, stops when it is told to, and is done once."""

import json
import time
from pathlib import Path

import numpy as np
import pytest

from core.jobs import computing
from core.jobs.computing import WORKS, Computation, Progress, clear_oldest, compute
from core.jobs.maps import PLACES, places_of, tsne_computation


@WORKS.register("counting")
def count(request: dict, folder: Path, tell: computing.Tell) -> None:
    """For these tests: as many steps as are asked for."""
    for step in range(request["steps"]):
        if not tell(step / request["steps"]):
            return
    if request.get("fails"):
        raise ValueError("seven")
    (folder / "done").touch()


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Instead of a process of its own: the folders that one would have worked on."""
    asked: list[Path] = []
    monkeypatch.setattr(computing, "launch", lambda folder, *_: asked.append(folder))
    return asked


def test_it_is_begun_once_and_known_by_what_is_asked_for(here):
    work = Computation("counting", {"steps": 3})
    assert work.progress() is None
    work.start()
    work.start()
    assert here == [work.folder]
    assert Computation("counting", {"steps": 3}).folder == work.folder
    assert Computation("counting", {"steps": 4}).folder != work.folder
    assert compute(work.folder) == Progress("finished", 1.0)
    assert work.progress() == Progress("finished", 1.0)
    assert (work.folder / "done").exists()


def test_it_stops_where_it_is_told_to_and_may_be_begun_again(here):
    work = Computation("counting", {"steps": 3})
    work.start()
    work.stop()
    assert compute(work.folder).state == "stopped"
    assert not (work.folder / "done").exists()
    work.start()
    assert compute(work.folder).state == "finished"


def test_a_failure_tells_its_reason_and_a_vanished_process_is_lost(here, monkeypatch):
    work = Computation("counting", {"steps": 1, "fails": True})
    work.start()
    assert compute(work.folder) == Progress("failed", 0.0, "ValueError('seven')")
    (work.folder / computing.PROGRESS).write_text(json.dumps({"state": "running"}))
    told = work.progress()
    assert told is not None
    assert told.state == "lost"


def test_the_oldest_that_nobody_works_on_go(here):
    works = [Computation("counting", {"steps": n}) for n in range(4)]
    for work in works:
        work.start()
        compute(work.folder)
        time.sleep(0.01)
    clear_oldest(most=2)
    assert [work.folder.exists() for work in works] == [False, False, True, True]


def test_tsne_in_a_process_of_its_own_gives_its_plane(home: Path):
    values = np.random.default_rng(0).normal(size=(12, 4))
    work = tsne_computation(values, perplexity=3)
    assert places_of(work) is None
    work.start()
    end = time.monotonic() + 60
    while (told := work.progress()) and told.state == "running" and time.monotonic() < end:
        time.sleep(0.1)
    assert told == Progress("finished", 1.0)
    places = places_of(work)
    assert places is not None
    assert places.shape == (12, 2)
    assert np.isfinite(places).all()
    assert (work.folder / PLACES).exists()
