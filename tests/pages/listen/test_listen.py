"""Listen: an example at once, any file after it, what a link restores, and what bad files get."""

import io
import json
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import soundfile
from streamlit.testing.v1 import AppTest

from core.analysis import why
from core.audio import SAMPLE_RATE, decode
from core.datasets import locations
from core.datasets.all_sounds import NOT_MUSIC
from core.demo_music import make_song
from core.evaluation.predictions import labelled
from core.inference import default_network, predict
from core.training.about import update_about
from core.training.checkpoint import Checkpoint
from pages.listen.answer import as_csv, as_json
from pages.listen.loaders import prediction_panels
from pages.listen.views.single_label import card_of, panels, runners_up
from pages.shared.examples import MADE, default_sound, network_for
from pages.shared.sounds import plain, sound_of
from tests.pages.compare.test_run import texts
from tests.pages.conftest import APP, SECONDS

CNN = "zheng-dual-cnn"


def wav(y: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, y, SAMPLE_RATE, format="WAV")
    return buffer.getvalue()


def listen(**address: str) -> AppTest:
    """The page, which is the app's first, opened at an address."""
    app = AppTest.from_file(str(APP), default_timeout=SECONDS)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def answer(app: AppTest) -> str:
    """The second title; the first names the page."""
    return app.title[1].value


