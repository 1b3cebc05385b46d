import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.features import Cqt, Mfcc, cached
from core.features.cache import RECENT, cache_path, make_room

pytestmark = pytest.mark.usefixtures("home")


class Counted:
    """Computes an array, and counts how often."""

    def __init__(self, feature: np.ndarray) -> None:
        self.feature = feature
        self.calls = 0

    def __call__(self) -> np.ndarray:
        self.calls += 1
        return self.feature


@pytest.fixture
def compute() -> Counted:
    return Counted(np.arange(12, dtype=np.float32).reshape(3, 4))


def test_a_feature_is_computed_once(compute: Counted) -> None:
    for _ in range(3):
        np.testing.assert_array_equal(cached("abc", Mfcc(), compute), compute.feature)
    assert compute.calls == 1


def test_it_is_mapped_and_read_only(compute: Counted) -> None:
    feature = cached("abc", Mfcc(), compute)
    assert isinstance(feature, np.memmap)
    with pytest.raises(ValueError, match="read-only"):
        feature[0, 0] = 1


def test_other_sounds_and_specs_have_their_own(compute: Counted) -> None:
    cached("abc", Mfcc(), compute)
    cached("abd", Mfcc(), compute)
    cached("abc", Mfcc(n_mfcc=20), compute)
    cached("abc", Cqt(), compute)
    assert compute.calls == 4


def test_it_lies_where_it_should(home: Path, compute: Counted) -> None:
    cached("abc", Mfcc(), compute)
    path = home / "cache" / "features" / Mfcc().key / "abc.npy"
    assert path == cache_path("abc", Mfcc())
    assert list(path.parent.iterdir()) == [path]  # and no temporary file beside it


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-5])


def garble(path: Path) -> None:
    path.write_bytes(b"not an array")


def flip(path: Path) -> None:
    """One bit in the middle of the values, which NumPy reads without a word."""
    data = bytearray(path.read_bytes())
    data[-30] ^= 1
    path.write_bytes(data)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def pickle(path: Path) -> None:
    np.save(path, np.array([{"a": 1}], dtype=object), allow_pickle=True)


def other_type(path: Path) -> None:
    np.save(path, np.zeros(3, np.int64))


@pytest.mark.parametrize("damage", [truncate, garble, flip, empty, pickle, other_type])
def test_a_damaged_file_is_computed_again(compute: Counted, damage: Callable[[Path], None]) -> None:
    cached("abc", Mfcc(), compute)
    damage(cache_path("abc", Mfcc()))
    np.testing.assert_array_equal(cached("abc", Mfcc(), compute), compute.feature)
    np.testing.assert_array_equal(cached("abc", Mfcc(), compute), compute.feature)
    assert compute.calls == 2


def test_a_file_of_before_there_were_checksums_is_read_as_it_stands(compute: Counted) -> None:
    path = cache_path("abc", Mfcc())
    path.parent.mkdir(parents=True)
    np.save(path, compute.feature)
    np.testing.assert_array_equal(cached("abc", Mfcc(), compute), compute.feature)
    assert compute.calls == 0


def test_a_failure_leaves_nothing_behind(home: Path) -> None:
    def fail() -> np.ndarray:
        raise OSError("no such song")

    with pytest.raises(OSError, match="no such song"):
        cached("abc", Mfcc(), fail)
    assert not list(home.rglob("*.npy"))


@pytest.mark.parametrize("name", ["", "../x", "a/b", "a.b", "a\n", "x" * 129])
def test_names_that_are_not_hashes_are_refused(name: str, compute: Counted) -> None:
    with pytest.raises(ValueError, match="content hash"):
        cached(name, Mfcc(), compute)
    assert compute.calls == 0


RACER = """
import sys, time
import numpy as np
from core.features import Mfcc, cached

start = float(sys.argv[1])
feature = np.full((200, 2000), 7, np.float32)
time.sleep(max(0, start - time.time()))
for song in range(40):
    got = cached(f"song{song}", Mfcc(), lambda: feature)
    assert got.shape == feature.shape and (got == 7).all()
"""


def test_processes_may_write_at_once(home: Path) -> None:
    import time

    start = str(time.time() + 2)
    racers = [subprocess.Popen([sys.executable, "-c", RACER, start]) for _ in range(3)]
    assert [racer.wait(timeout=60) for racer in racers] == [0, 0, 0]
    files = list((home / "cache" / "features" / Mfcc().key).iterdir())
    assert sorted(file.name for file in files) == sorted(f"song{song}.npy" for song in range(40))


def filled(n: int, now: float) -> list[Path]:
    """Features of 1,024 bytes, checksum and all; each was used last an hour before the next."""
    files = [cache_path(f"song{i}", Mfcc()) for i in range(n)]
    for i, file in enumerate(files):
        cached(f"song{i}", Mfcc(), lambda: np.zeros(222, np.float32))
        assert file.stat().st_size == 1024
        os.utime(file, (0, now - 3600 * (n - i)))
    return files


def left(files: list[Path]) -> list[int]:
    return [i for i, file in enumerate(files) if file.exists()]


def test_what_nobody_used_for_longest_makes_room(compute: Counted) -> None:
    now = time.time()
    files = filled(6, now)
    cached("song0", Mfcc(), compute)  # and that is used now
    assert make_room(10_000, in_use_since=now) == 0
    assert make_room(3 * 1024, in_use_since=now - RECENT / 2) == 3 * 1024
    assert left(files) == [0, 4, 5]
    assert compute.calls == 0


def test_what_is_in_use_stays_however_little_room_there_is(compute: Counted) -> None:
    now = time.time()
    files = filled(4, now)
    opened = cached("song1", Mfcc(), compute)
    os.utime(files[1], (0, now - 3600 * 3))
    assert make_room(0, in_use_since=now - 3600 * 2.5) == 2 * 1024
    assert left(files) == [2, 3]
    assert not opened.any(), "whoever has one open goes on reading it"
    np.testing.assert_array_equal(cached("song1", Mfcc(), compute), compute.feature)
