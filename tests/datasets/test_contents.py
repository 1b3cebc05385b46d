"""The index of hashes: a file is read once as long as it stays what it is, and never longer."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import paths
from core.datasets import contents, open_dataset
from core.datasets.contents import content_hash
from core.features import Averages
from tests import tiny

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are read to be hashed, in order; all of them have settled."""
    names: list[str] = []
    digest = hashlib.file_digest

    def noted(file, name):
        names.append(Path(file.name).name)
        return digest(file, name)

    monkeypatch.setattr(contents.hashlib, "file_digest", noted)
    monkeypatch.setattr(contents, "SETTLED_NS", -(10**12))
    return names


def truth(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def test_an_unchanged_file_is_read_once(tmp_path: Path, read: list[str]):
    file = tmp_path / "a song"
    file.write_bytes(b"la" * 1000)
    assert {content_hash(file) for _ in range(3)} == {truth(file)}
    assert read == ["a song"]


def test_a_changed_file_is_read_again_though_size_and_time_are_as_before(
    tmp_path: Path, read: list[str]
):
    file = tmp_path / "song"
    file.write_bytes(b"old")
    content_hash(file)
    before = file.stat()
    file.write_bytes(b"new")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert content_hash(file) == truth(file)
    file.write_bytes(b"longer")
    assert content_hash(file) == truth(file)
    assert len(read) == 3


def test_a_file_that_was_just_written_is_not_trusted_yet(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(contents, "SETTLED_NS", 10**12)
    file = tmp_path / "song"
    file.write_bytes(b"old")
    content_hash(file)
    content_hash(file)
    assert len(read) == 2


def test_names_that_are_no_text_are_hashed(tmp_path: Path, read: list[str]):
    file = tmp_path / os.fsdecode(b"\xff\xfe")
    file.write_bytes(b"x")
    assert content_hash(file) == content_hash(file) == truth(file)
    assert len(read) == 1


@pytest.mark.parametrize("damage", [b"", b"no database" * 100])
def test_a_damaged_index_is_made_anew(tmp_path: Path, read: list[str], damage: bytes):
    file = tmp_path / "song"
    file.write_bytes(b"x")
    content_hash(file)
    (paths.cache() / "contents.sqlite3").write_bytes(damage)
    assert [content_hash(file) for _ in range(4)] == [truth(file)] * 4
    assert len(read) <= 3
    content_hash(file)
    assert len(read) <= 3


def test_a_hash_that_the_disk_spoilt_is_not_believed(tmp_path: Path, read: list[str]):
    file = tmp_path / "song"
    file.write_bytes(b"x")
    index, known = paths.cache() / "contents.sqlite3", truth(file).encode()
    content_hash(file)
    assert known in index.read_bytes()
    index.write_bytes(index.read_bytes().replace(known, b"0" * len(known)))
    assert [content_hash(file) for _ in range(2)] == [truth(file)] * 2
    assert len(read) == 2


def test_without_a_place_for_the_index_files_are_hashed(tmp_path: Path, read: list[str]):
    (paths.cache() / "contents.sqlite3").mkdir(parents=True)
    file = tmp_path / "song"
    file.write_bytes(b"x")
    assert [content_hash(file) for _ in range(2)] == [truth(file)] * 2


def test_a_folder_and_its_features_read_each_song_once(tmp_path: Path, read: list[str]):
    tiny.add_songs(tmp_path / "songs")
    for _ in range(2):
        dataset = open_dataset("tiny")
        for track in dataset.tracks[:4]:
            dataset.features(track, [Averages()])
    assert len(read) == len(set(read)) == tiny.N_SONGS * len(tiny.CLASSES)


RACER = """
import sys
from pathlib import Path
from core.datasets import contents
contents.SETTLED_NS = -(10**12)
for _ in range(3):
    for file in sorted(Path(sys.argv[1]).iterdir()):
        print(contents.content_hash(file))
"""


def test_processes_may_use_it_at_once(tmp_path: Path):
    for i in range(60):
        (tmp_path / f"{i:03d}").write_bytes(bytes([i]) * 100)
    folder = tmp_path / "songs"
    folder.mkdir()
    for i in range(60):
        (tmp_path / f"{i:03d}").rename(folder / f"{i:03d}")
    expected = [truth(file) for file in sorted(folder.iterdir())] * 3
    racers = [
        subprocess.Popen(
            [sys.executable, "-c", RACER, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(3)
    ]
    for racer in racers:
        output, errors = racer.communicate(timeout=60)
        assert output.decode().split() == expected
        assert errors == b""
