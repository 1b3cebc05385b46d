"""Several songs at once: from a drop to a table, a song of it, and what is gone or broken."""

from collections.abc import Iterator

import pandas as pd
import pytest
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec
from streamlit.testing.v1 import AppTest

from core.audio import SAMPLE_RATE, decode
from core.datasets import demo
from core.demo_music import make_song
from core.errors import AudioError
from core.inference import default_network, predict
from core.several import predict_song, surprises_first
from pages.listen import several_songs
from pages.listen.several_songs import PAGE, cached_predictions, songs_named
from pages.shared import loaders
from pages.shared.uploads import GIVEN_UP
from tests.pages.conftest import Open
from tests.pages.listen.test_listen import answer, listen, upload, wav
from tests.pages.reading import written

CNN = "zheng-dual-cnn"
FILES = [
    ("waltz.wav", wav(make_song("waltz", 1, seconds=3.0))),
    ("list.mp3", b"#EXTM3U\n/etc/passwd\n"),
    ("bells.wav", wav(make_song("bells", 1, seconds=4.0))),
]


def rows(app: AppTest) -> pd.DataFrame:
    return app.dataframe[0].value


def test_several_files_dropped_on_the_first_screen_become_a_table(fresh):
    app = upload(listen(), *FILES)
    assert not app.exception
    assert app.title[0].value == "Several songs"
    assert app.query_params["songs"].startswith("files~")
    table = rows(app).set_index("title")
    assert len(table) == 3
    for name, raw in (FILES[0], FILES[2]):
        alone = predict(decode(raw, sample_rate=SAMPLE_RATE, mono=True), default_network())
        row = table.loc[name]
        assert row.genre == alone.verdict
        assert row.confidence == pytest.approx(100 * alone.confidence, abs=1e-3)
        assert row.seconds == pytest.approx(alone.duration)
    assert table.loc["list.mp3"].note.startswith("This is a playlist")
    assert "label" not in table  # nobody told any


def test_files_dropped_on_the_page_itself_become_a_table_twice(fresh, open_page: Open):
    app = open_page(PAGE)
    for files in (FILES[1:2], FILES[1:]):
        upload(app, *files)
        assert set(rows(app).title) == {name for name, _ in files}
        assert app.query_params["songs"].startswith("files~")
        assert "list\\.mp3: This is a playlist" in app.warning[0].value
        told = [caption.value for caption in app.caption]
        assert ("1 file." if len(files) == 1 else "2 files.") in told
        assert any("Choose a row" in text for text in told) == (len(files) == 2)


def test_a_chosen_row_is_answered_and_opens_in_listen(fresh, open_page: Open):
    name = upload(listen(), *FILES).query_params["songs"]
    app = open_page(PAGE, songs=name)  # by another visitor who was sent the link
    file = songs_named(name, CNN).files
    song_id = next(key for key, value in file.items() if value.title == "bells.wav")
    app.session_state["several-song"] = song_id
    app.run()
    assert not app.exception
    assert app.subheader[0].value == r"bells\.wav"
    said = answer(app)
    next(button for button in app.button if button.label == "Open in Listen").click().run()
    assert app.title[0].value == "Listen"
    assert app.query_params["sound"] == song_id
    assert answer(app) == said


