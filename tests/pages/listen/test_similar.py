"""Similar songs: an example library at first, one's own, filters, moments, a playlist."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.inference import default_network
from core.library import Entry, Library, example_library
from core.library.playlist import as_m3u
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


@pytest.fixture(scope="module")
def example_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine without a library of its own; the example is filled in by the first who asks."""
    return tmp_path_factory.mktemp("example")


@pytest.fixture
def example(example_home: Path, fresh: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EARSHOT_HOME", str(example_home))


def near(app: AppTest) -> list[str]:
    """What the songs of the list are called, nearest first."""
    return [re.sub(r"\\(.)", r"\1", option).split(". ", 1)[1] for option in app.radio[0].options]


@pytest.mark.usefixtures("example")
def test_a_fresh_machine_has_the_demo_songs_to_be_near_to(open_page: Open):
    app = open_page(PAGE, sound="example~waltz")
    assert not app.exception
    assert app.selectbox(key="library").options == ["Example, 240 synthetic songs"]
    captions = list(app.radio[0].proto.captions)
    assert len(near(app)) == len(captions) == 10
    assert sum("waltz" in caption for caption in captions) >= 6
    first = example_library().entries(f"title = '{near(app)[0]}'")[0]
    app.radio[0].set_value(f"demo~{first.track_id}").run()
    assert not app.exception
    assert [each.value for each in app.warning] == []
    assert "feature" in app.dataframe[0].value
    [playlist] = [each for each in app.get("download_button") if "M3U" in each.proto.label]
    assert playlist


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
    assert app.selectbox(key="library").options[0] == "Yours, 5 songs"
    assert set(near(app)) == {f"Song {i}" for i in (0, 1, 2, 4, 5)}
    app.radio[0].set_value(f"library~{near(app)[0][-1]}").run()
    assert "does not exist" in app.warning[0].value
    assert app.dataframe[-1].value.why.tolist() == ["The file is gone."]


@pytest.mark.usefixtures("example")
def test_a_moment_is_compared_by_what_is_around_it(open_page: Open):
    whole, part = (
        open_page(PAGE, sound="example~club", **asked) for asked in ({}, {"part": "moment"})
    )
    assert not part.exception
    assert list(part.radio[0].proto.captions) != list(whole.radio[0].proto.captions)


@pytest.mark.usefixtures("example")
def test_who_is_not_known_to_sit_at_the_computer_can_name_no_folder():
    app = app_at(PAGE).run()
    assert not app.text_input
    assert any("library add FOLDER" in caption.value for caption in app.caption)
    assert app.selectbox(key="similar-dataset").options


def test_a_playlist_names_what_is_called_and_where_it_lies(own: Library):
    first, *_ = own.entries()
    odd = replace(first, title="a\nb", path="/music/two\nlines.wav")
    lines = as_m3u([first, odd]).splitlines()
    assert lines[0] == "#EXTM3U"
    assert lines[1:3] == ["#EXTINF:60,Song 0", "/music/0.wav"]
    assert lines[3:] == ["#EXTINF:60,a b", "file:///music/two%0Alines.wav"]
