"""A server cleans up after its visitors alone, and tells how it is in a form that machines read."""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from core import paths
from core.datasets import add_dataset, locations
from core.datasets.owned import owned_name
from core.datasets.zipped import MB, music_of
from core.features import Mfcc, cached
from core.features.cache import cache_path
from core.service import Service
from core.service.cleaning import DAY, clean, clean_cache
from core.service.owners import OWNER, n_bytes, new_owner
from core.training.run import Run, list_runs
from pages.shared import overseer
from tests import tiny


def music(owner: str, name: str = "band") -> str:
    filed = owned_name(name, owner)
    add_dataset(filed, tiny.write_songs(music_of(filed)))
    return filed


def run_of(owner: str, state: str = "finished", dataset: str = "tiny") -> Run:
    run = Run.create(tiny.mlp(data={"dataset": dataset}))
    if state != "queued":  # a new run waits for its process
        with run.working():
            run.write_status(state=state)
    if owner:
        paths.write_whole(run.path / OWNER, owner)
    return run


def test_what_is_old_goes_and_what_is_not_a_visitor_s_stays(home: Path):
    tiny.add_songs(home / "songs")
    owner = new_owner()
    music(owner)
    old, own = run_of(owner), run_of("")
    service = Service(keep_days=10)
    assert clean(service) == []
    removed = clean(service, now=time.time() + 11 * DAY)
    assert sorted(line.partition(",")[0] for line in removed) == ["music band", f"run {old.name}"]
    assert [run.name for run in list_runs()] == [own.name]
    assert list(locations.registered()) == ["tiny"]
    assert not list((home / "music").iterdir())
    assert (home / "songs").is_dir()


def test_for_room_the_oldest_goes_and_nothing_in_use(home: Path):
    owner = new_owner()
    first, second = music(owner, "first"), music(owner, "second")
    third = music(owner, "third")
    run_of(owner, "queued", dataset=first)
    service = Service(disk_mb=2)
    assert MB < n_bytes(music_of(second)) < 2 * MB < 2 * n_bytes(music_of(third))
    assert clean(service) == ["music second, to make room"]
    assert set(locations.registered()) == {first, third}


def test_features_make_room_and_those_of_a_training_stay(home: Path):
    def kept_after(hours: float) -> bool:
        cached("of-a-test", Mfcc(), lambda: np.zeros((84, 3)))
        clean_cache(Service(cache_mb=0), now=time.time() + 3600 * hours)
        return cache_path("of-a-test", Mfcc()).exists()

    assert kept_after(0.5)
    assert not kept_after(2)
    run = run_of("", "queued")
    assert kept_after(2), "the training may have it open"
    with run.working():
        run.write_status(state="finished")
    assert not kept_after(2)


@pytest.fixture
def asked(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a server that is overseen."""
    monkeypatch.setenv(overseer.ADDRESS, "127.0.0.1:0")
    home.mkdir()
    server = overseer.begin()
    assert server
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_figures_are_what_prometheus_reads(asked: str, home: Path):
    run_of("", "queued")
    for _ in range(3):
        cached("of-a-test", Mfcc(), lambda: np.zeros((84, 3)))
    with urllib.request.urlopen(f"{asked}/metrics") as answer:
        assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
        lines = answer.read().decode().splitlines()
    sample = re.compile(r'([a-z_]+)(\{[a-z]+="[a-z]+"\})? (\d+(\.\d+)?)')
    found = {m[1] + (m[2] or ""): float(m[3]) for m in map(sample.fullmatch, lines) if m}
    typed = {line.split()[2] for line in lines if line.startswith("# TYPE ")}
    assert len(found) + len(typed) == len(lines)
    assert {name.partition("{")[0] for name in found} == typed
    assert found['earshot_runs{state="queued"}'] == 1
    assert found['earshot_cache_hits_total{cache="features"}'] >= 2
    assert found["earshot_memory_bytes"] > 10e6


def test_health_is_told_and_a_folder_that_takes_nothing_is_noticed(asked: str, home: Path):
    with urllib.request.urlopen(f"{asked}/health") as answer:
        assert json.load(answer) == {"ok": True, "faults": []}
    (home / ".alive").unlink()
    home.rmdir()
    home.write_text("no folder")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{asked}/health")
    assert refused.value.code == 503
    assert "cannot be written" in refused.value.read().decode()
