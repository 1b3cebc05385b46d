"""Similar songs: an example library at first, one's own, filters, moments, a playlist."""

import importlib
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from core.inference import default_network
from core.library import Building, Entry, Library, add, carried_library, example_library
from core.library.playlist import as_m3u
from pages.shared.sounds import plain
from tests.pages.compare.test_run import texts
from tests.pages.conftest import Open, app_at

PAGE = "pages/listen/similar.py"


@pytest.fixture
def own(fresh: Path) -> Library:
    """A library of one's own: the demo songs' averages under directions drawn at random."""
    library = Library(default_network())
    rng = np.random.default_rng(1)
    n_values = library.table.schema.field("vector").type.list_size
    library.put(
        Entry(
            id=f"{i:x}", path=f"/music/{i}.wav", source="/music", title=f"Song {i}", seconds=60.0,
            tempo=100.0, genre="rock" if i % 2 else "pop",
            vector=rng.normal(size=n_values).astype(np.float32), missing=i == 3,
            averages=None,
        )
        for i in range(6)
    )  # fmt: skip
    return library


def rows(app: AppTest) -> list[Button]:
    """The list, nearest first: a song each, which a click chooses."""
    return [each for each in app.button if re.fullmatch(r"similar-\d+", each.key or "")]


@pytest.fixture(scope="module")
def example_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine without a library of its own; the example is filled in by the first who asks."""
    return tmp_path_factory.mktemp("example")


@pytest.fixture
def example(example_home: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(example_home))


def near(app: AppTest) -> list[str]:
    """What the songs of the list are called, nearest first."""
    return [re.sub(r"\\(.)", r"\1", row.label).split(". ", 1)[1] for row in rows(app)]


def told(app: AppTest) -> list[str]:
    """What is said beneath each song of the list."""
    return [each.value for each in app.caption if each.value.startswith("likeness")]


@pytest.mark.usefixtures("example")
def test_a_fresh_machine_has_the_demo_songs_to_be_near_to(open_page: Open):
    app = open_page(PAGE, sound="example~waltz")
    assert not app.exception
    assert app.selectbox(key="library").value == "demo"
    assert any("240 synthetic songs" in each.value for each in app.caption)
    assert len(near(app)) == len(told(app)) == 10
    assert sum("waltz" in each for each in told(app)) >= 6
    first = example_library().entries(f"title = '{near(app)[0]}'")[0]
    rows(app)[0].click().run()
    assert not app.exception
    assert app.query_params["song"] == f"demo~{first.track_id}"
    assert [each.value for each in app.warning] == []
    assert "feature" in app.dataframe[0].value
    [playlist] = [each for each in app.get("download_button") if "M3U" in each.proto.label]
    assert playlist


@pytest.mark.usefixtures("example")
def test_the_song_that_an_address_names_plays_beneath_its_row(open_page: Open):
    app = open_page(PAGE, sound="example~waltz")
    rows(app)[2].click().run()
    named = app.query_params["song"]
    again = open_page(PAGE, sound="example~waltz", song=named)
    assert again.query_params["song"] == named
    assert [row.icon for row in rows(again)].index(":material/graphic_eq:") == 2
    assert "feature" in again.dataframe[0].value


@pytest.mark.usefixtures("example")
def test_real_songs_come_along_with_the_network(open_page: Open):
    app = open_page(PAGE, sound="example~waltz", library="known")
    assert not app.exception
    library = carried_library()
    carried = library.checkpoint.songs()
    assert carried is not None
    assert library.count() == (carried.label != "not music").sum()
    assert any("without their sounds" in each.value for each in app.caption)
    near_to = {entry.id: entry for entry in library.entries()}
    asked = near_to[f"gtzan~{near(app)[0]}"]
    assert asked.vector is not None
    assert [hit.entry.id for hit in library.search(asked.vector, n=1)] == [asked.id]
    rows(app)[0].click().run()
    assert "datasets add gtzan" in app.warning[0].value
    assert not [each for each in app.get("download_button") if "M3U" in each.proto.label]


@pytest.mark.usefixtures("example")
def test_only_what_the_filter_lets_through_is_shown(open_page: Open):
    app = open_page(PAGE, sound="example~waltz", genre="club", tempo=["110", "125"])
    songs = example_library().entries("genre = 'club' AND tempo BETWEEN 110 AND 125")
    assert songs
    assert set(near(app)) <= {song.called for song in songs}
    assert len(near(app)) == min(10, len(songs))
    app = open_page(PAGE, sound="example~waltz", tempo=["239", "240"])
    assert "Widen the filter" in app.info[0].value


def test_ones_own_library_comes_first_without_what_is_missing(own: Library, open_page: Open):
    app = open_page(PAGE, sound="example~waltz")
    assert not app.exception
    assert app.selectbox(key="library").value == "mine"
    assert any("5 songs of yours" in each.value for each in app.caption)
    assert set(near(app)) == {f"Song {i}" for i in (0, 1, 2, 4, 5)}
    rows(app)[0].click().run()
    assert "does not exist" in app.warning[0].value
    assert app.dataframe[-1].value.why.tolist() == ["The file is gone."]


@pytest.mark.usefixtures("example")
def test_a_moment_is_compared_by_what_is_around_it(open_page: Open):
    whole, part = (
        open_page(PAGE, sound="example~club", **asked) for asked in ({}, {"part": "moment"})
    )
    assert not part.exception
    assert told(part) != told(whole)


@pytest.mark.usefixtures("example")
def test_visitors_of_a_server_can_name_no_folder_and_fill_no_library(
    monkeypatch: pytest.MonkeyPatch,
):
    assert app_at(PAGE).run().selectbox(key="similar-dataset").options
    monkeypatch.setenv("EARSHOT_PUBLIC", "1")
    app = app_at(PAGE).run()
    assert not app.text_input
    assert any("library add FOLDER" in caption.value for caption in app.caption)
    assert not any(button.label.startswith("Add") for button in app.button)


def test_a_visitor_fills_a_library_stops_it_and_goes_on(
    own: Library, open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    filling = importlib.import_module("core.library.building")
    monkeypatch.setattr(filling, "launch", lambda *_: None)  # it works in this process, below
    music = tmp_path / "music"
    music.mkdir()
    for i in range(3):
        (music / f"{i}.wav").write_bytes(f"no sound {i}".encode())
    app = open_page(PAGE, sound="example~waltz")

    def press(label: str) -> None:
        next(each for each in app.button if each.label == label).click().run()
        assert not app.exception

    def stop_it(now: Building) -> None:
        if now.state == "describing":
            press("Stop")

    app.text_input[0].set_value(str(music)).run()
    press("Add folder")
    assert any(each.label == "Stop" for each in app.button)
    assert add(str(music), n_workers=1, progress=stop_it).state == "stopped"
    app.run()
    assert plain(f"{music} stopped: 1 cannot be compared.") in texts(app)
    press("Add folder")
    ended = add(str(music), n_workers=1)
    app.run()
    assert (ended.state, ended.n_known + ended.n_unreadable) == ("finished", 3)
    assert own.count("error = ''") == 6  # what was there before is there still
    assert "3 that cannot be compared, 1 that are gone" in [each.label for each in app.expander]


def test_a_playlist_names_what_is_called_and_where_it_lies(own: Library):
    first, *_ = own.entries()
    odd = replace(first, title="a\nb", path="/music/two\nlines.wav")
    lines = as_m3u([first, odd]).splitlines()
    assert lines[0] == "#EXTM3U"
    assert lines[1:3] == ["#EXTINF:60,Song 0", "/music/0.wav"]
    assert lines[3:] == ["#EXTINF:60,a b", "file:///music/two%0Alines.wav"]
