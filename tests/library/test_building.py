"""A library built from real sounds: what is kept of each, stopping, going on, and who watches."""

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.audio import Audio
from core.demo_music import make_song
from core.errors import RunError
from core.library import Building, Library, add, building, describe_sound, start, stop
from core.library.building import folder
from core.training.hold import Hold

NETWORK = "demo-baseline"
STYLES = ("club", "waltz", "bells")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Building, list]]:
    """Songs, one of them with tags, silence and a text, added at once; the folder, the course."""
    place = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EARSHOT_HOME", str(place / "home"))
        music = place / "music"
        music.mkdir()
        for style in STYLES:
            y = make_song(style, 3, seconds=5.0)
            with soundfile.SoundFile(music / f"{style}.flac", "w", 22050, 1) as file:
                if style == "waltz":
                    file.title, file.artist = "Für\nElise", "L. van B."
                file.write(y)
        soundfile.write(music / "silence.wav", np.zeros(22050), 22050)
        (music / "list.mp3").write_text("#EXTM3U\n/etc/passwd\n")
        course: list[Building] = []
        ended = add(str(music), n_workers=1, library=Library(NETWORK), progress=course.append)
        yield music, ended, course


def test_every_file_has_its_row_and_bad_ones_their_reason(built):
    music, ended, course = built
    assert (ended.state, ended.n_songs, ended.n_done, ended.n_unreadable) == ("finished", 5, 5, 2)
    assert (course[0].state, course[-1].state) == ("looking", "finished")
    rows = {Path(entry.path).name: entry for entry in Library(NETWORK).entries()}
    assert set(rows) == {f"{style}.flac" for style in STYLES} | {"silence.wav", "list.mp3"}
    assert "playlist" in rows["list.mp3"].error
    assert "silen" in rows["silence.wav"].error.lower()
    assert rows["waltz.flac"].called == "L. van B. – Für Elise"
    assert rows["club.flac"].called == "club.flac"
    for style in STYLES:
        heard, _ = soundfile.read(music / f"{style}.flac", dtype="float32")
        alone = describe_sound(Audio.from_mono(heard), NETWORK)
        assert rows[f"{style}.flac"].seconds == pytest.approx(5.0)
        assert rows[f"{style}.flac"].vector == pytest.approx(alone.vector, abs=1e-4)


def test_what_was_built_is_found_and_nothing_is_heard_twice(built):
    music, _, _ = built
    library = Library(NETWORK)
    heard, _ = soundfile.read(music / "bells.flac", dtype="float32")
    asked = describe_sound(Audio.from_mono(heard), NETWORK)
    assert asked.vector is not None
    first = library.search(asked.vector, n=1)[0]
    assert first.entry.path.endswith("bells.flac")
    assert first.similarity == pytest.approx(1.0, abs=1e-4)
    again = add(str(music), library=library)
    assert (again.n_known, again.n_songs) == (5, 0)


@pytest.mark.usefixtures("built")
def test_who_is_told_to_stop_keeps_what_there_is_and_goes_on_later(tmp_path: Path):
    more = tmp_path / "more"
    more.mkdir()
    for i in range(4):
        (more / f"{i}.wav").write_bytes(f"no sound {i}".encode())
    stopped = add(
        str(more), n_workers=1, library=Library(NETWORK),
        progress=lambda now: stop() if now.state == "describing" else None,
    )  # fmt: skip
    assert stopped.state == "stopped"
    assert 1 <= stopped.n_done < 4
    ended = add(str(more), n_workers=1, library=Library(NETWORK))
    assert (ended.state, ended.n_known + ended.n_songs) == ("finished", 4)
    assert ended.n_known >= 1


@pytest.mark.usefixtures("built")
def test_who_stops_while_files_are_looked_through_changes_nothing(tmp_path: Path):
    before = [(entry.id, entry.missing) for entry in Library(NETWORK).entries()]
    (tmp_path / "a.wav").write_bytes(b"no sound at all")
    ended = add(str(tmp_path), library=Library(NETWORK), progress=lambda now: stop())
    assert (ended.state, ended.n_done) == ("stopped", 0)
    assert [(entry.id, entry.missing) for entry in Library(NETWORK).entries()] == before


@pytest.mark.usefixtures("built")
def test_one_adds_at_a_time_and_who_vanished_is_lost():
    with Hold(folder()).working():
        (folder() / "building.json").write_text('{"source": "/m", "state": "describing"}')
        now = building()
        assert now is not None
        assert now.live
        with pytest.raises(RunError, match="/m is being added"):
            start("/elsewhere")
    now = building()
    assert now is not None
    assert now.state == "lost"


def test_started_in_the_background_it_ends_by_itself(home: Path, tmp_path: Path):
    (tmp_path / "music").mkdir()
    (tmp_path / "music" / "a.wav").write_bytes(b"no sound")
    start(str(tmp_path / "music"))
    assert building() is not None
    until = time.monotonic() + 60
    while time.monotonic() < until and building().live:  # type: ignore[union-attr]
        time.sleep(0.1)
    ended = building()
    assert ended is not None
    assert (ended.state, ended.n_unreadable) == ("finished", 1)
    shutil.rmtree(home)