def upload(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    dropped = [(name, raw, "audio/wav") for name, raw in files]
    return app.file_uploader[0].set_value(dropped).run()


def test_a_fresh_machine_shows_an_answer_at_once(fresh):
    app = listen()
    assert not app.exception
    assert not app.error
    first = sound_of(default_sound())
    found = predict(first.audio, network_for(first))
    if found.verdict == "unsure":
        assert answer(app) == "Unsure"
        assert found.reason.replace(" %", "\u00a0%") in texts(app)
    else:
        percent = f"{100 * found.confidence:.0f}\u00a0%"
        assert answer(app).endswith(f" {found.likeliest.capitalize()} :gray[{percent}]")
    assert plain(MADE) in texts(app)
    assert not app.query_params  # the address of what is there at first is short
    assert [button.label for button in app.download_button] == [
        "Prediction (JSON)",
        "Over time (CSV)",
    ]


def test_all_genres_stand_side_by_side(fresh):
    app = listen(checkpoint=CNN)
    (chart,) = app.get("plotly_chart")
    figure = json.loads(chart.proto.spec)
    assert [title["text"] for title in figure["layout"]["annotations"]] == [
        "<b>zheng-dual-cnn</b>",
        "<b>zheng-baseline</b>",
    ]
    assert [len(bars["y"]) for bars in figure["data"]] == [10, 10]
    (chart,) = listen(checkpoint="demo-baseline").get("plotly_chart")
    titles = json.loads(chart.proto.spec)["layout"]["annotations"]
    assert [title["text"] for title in titles] == ["<b>demo-cnn</b>", "<b>demo-baseline</b>"]


def test_an_upload_is_answered_and_named_in_the_address(fresh):
    raw = wav(make_song("bells", 1, seconds=6.0))
    app = upload(listen(), ("My *song*.wav", raw))
    assert not app.exception
    assert not app.error
    sound_id = app.query_params["sound"]
    assert sound_id.startswith("upload~")
    assert r"My \*song\*\.wav" in texts(app)
    heard = decode(raw, sample_rate=SAMPLE_RATE, mono=True)
    found = predict(heard, default_network())
    expected = "Unsure" if found.verdict == "unsure" else found.likeliest.capitalize()
    assert expected in answer(app)

    again = listen(sound=sound_id)  # by another visitor who was sent the link
    assert answer(again) == answer(app)
    assert r"My \*song\*\.wav" in texts(again)


@pytest.mark.parametrize(
    ("name", "raw", "why"),
    [
        ("list.mp3", b"#EXTM3U\n/etc/passwd\n", "This is a playlist"),
        ("empty.wav", b"", "This file is empty"),
        ("../../etc/x.wav", b"RIFF\x00\x00\x00\x00WAVEjunk", "damaged"),
    ],
)
def test_a_bad_file_says_why_and_the_sound_before_stays(fresh, name: str, raw: bytes, why: str):
    app = listen(sound="example~waltz")
    before = answer(app)
    upload(app, (name, raw))
    assert not app.exception
    (refused,) = app.warning
    assert why in refused.value
    assert "The sound before stays." in refused.value
    assert answer(app) == before
    assert app.query_params["sound"] == "example~waltz"
    app.selectbox(key="checkpoint").set_value("zheng-baseline").run()
    assert why in app.warning[0].value  # until there is another sound
    app.selectbox(key="listen-example").set_value("example~bells").run()
    assert not app.warning


def test_only_networks_that_hear_are_offered(fresh):
    offered = [
        each.removesuffix(" (one class)") for each in listen().selectbox(key="checkpoint").options
    ]
    assert {"zheng-dual-cnn", "zheng-dual-cnn-paper", "zheng-baseline"} <= set(offered)
    assert "bijlani-cifar-cnn" not in offered


def test_a_recording_is_a_sound_like_any_other(fresh):
    app = listen()
    raw = wav(make_song("shuffle", 1, seconds=3.0))
    app.audio_input[0].set_value(("recording.wav", raw, "audio/wav")).run()
    assert not app.exception
    assert app.query_params["sound"].startswith("recording~")
    assert "Recorded here" in texts(app)


@pytest.mark.parametrize(("gain", "why"), [(0.0, "silent"), (0.1, "noise")])
def test_silence_and_noise_are_unsure_with_the_reason(fresh, gain: float, why: str):
    noise = gain * np.random.default_rng(0).standard_normal(3 * SAMPLE_RATE)
    app = upload(listen(), ("noise.wav", wav(noise)))
    assert answer(app) == "Unsure"
    assert why in texts(app)


def test_of_what_no_network_was_asked_about_no_picture_names_anything(fresh):
    app = upload(listen(), ("silence.wav", wav(np.zeros(3 * SAMPLE_RATE))))
    name = app.query_params["sound"]
    shown = prediction_panels(sound_of(name), "earshot")  # which is given musicnn's tags, too
    assert [panel.title for panel in shown] == ["868 statistics of the 3 s around each time"]


def test_a_link_restores_sound_network_and_moment(fresh):
    address = {"sound": "example~march", "checkpoint": "zheng-baseline", "t": "12.5"}
    app = listen(**address)
    assert not app.exception
    assert app.selectbox(key="listen-example").value == "example~march"
    assert app.selectbox(key="checkpoint").value == "zheng-baseline"
    assert app.query_params == address
    app.selectbox(key="listen-example").set_value("example~shuffle").run()
    assert app.query_params["sound"] == "example~shuffle"
    assert "t" not in app.query_params  # a new sound starts at its beginning


@pytest.mark.parametrize("moment", ["-1", "later", "1e9", "nan"])
def test_a_moment_outside_the_song_is_passed_over(fresh, moment: str):
    app = listen(t=moment)
    assert not app.exception
    assert not app.error


@pytest.mark.parametrize(
    "gone", ["upload~0123456789abcdef", "example~polka", "gtzan~x", "nonsense"]
)
def test_a_link_to_what_is_gone_says_so_and_shows_the_example(fresh, gone: str):
    app = listen(sound=gone)
    assert not app.exception
    assert len(app.warning) == 1
    assert app.selectbox(key="listen-example").value == default_sound()
    app.selectbox(key="listen-example").set_value("example~shuffle").run()
    assert not app.warning


def test_an_own_run_is_listened_through(judged_runs):
    run = judged_runs[0]
    update_about(run, title="Mine & hers")
    app = listen(checkpoint=run.name, sound="example~bossa")
    assert not app.exception
    assert app.selectbox(key="checkpoint").value == run.name
    found = predict(sound_of("example~bossa").audio, run)
    assert found.verdict.capitalize() in answer(app)
    figure = json.loads(app.get("plotly_chart")[0].proto.spec)
    assert [bars["y"] for bars in figure["data"]] == [["high", "low", "middle"]]
    assert [over["text"] for over in figure["layout"]["annotations"]] == ["<b>Mine &amp; hers</b>"]
    assert "All genres" in [header.value for header in app.subheader]


def test_where_the_dataset_is_its_test_songs_are_examples(home, tmp_path):
    said = Checkpoint.load(CNN).predictions()
    assert said is not None
    judged = labelled(said)
    here = judged.sort_values("track_id").groupby("label").head(1)
    rows = []
    for row in here.itertuples():
        file = tmp_path / f"{row.track_id}.wav"
        soundfile.write(file, make_song("bossa", 0, seconds=2.0), SAMPLE_RATE)
        rows.append((row.track_id, file.name, row.label, 2.0, "Somebody", f"Song {row.label}"))
    columns = ["clip_id", "file", "genre", "seconds", "artist", "title"]
    pd.DataFrame(rows, columns=columns).to_csv(tmp_path / "manifest.csv", index=False)
    locations.add("gtzan", tmp_path)
    app = listen()
    assert not app.exception
    picker = app.selectbox(key="listen-example")
    assert picker.options[:10] == [
        f"{label.capitalize()}: Somebody – Song {label}" for label in sorted(here.label)
    ]
    assert picker.value in {f"gtzan~{track_id}" for track_id in here.track_id}
    assert len(picker.options) == 24  # with four recordings and ten synthetic ones


def test_what_is_taken_away_holds_the_prediction():
    sound = sound_of("example~bells")
    told = predict(sound.audio, CNN)
    plain_values = json.loads(as_json(sound, told))
    assert plain_values["id"] == "example~bells"
    assert plain_values["probabilities"][told.likeliest] == pytest.approx(told.confidence, abs=1e-5)
    rows = pd.read_csv(io.StringIO(as_csv(told)))
    assert list(rows.columns) == ["time", *told.names]
    np.testing.assert_allclose(rows.time, told.times, rtol=1e-5)
    np.testing.assert_allclose(rows[told.names], told.answers, rtol=1e-4, atol=1e-12)


@pytest.mark.parametrize(
    ("overall", "words"),
    [
        ([0.7, 0.2, 0.1], "Next: jazz 20 %, rock 10 %."),
        ([0.02, 0.004, 0.976], "Next: blues 2 %."),
        ([0.001, 0.998, 0.001], "No other genre reaches 1 %."),
    ],
)
def test_what_comes_next_is_named_from_1_per_cent(overall: list[float], words: str):
    told = predict(sound_of("example~bells").audio, CNN)
    told = replace(told, names=["blues", "jazz", "rock"], overall=np.array(overall))
    assert runners_up(told) == words.replace(" %", "\u00a0%")


def test_a_probability_says_how_far_from_the_truth_it_was(fresh):
    app = listen(checkpoint="demo-cnn")
    report = Checkpoint.load("demo-cnn").report()
    assert report is not None
    (told,) = (each.help for each in app.markdown if "apart on average" in each.help)
    assert f" {100 * report['scores']['ece']:.0f} percentage points apart" in told


def test_of_what_is_no_music_neither_picture_nor_card_names_a_genre():
    sound = sound_of("example~bells")
    told = predict(sound.audio, "earshot")
    assert len(panels(told, [])) == 1
    refused = replace(told, verdict=NOT_MUSIC)
    assert panels(refused, []) == []
    card = card_of(sound, refused)
    assert (card.verdict, card.answer) == ("Not music", None)
    assert not any(genre in card.words for genre in told.names)


def test_an_answer_says_why_and_names_the_nearest_songs(fresh):
    app = listen(sound="example~waltz", checkpoint="demo-baseline")
    found = why(predict(sound_of("example~waltz").audio, "demo-baseline"),
                Checkpoint.load("demo-baseline"))  # fmt: skip
    assert found is not None
    assert plain(found.sentence).replace(" %", "\u00a0%") in texts(app)
    (nearest,) = (radio for radio in app.radio if radio.label == "The nearest songs")
    assert nearest.options == [plain(each.called) for each in found.nearest]
    assert nearest.value is None
