"""Files are written whole, or not at all."""

import pytest

from core import paths


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
