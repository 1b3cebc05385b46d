"""librosa's recordings: fetched once from a real server, held to their checksum, or a plain no."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from core import paths
from core.recordings import RECORDINGS, SOURCE, RecordingError, fetch, place_of, store
from tests.recordings import FILE, KEY, nowhere, point_at, served

CONTENT = bytes(range(256)) * 20


@pytest.fixture
def server(tmp_path: Path):
    folder = tmp_path / "server"
    folder.mkdir()
    (folder / FILE).write_bytes(CONTENT)
    with served(folder) as address:
        yield folder, address


def test_a_recording_is_fetched_once(server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    folder, address = server
    point_at(monkeypatch, cache=tmp_path / "cache", address=address, content=CONTENT)
    told: list[tuple[int, int]] = []
    assert not place_of(KEY).exists()
    file = fetch(KEY, lambda n_bytes, n: told.append((n_bytes, n)))
    assert file == place_of(KEY)
    assert file.read_bytes() == CONTENT
    assert told[0] == (1024, len(CONTENT))
    assert told[-1] == (len(CONTENT), len(CONTENT))
    (folder / FILE).unlink()  # from now on only the cache has it
    assert fetch(KEY).read_bytes() == CONTENT


def test_without_a_network_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    point_at(monkeypatch, cache=tmp_path, address=nowhere(), content=CONTENT)
    with pytest.raises(RecordingError, match=r"no way to it.*Connect to the internet"):
        fetch(KEY)
    assert list(tmp_path.iterdir()) == []


def test_another_file_under_its_name_is_thrown_away(
    server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    cache = tmp_path / "cache"
    point_at(monkeypatch, cache=cache, address=server[1], content=b"what librosa knows")
    with pytest.raises(RecordingError, match="checksum differs"):
        fetch(KEY)
    assert list(cache.iterdir()) == []


def test_an_unknown_one_is_named():
    with pytest.raises(RecordingError, match=r"no recording 'polka'.*vibeace"):
        fetch("polka")


def test_they_are_those_of_librosa():
    """By its own registry and its own list; where it looks for them, too."""
    code = (
        "import librosa.util.files as f, core.recordings as r;"
        "paths = {k: v['path'] for k, v in getattr(f, '__TRACKMAP').items()};"
        "assert all(paths[k] + '.ogg' == v.file for k, v in r.RECORDINGS.items());"
        "own = getattr(f, '__GOODBOY');"
        "assert r.store().path == own.path, (r.store().path, own.path);"
        "assert all(r.store().get_url(v.file) == own.get_url(v.file)"
        " and r.store().registry[v.file] == own.registry[v.file] for v in r.RECORDINGS.values())"
    )
    for place in ({}, {"LIBROSA_DATA_DIR": "/somewhere/else"}):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=paths.PROJECT, env={**os.environ, **place},
            capture_output=True, text=True,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert store().base_url == SOURCE


def test_each_says_who_and_under_which_licence():
    for recording in RECORDINGS.values():
        assert recording.licence in ("CC BY 3.0", "public domain")
        assert recording.credit.startswith(f"{recording.title} by {recording.artist}, ")
