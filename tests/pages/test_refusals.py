"""Listen where no genre is named, and where a file is not all there: what the page then says."""

import io
import json

import numpy as np
import pytest
import soundfile
from streamlit.testing.v1 import AppTest

from core.audio import SAMPLE_RATE
from core.demo_music import make_song
from core.inference import predict
from core.training.checkpoint import Checkpoint
from pages.listen.answer import as_json
from pages.shared.sounds import decode_upload, plain, sound_of
from tests.pages.compare.test_run import texts
from tests.pages.conftest import APP, SECONDS, Open, OpenLesson

CNN = "zheng-dual-cnn"


def wav(y: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, y, SAMPLE_RATE, format="WAV")
    return buffer.getvalue()


def listen(sound: str) -> AppTest:
    """The page, opened at a sound."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    app.query_params["sound"] = sound
    app.query_params["checkpoint"] = CNN
    return app.run()


def kept(y: np.ndarray, title: str) -> str:
    """Id of a visitor's file."""
    return decode_upload(io.BytesIO(wav(y)), source="upload", title=title).id


@pytest.mark.parametrize(
    ("seconds", "gain", "why"), [(3.0, 0.0, "silent"), (3.0, 0.1, "noise"), (0.3, 0.1, "short")]
)
def test_where_no_genre_is_named_nothing_on_the_page_names_one(fresh, seconds, gain, why):
    noise = gain * np.random.default_rng(0).standard_normal(round(seconds * SAMPLE_RATE))
    app = listen(kept(noise, f"{why}.wav"))
    assert not app.exception
    assert (app.title[1].value, why in texts(app)) == ("Unsure", True)
    assert not app.get("plotly_chart")
    assert [button.label for button in app.download_button] == ["Prediction (JSON)"]
    drawn = b"".join(panels.proto.bytes for panels in app.get("bidi_component"))
    assert b"as the network receives it" in drawn
    genres = Checkpoint.load(CNN).names
    assert not [genre for genre in genres if genre.encode() in drawn or genre in texts(app)]


@pytest.mark.parametrize(
    ("folder", "step"), [("convolution", "Moved"), ("learning", "On your sound")]
)
def test_lessons_name_no_genre_either(fresh, open_lesson: OpenLesson, folder: str, step: str):
    at = open_lesson(folder, sound=kept(np.zeros(3 * SAMPLE_RATE), "silence.wav"), step=step)
    assert any("silent" in box.value for box in at.info)
    assert not at.get("plotly_chart")


def test_of_networks_side_by_side_none_names_a_genre(fresh, open_page: Open):
    silence = kept(np.zeros(3 * SAMPLE_RATE), "silence.wav")
    at = open_page("pages/compare/models.py", sound=silence, open="song")
    assert not at.exception
    assert f"{plain(CNN)}**: unsure. The sound is silent" in texts(at)


def test_half_a_second_is_told_as_such(fresh):
    app = listen(kept(make_song("bossa", 1, seconds=2.0)[5000:16025], "half.wav"))
    assert "0.5 s" in texts(app)
    assert "0:00" not in texts(app)


def test_of_a_cut_file_the_page_says_how_much_could_be_read(fresh):
    raw = wav(make_song("bossa", 1, seconds=8.0))[: -4 * SAMPLE_RATE]
    app = listen(decode_upload(io.BytesIO(raw), source="upload", title="cut.wav").id)
    assert plain("The file says 8.0 s; 6.0 s of it could be read.") in texts(app)


def test_what_was_said_of_no_music_is_taken_away_without_a_genre():
    sound = sound_of(kept(np.zeros(3 * SAMPLE_RATE), "silence.wav"))
    values = json.loads(as_json(sound, predict(sound.audio, CNN)))
    assert (values["verdict"], values["genre"], values["probabilities"]) == ("unsure", None, None)
