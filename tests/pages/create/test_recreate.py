"""Recreate as a visitor gets it: on a fresh machine, with the shipped generators."""

import io
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from core.audio import Audio, encode_wav
from core.datasets import locations
from core.demo_music import EXAMPLE_SECONDS, EXAMPLE_SEED, make_song
from core.inference import default_network, predict
from core.recreation.judging import OTHERS
from core.recreation.published import ALL, EVERY, Reclassified, read_reclassified
from core.synthesis.generators import (
    KINDS,
    coefficients_of,
    generator_name,
    mfcc_spec,
    open_generator,
    recreate,
    recreated_genres,
)
from pages.shared.sounds import decode_upload
from tests import tiny
from tests.pages.conftest import app_at

PAGE = "pages/create/recreate.py"


def opened(**named: str) -> AppTest:
    app = app_at(PAGE)
    app.query_params.update(named)
    app.run()
    assert not app.exception
    return app


def subheader(app: AppTest) -> str:
    return app.subheader[0].value


def genre(app: AppTest) -> str:
    return str(app.selectbox(key="genre").value)


def test_a_song_is_there_at_once_with_what_is_lost_of_it():
    app = opened()
    assert subheader(app).startswith("What comes out is off by ")
    assert "with an LSTM layer" in subheader(app)
    assert [box.label for box in app.selectbox][:1] == ["The genre that was learned"]


def test_what_a_visitor_brings_goes_through_the_generators_as_by_hand():
    mine = Audio.from_mono(make_song("waltz", 5, seconds=3.0))
    brought = decode_upload(io.BytesIO(encode_wav(mine)), source="upload", title="mine.wav")
    app = opened(sound=brought.id, genre="pop")
    off = {}
    for kind in KINDS:
        generator = open_generator(generator_name("pop", kind))
        true = coefficients_of(brought.audio, mfcc_spec(generator.recipe))
        off[kind] = np.sqrt(((recreate(generator, true) - true) ** 2).mean())
    assert subheader(app) == (
        f"What comes out is off by {off['lstm']:.1f} dB with an LSTM layer and "
        f"{off['dense']:.1f} dB without LSTM"
    )
    assert any("**mine\\.wav**" in each.value for each in app.caption)
    app.selectbox(key="genre").set_value("metal").run()
    assert not app.exception
    assert app.query_params == {"sound": brought.id, "genre": "metal"}


def test_it_begins_with_the_genre_of_the_sound(fresh: Path):
    locations.add("mine", tiny.write_songs(fresh / "songs", ("metal", "classical", "pop")))
    assert genre(opened(sound="mine~classical.0", view="learning")) == "classical"
    heard = predict(
        Audio.from_mono(make_song("waltz", EXAMPLE_SEED, seconds=EXAMPLE_SECONDS)),
        default_network(),
    )
    assert heard.likeliest != recreated_genres()[0]
    unlabelled = opened(sound="example~waltz", view="learning")
    assert genre(unlabelled) == heard.likeliest
    assert "genre" not in unlabelled.query_params
    assert genre(opened(sound="example~waltz", genre="disco", view="learning")) == "disco"


def test_both_networks_learned_and_say_by_what_protocol():
    app = opened(view="learning", genre="pop")
    assert "dB²" in subheader(app)
    protocol = " ".join(each.value for each in app.markdown)
    assert "Adam at 0.0001, 20 epochs, batches of 32" in protocol


def test_verdicts_are_those_of_songs_kept_aside():
    app = opened(view="judged", genre="classical")
    assert "still taken for their genre" in subheader(app)
    table = app.dataframe[0].value
    assert "zheng-dual-cnn" in table.index
    assert {"songs", "song (%)", "with LSTM (%)", "without (%)", "noise (%)"} <= set(table.columns)


def test_the_control_tells_how_often_other_songs_become_the_genre(monkeypatch):
    shares = zip(OTHERS.values(), (0.06, 0.1, 0.08), strict=True)
    through = [Reclassified(ALL, version, EVERY, 36, share, 0.0, 0.5) for version, share in shares]
    monkeypatch.setattr(
        "pages.create.judged.read_reclassified", lambda: [*read_reclassified(), *through]
    )
    said = opened(view="judged").subheader[1].value.replace("\u00a0", " ")
    assert said == (
        "Songs of other genres are taken for the generators' genre in 10 % of answers with an "
        "LSTM layer and 8 % without LSTM, where their bare MFCC are in 6 %"
    )


def test_clouds_move_by_so_much_and_the_address_says_which():
    app = opened(view="moved", after="dense")
    assert subheader(app).startswith("How far the middle moves: ")
    assert not app.warning


@pytest.mark.parametrize("genre", recreated_genres()[:1])
def test_new_material_is_drawn_and_judged_honestly(genre: str):
    app = opened(view="new", genre=genre, seed="3")
    assert f"hear {genre}" in subheader(app)
    assert "has not heard music" in app.info[0].value
    labels = [button.proto.label for button in app.get("download_button")]
    assert labels == ["WAV", "FLAC"]


def test_between_two_genres_both_are_asked_about():
    app = opened(view="new", how="between", **{"from": "classical", "to": "pop", "at": "0.25"})
    assert "classical" in subheader(app)
    assert "pop" in subheader(app)
    assert list(app.dataframe[0].value.columns) == [
        "network", "says", "classical (%)", "pop (%)",
    ]  # fmt: skip


def test_a_second_song_is_asked_for_where_it_is_missing():
    app = opened(view="new", how="between", to="another song")
    assert not app.subheader
    assert app.get("file_uploader")


def test_a_genre_that_is_not_here_is_told_in_one_line():
    app = opened(genre="polka")
    assert "polka" in app.warning[0].value