@pytest.fixture
def few_songs(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """One demo song of each style: 240 take a while to make. Pages of other tests open them all."""
    monkeypatch.setattr(demo, "SONGS_PER_STYLE", 1)
    loaders._dataset.clear()
    yield
    loaders._dataset.clear()


@pytest.mark.usefixtures("fresh", "few_songs")
def test_made_songs_are_judged_by_a_network_that_learned_from_such():
    several_songs.answers.clear()
    app = listen()
    app.switch_page(PAGE)
    app.session_state["several-stopped"] = ("demo", "demo-cnn")  # before the first song
    app.query_params["songs"] = "demo"
    app.run()
    assert not app.exception
    assert app.selectbox(key="checkpoint").value == "demo-cnn"
    app.selectbox(key="checkpoint").set_value(CNN)
    assert app.run().selectbox(key="checkpoint").value == CNN


def test_it_stops_and_goes_on(fresh):
    network = default_network()
    several_songs.answers.clear()
    batch = several_songs.Batch("b", tuple(several_songs.File(*file) for file in FILES), 0)
    several_songs.batches().put(batch)
    app = listen()
    app.switch_page(PAGE)
    app.query_params["songs"] = "files~b"
    app.session_state["several-stopped"] = ("files~b", network)  # as the button leaves it
    app.run()
    assert cached_predictions(songs_named("files~b", network), network) == [None, None, None]
    assert list(rows(app).genre) == ["", "", ""]
    go_on = next(button for button in app.button if button.label == "Go on")
    go_on.click().run()
    assert not app.exception
    assert None not in cached_predictions(songs_named("files~b", network), network)


def test_folders_named_after_genres_are_labels(fresh):
    folder = [(f"Music/{label}/{name}", raw) for label, (name, raw) in zip(
        ("Hip-Hop", "Misc", "jazz"), FILES, strict=True)]  # fmt: skip
    batch = several_songs.Batch("l", tuple(several_songs.File(*file) for file in folder), 0)
    several_songs.batches().put(batch)
    songs = songs_named("files~l", CNN).songs
    assert [(song.title, song.label) for song in songs] == [
        ("waltz.wav", "hiphop"), ("list.mp3", ""), ("bells.wav", "jazz"),
    ]  # fmt: skip


def test_of_its_own_dataset_it_judges_what_it_was_tested_on(judged_runs, open_page: Open):
    run = judged_runs[1]  # the one that errs
    app = open_page(PAGE, songs="tiny", checkpoint=run.name)
    assert not app.exception
    judged = run.predictions()
    table = rows(app)
    assert len(table) == len(judged)
    assert "was tested on and never trained on" in written(app)
    unlike = table.differs.to_numpy(bool)
    assert list(unlike) == sorted(unlike, reverse=True)
    named = table[table.genre != "unsure"]
    assert (named.differs == (named.genre != named.label)).all()
    assert (surprises_first(table).index == table.index).all()


@pytest.mark.parametrize("name", ["files~0123", "nowhere", "gtzan-features"])
def test_what_is_gone_says_so(fresh, open_page: Open, name: str):
    app = open_page(PAGE, songs=name)
    assert not app.exception
    assert len(app.warning) == 1
    assert not app.dataframe


def test_files_come_with_their_bytes_and_leave_none_behind(fresh):
    app = upload(listen(), *FILES)
    name = app.query_params["songs"].partition("~")[2]
    batch = several_songs.batches().get(name)
    assert batch is not None
    assert [(file.title, file.raw) for file in batch.files] == FILES
    assert batch.n_bytes == sum(len(raw) for _, raw in FILES)


def test_a_file_that_was_given_up_on_its_way_is_a_row_that_says_so(fresh):
    record = UploadedFileRec("1", "late.wav", GIVEN_UP, b"")
    file = several_songs.File.from_upload(UploadedFile(record, FileURLs()))
    with pytest.raises(AudioError, match="no room left for this one"):
        file.load()
    batch = several_songs.batches().put(several_songs.Batch("g", (file,), 0))
    songs = songs_named(f"files~{batch.id}", CNN)
    assert "no room" in predict_song(songs.songs[0], CNN).note
    with pytest.raises(AudioError, match="no room"):
        songs.sound(songs.songs[0].id)


def test_no_more_than_the_limit_is_kept(fresh, monkeypatch):
    monkeypatch.setattr(several_songs, "MOST", 2)
    app = upload(listen(), *FILES)
    assert len(rows(app)) == 2
    assert "1 more were left out: 2 is the limit" in written(app)
