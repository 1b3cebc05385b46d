"""Datasets are fetched by mirdata, from a server that stands in for the one of their authors."""

import hashlib
import http.server
import json
import tarfile
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from mirdata.core import Index
from mirdata.datasets import gtzan_genre
from mirdata.download_utils import RemoteFileMetadata
from typer.testing import CliRunner

from core.cli import app
from core.datasets import locations
from core.datasets.getting import get, terms
from core.datasets.gtzan import Gtzan
from core.errors import DatasetError
from tests import tiny

NAMES = {"high": "blues", "low": "jazz", "middle": "rock"}


def md5(file: Path) -> str:
    return hashlib.md5(file.read_bytes(), usedforsecurity=False).hexdigest()


class Silent(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def published(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that is served as GTZAN's authors serve theirs: an archive, and mirdata's index."""
    folder, songs = tmp_path / "published", tiny.write_songs(tmp_path / "songs")
    folder.mkdir()
    tracks = {}
    with tarfile.open(folder / "genres.tar.gz", "w:gz") as archive:
        for song in sorted(songs.glob("*/*.wav")):
            name = f"{NAMES[song.parent.name]}.{int(song.stem.split('.')[1]):05d}"
            place = f"genres/{NAMES[song.parent.name]}/{name}.wav"
            archive.add(song, place)
            tracks[name] = {"audio": [f"gtzan_genre/{place}", md5(song)]}
    (folder / "index.json").write_text(json.dumps({"version": "1.0", "tracks": tracks}))
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Silent, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    url = f"http://127.0.0.1:{server.server_address[1]}"
    index = Index("index.json", f"{url}/index.json", md5(folder / "index.json"), ["all"])
    index.indexes_dir = index.remote.destination_dir = str(tmp_path / "indexes")  # type: ignore[union-attr]
    monkeypatch.setitem(gtzan_genre.INDEXES, "1.0", index)
    archive_of = RemoteFileMetadata(
        "genres.tar.gz", f"{url}/genres.tar.gz", md5(folder / "genres.tar.gz"), "gtzan_genre"
    )
    monkeypatch.setitem(gtzan_genre.REMOTES, "all", archive_of)
    yield folder
    server.shutdown()
    server.server_close()


def test_it_comes_with_its_licence_first_and_is_known_afterwards(published: Path, tmp_path: Path):
    asked = CliRunner().invoke(app, ["datasets", "get", "gtzan"], input="n\n")
    assert "find the license information for the GTZAN_genre dataset" in asked.output
    assert "http://127.0.0.1" in asked.output
    assert locations.find("gtzan") is None
    dataset = get("gtzan", tmp_path / "here")
    assert isinstance(dataset, Gtzan)
    assert dataset.names == ("blues", "jazz", "rock")
    assert len(dataset.tracks) == 3 * tiny.N_SONGS
    assert locations.find("gtzan") == (tmp_path / "here/gtzan_genre/genres").resolve()


def test_another_archive_than_was_published_is_refused(published: Path, tmp_path: Path):
    (published / "genres.tar.gz").write_bytes(b"something else")
    with pytest.raises(DatasetError, match=r"cannot be fetched: .*MD5 checksum"):
        get("gtzan", tmp_path / "here")
    assert locations.find("gtzan") is None


def test_a_song_that_is_not_the_one_of_the_index_is_named(published: Path, tmp_path: Path):
    index = json.loads((published / "index.json").read_text())
    index["tracks"]["jazz.00003"]["audio"][1] = "0" * 32
    (published / "index.json").write_text(json.dumps(index))
    remote = gtzan_genre.INDEXES["1.0"].remote
    assert remote
    remote.checksum = md5(published / "index.json")
    with pytest.raises(DatasetError, match=r"1 files of gtzan .*jazz\.00003\.wav"):
        get("gtzan", tmp_path / "here")
    assert locations.find("gtzan") is None


def test_what_mirdata_or_earshot_does_not_know_is_said():
    with pytest.raises(DatasetError, match=r"'cal500' cannot be fetched\. Known: gtzan, ballroom"):
        terms("cal500")
    assert "Non Commercial" in terms("ballroom")
