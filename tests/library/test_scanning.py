"""What becomes of a library when files move, change, vanish and come back: real files."""

import shutil
from pathlib import Path

import pytest

from core.bulk import Place
from core.errors import DatasetError
from core.library import Entry, Library, add
from core.library.building import folder
from core.library.scanning import identify, places_of

NETWORK = "demo-baseline"


@pytest.fixture
def music(tmp_path: Path, home: Path) -> Path:
    """Three files whose songs the library knows; nothing of them needs to be heard again."""
    place = tmp_path / "music"
    (place / "a").mkdir(parents=True)
    for name in ("one", "two", "three"):
        (place / "a" / f"{name}.wav").write_bytes(name.encode() * 100)
    songs = places_of(str(place))
    Library(NETWORK).put(
        Entry(id=identify(song), path=song.path, source=str(place), error="known") for song in songs
    )
    return place


def state(place: Path) -> dict[str, tuple[str, bool]]:
    """Of each song the path beside the folder, and whether it is missing."""
    return {
        entry.id: (str(Path(entry.path).relative_to(place.parent)), entry.missing)
        for entry in Library(NETWORK).entries()
    }


def add_again(place: Path):
    return add(str(place), n_workers=1, library=Library(NETWORK))


def test_files_that_are_where_they_were_are_known(music: Path):
    before = state(music)
    ended = add_again(music)
    assert (ended.state, ended.n_known, ended.n_songs) == ("finished", 3, 0)
    assert state(music) == before


def test_a_file_that_moved_is_the_same_song_at_another_place(music: Path):
    one = identify(Place(str(music / "a" / "one.wav")))
    (music / "b").mkdir()
    shutil.move(music / "a" / "one.wav", music / "b" / "renamed.wav")
    ended = add_again(music)
    assert (ended.n_moved, ended.n_known, ended.n_vanished, ended.n_songs) == (1, 2, 0, 0)
    assert state(music)[one] == ("music/b/renamed.wav", False)


def test_a_folder_that_moved_as_a_whole_takes_its_songs_along(music: Path):
    elsewhere = music.rename(music.parent / "elsewhere")
    ended = add_again(elsewhere)
    assert (ended.n_moved, ended.n_songs) == (3, 0)
    assert {path for path, _ in state(music).values()} == {
        f"elsewhere/a/{name}.wav" for name in ("one", "two", "three")
    }


def test_a_file_that_vanished_is_marked_and_known_again_when_it_is_back(music: Path):
    two = identify(Place(str(music / "a" / "two.wav")))
    kept = (music / "a" / "two.wav").rename(music.parent / "two.wav")
    ended = add_again(music)
    assert (ended.n_vanished, ended.n_known) == (1, 2)
    assert state(music)[two] == ("music/a/two.wav", True)
    assert add_again(music).n_vanished == 0  # it is told once
    kept.rename(music / "a" / "two.wav")
    assert add_again(music).n_moved == 1
    assert state(music)[two] == ("music/a/two.wav", False)


def test_a_file_that_was_written_anew_is_another_song(music: Path):
    three = music / "a" / "three.wav"
    before = identify(Place(str(three)))
    three.write_bytes(b"other content, and no sound")
    ended = add_again(music)
    assert (ended.n_changed, ended.n_songs, ended.n_unreadable, ended.n_known) == (1, 1, 1, 2)
    after = {entry.path: entry for entry in Library(NETWORK).entries()}[str(three)]
    assert after.id != before
    assert "not a sound file" in after.error
    assert before not in state(music)
    assert add_again(music).n_known == 3  # what could not be read is not tried again


def test_a_copy_is_no_second_song(music: Path):
    shutil.copy(music / "a" / "one.wav", music / "a" / "another.wav")
    ended = add_again(music)
    assert (ended.n_copies, ended.n_known, ended.n_songs) == (1, 3, 0)
    (music / "a" / "one.wav").unlink()
    assert add_again(music).n_moved == 1  # it lies where its copy lies


def test_what_lies_elsewhere_is_left_alone(music: Path, tmp_path: Path):
    other = tmp_path / "other"
    other.mkdir()
    shutil.move(music / "a" / "one.wav", other / "one.wav")
    (music / "a" / "two.wav").unlink()
    ended = add_again(other)
    assert (ended.n_moved, ended.n_vanished) == (1, 0)


def test_where_there_is_no_sound_nothing_is_changed_and_it_is_told(music: Path, tmp_path: Path):
    before = state(music)
    (tmp_path / "empty").mkdir()
    for place in (tmp_path / "empty", tmp_path / "nowhere"):
        with pytest.raises(DatasetError):
            add_again(place)
    assert state(music) == before
    assert '"failed"' in (folder() / "building.json").read_text()
