"""The one control that chooses a sound: open on the first screen, one row on every other page."""

import io
import shutil
from pathlib import Path

import pandas as pd
import pytest
import soundfile

from core import paths
from core.audio import SAMPLE_RATE
from core.demo_music import make_song
from core.inference import predict
from pages.shared import loaders
from pages.shared.examples import (
    DEFAULT,
    EXAMPLE_SEED,
    default_sound,
    network_for,
    told_apart,
    why_first,
)
from pages.shared.sounds import sound_of
from tests.pages.conftest import Open, OpenLesson
from tests.pages.listen.test_listen import answer, listen, upload, wav
from tests.pages.reading import written
from tests.recordings import FILE, KEY, nowhere, point_at, served

TUNE = wav(make_song("bells", 1, seconds=3.0))
OTHER = wav(make_song("waltz", 1, seconds=3.0))
RECORDING = f"librosa~{KEY}"


def remove_buttons(app) -> list:
    return [button for button in app.button if button.label == "Remove"]


def test_a_song_called_like_an_example_stays_the_visitors_own(fresh):
    app = upload(listen(), ("Waltz (synthetic)", TUNE)).run()
    assert app.session_state["sound"].startswith("upload~")
    menu = app.selectbox[0]
    assert len(set(menu.options)) == len(menu.options)


def test_songs_of_one_title_are_told_apart_in_menus():
    titles = {"gtzan~blues.1": "Song", "gtzan~blues.2": "Song", "blues.3": "Other"}
    apart = ["Song (blues.1)", "Song (blues.2)", "Other"]
    assert list(told_apart(titles).values()) == apart


def test_the_first_screen_says_what_this_is_and_takes_a_file(fresh):
    app = listen()
    assert app.markdown[0].value.startswith("Earshot shows what a neural network hears")
    assert app.file_uploader[0].label == "Drop a song here, or several"
    assert not app.button_group  # nothing to choose before a file can be dropped
    assert why_first(sound_of(default_sound())) in written(app)
    assert not remove_buttons(app)


def test_after_a_reload_an_upload_is_still_the_upload(fresh):
    app = upload(listen(), ("Evening.wav", TUNE))
    sound_id, before = app.query_params["sound"], answer(app)
    assert not app.file_uploader[0].value  # its widget is ready for the next one
    again = listen(sound=sound_id)
    assert r"**Evening\.wav** · 3.0 s · Your file" in written(again)
    assert answer(again) == before
    assert again.selectbox(key="listen-example").value == sound_id
    (remove,) = remove_buttons(again)
    remove.click().run()
    assert "sound" not in again.query_params
    assert again.selectbox(key="listen-example").value == default_sound()
    assert not again.warning
    assert not remove_buttons(again)


def test_a_second_upload_takes_the_place_of_the_first(fresh):
    app = upload(listen(), ("one.wav", TUNE))
    first = app.query_params["sound"]
    upload(app, ("two.wav", OTHER))
    assert app.query_params["sound"] != first
    assert r"two\.wav" in written(app)
    assert r"one\.wav" not in written(app)


def test_a_lesson_has_it_in_one_row_with_the_same_sound(fresh, open_lesson: OpenLesson):
    sound_id = upload(listen(), ("mine.wav", TUNE)).query_params["sound"]
    app = open_lesson("sampling", sound=sound_id)
    assert app.selectbox(key="sampling-example").value == sound_id
    assert r"mine\.wav" in written(app)
    app.file_uploader[0].set_value([("other.wav", OTHER, "audio/wav")]).run()
    assert not app.exception
    assert r"other\.wav" in written(app)
    assert app.query_params["sound"] != sound_id


# ---- librosa's recordings ---------------------------------------------------------------------


@pytest.fixture
def vorbis() -> bytes:
    file = io.BytesIO()
    soundfile.write(file, make_song("shuffle", 2, seconds=4.0), SAMPLE_RATE, format="OGG")
    return file.getvalue()


def test_a_recording_is_fetched_when_it_is_chosen(
    fresh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vorbis: bytes
):
    (tmp_path / FILE).write_bytes(vorbis)
    loaders.sounds_cache.clear()
    with served(tmp_path) as address:
        point_at(monkeypatch, cache=tmp_path / "cache", address=address, content=vorbis)
        asked_by_link = listen(sound=RECORDING)
        assert "Choose it among the examples" in asked_by_link.warning[0].value
        assert not (tmp_path / "cache").exists()  # nothing is fetched unless somebody chose it

        app = listen()
        app.selectbox(key="listen-example").set_value(RECORDING).run()
    assert not app.exception
    assert not app.warning
    assert (tmp_path / "cache" / FILE).read_bytes() == vorbis
    assert app.query_params["sound"] == RECORDING
    assert r"Vibe Ace by Kevin MacLeod, CC BY 3\.0" in written(app)
    assert "librosa" in written(app)
    loaders.sounds_cache.clear()
    assert not listen(sound=RECORDING).warning  # from now on it is here


