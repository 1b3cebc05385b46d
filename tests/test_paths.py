"""Files are written whole, or not at all."""

import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import paths
from core.errors import StorageError
from core.training.run import Run, run_names
from tests import tiny


@pytest.fixture
def no_room() -> Iterator[None]:
    """The system takes no byte more than an empty file has."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path):
    place = tmp_path / "new" / "report.json"
    paths.write_whole(place, "old")

    def break_off() -> None:
        with paths.whole_file(place) as file:
            file.write(b"half of the n")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert place.read_text() == "old"
    assert list(place.parent.iterdir()) == [place]
    with paths.whole_file(place) as file:
        file.write(b"new")
        assert place.read_text() == "old"
    assert place.read_text() == "new"


def test_folders_follow_the_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("EARSHOT_HOME", str(tmp_path))
    assert paths.runs() == tmp_path / "runs"
    assert paths.cache() == tmp_path / "cache"


def test_a_disk_that_takes_nothing_is_told_in_words_and_leaves_what_was(
    tmp_path: Path, request: pytest.FixtureRequest
):
    place = tmp_path / "report.json"
    paths.write_whole(place, "old")
    request.getfixturevalue("no_room")
    with pytest.raises(StorageError, match=r"report.json cannot be written .* file too large\. "):
        paths.write_whole(place, "new")
    assert place.read_text() == "old"
    assert list(tmp_path.iterdir()) == [place]


@pytest.mark.usefixtures("no_room")
def test_a_run_that_the_disk_does_not_take_leaves_no_folder(home: Path):
    with pytest.raises(StorageError):
        Run.create(tiny.mlp())
    assert run_names() == []
    assert not any((home / "runs").iterdir())
