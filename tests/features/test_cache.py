import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from core.features import Cqt, Mfcc, cached
from core.features.cache import cache_path

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