def test_without_a_network_the_page_says_so_and_the_sound_before_stays(
    fresh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, vorbis: bytes
):
    loaders.sounds_cache.clear()
    point_at(monkeypatch, cache=tmp_path / "cache", address=nowhere(), content=vorbis)
    app = listen(sound="example~march")
    before = answer(app)
    app.selectbox(key="listen-example").set_value(RECORDING).run()
    assert not app.exception
    assert "Connect to the internet" in app.warning[0].value
    assert "The sound before stays." in app.warning[0].value
    assert answer(app) == before
    assert app.selectbox(key="listen-example").value == "example~march"


# ---- which network ----------------------------------------------------------------------------


@pytest.fixture
def with_demo_network(fresh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped networks, of which the demo network was tested on certain examples."""
    shipped = tmp_path / "checkpoints"
    for name in (loaders.CNN, loaders.BASELINE, "demo-baseline"):
        shutil.copytree(paths.checkpoints() / name, shipped / name)
    shutil.copytree(paths.checkpoints() / loaders.DEMO, shipped / loaders.DEMO)
    tested = pd.DataFrame({"track_id": ["drone.07", "waltz.07", "club.07", "march.06"]})
    labels, said = ["drone", "waltz", "club", "march"], ["bells", "waltz", "club", "march"]
    sure = [0.84, 0.8, 0.99, 0.85]
    for style in (*labels, "bells"):
        tested[f"y_{style}"] = [float(label == style) for label in labels]
    for style in (*labels, "bells"):
        answers = zip(said, sure, strict=True)
        tested[f"p_{style}"] = [p if answer == style else 0.0 for answer, p in answers]
    tested.to_parquet(shipped / loaders.DEMO / "predictions.parquet")
    monkeypatch.setattr(paths, "checkpoints", lambda: shipped)


def test_without_real_music_it_begins_with_a_song_that_the_demo_network_never_heard(
    with_demo_network,
):
    app = listen()
    # drone.07 was told wrong, march.06 is another song than the example, club.07 beyond all doubt.
    assert app.selectbox(key="listen-example").value == "example~waltz"
    assert app.selectbox(key="checkpoint").value == loaders.DEMO
    assert "learned from such songs but not from this one" in written(app)
    assert "lightly" not in written(app)
    assert not app.query_params


def test_the_network_follows_the_sound_until_one_is_chosen(with_demo_network):
    app = listen()
    assert app.selectbox(key="checkpoint").value == loaders.DEMO
    upload(app, ("mine.wav", TUNE))
    assert app.selectbox(key="checkpoint").value == loaders.CNN
    assert "checkpoint" not in app.query_params
    app.selectbox(key="listen-example").set_value("example~march").run()
    assert app.selectbox(key="checkpoint").value == loaders.DEMO

    app.selectbox(key="checkpoint").set_value(loaders.BASELINE).run()
    upload(app, ("again.wav", OTHER))
    assert app.selectbox(key="checkpoint").value == loaders.BASELINE
    assert app.query_params["checkpoint"] == loaders.BASELINE


def test_a_network_out_of_its_field_is_said_to_be(with_demo_network):
    app = listen(sound="example~waltz")
    assert "lightly" not in written(app)
    app.selectbox(key="checkpoint").set_value(loaders.CNN).run()
    assert "this song was made by a program: take its answer lightly" in written(app)
    app = upload(app, ("real.wav", TUNE))
    assert "lightly" not in written(app)
    app.selectbox(key="checkpoint").set_value(loaders.DEMO).run()
    assert "knows nothing but songs that a program made" in written(app)


def test_the_shipped_demo_network_never_learned_from_the_first_song(fresh):
    sound = sound_of(default_sound())
    assert network_for(sound) == loaders.DEMO
    assert "not from this one" in why_first(sound)
    style = sound.id.partition("~")[2]
    told = predict(sound.audio, loaders.DEMO)
    assert told.verdict == style
    assert told.confidence < 0.999  # there is something to see
    songs = loaders.results(loaders.DEMO).songs()
    assert songs is not None
    sides = dict(zip(songs.track_id, songs.side, strict=True))
    assert sides[f"{style}.{EXAMPLE_SEED:02d}"] == "test"


def test_where_none_of_the_examples_was_tested_nothing_is_claimed(with_demo_network):
    predictions = paths.checkpoints() / loaders.DEMO / "predictions.parquet"
    pd.read_parquet(predictions).iloc[:0].to_parquet(predictions)
    sound = sound_of(default_sound())
    assert sound.id == DEFAULT
    assert "learned" not in why_first(sound)


def test_models_has_it_too(fresh, open_page: Open):
    app = open_page("pages/compare/models.py", sound="example~march", open="song")
    assert not app.exception
    assert app.selectbox(key="models-example").value == "example~march"
