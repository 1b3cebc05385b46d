"""Several songs: a row for each, whatever it is, and those first that speak against their label."""

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import soundfile

from core.audio import SAMPLE_RATE, Audio, decode
from core.datasets import locations, open_dataset
from core.datasets.base import AudioDataset
from core.demo_music import make_song
from core.inference import UNSURE, predict
from core.several import (
    Song,
    SongPrediction,
    as_csv,
    label_of,
    predict_song,
    songs_of,
    surprises_first,
    table,
)
from core.tasks.base import BaseCalibration, Task
from core.tasks.multi_label import MultiLabel
from core.tasks.reconstruction import Reconstruction
from core.tasks.regression import Regression
from core.tasks.single_label import SingleLabel

CNN = "zheng-dual-cnn"
CLASSES = ["blues", "hiphop", "jazz"]
ONE_CLASS = (SingleLabel(), CLASSES, SingleLabel.Calibration())


def song(name: str, label: str = "") -> Song:
    return Song(name, name, lambda: Audio.from_mono(make_song("waltz", 0, seconds=3.0)), label)


def judged(verdict: str, *probabilities: float) -> SongPrediction:
    return SongPrediction(3.0, verdict, "", probabilities)


def test_a_song_is_judged_as_it_is_alone():
    told, alone = predict_song(song("a"), CNN), predict(song("a").load(), CNN)
    assert (told.verdict, told.note, told.seconds) == (alone.verdict, alone.reason, 3.0)
    np.testing.assert_allclose(told.answer, alone.overall, rtol=1e-6)


def test_what_cannot_be_read_is_a_row_with_its_reason():
    broken = Song("b", "list.mp3", lambda: decode(b"#EXTM3U\n/etc/passwd\n"))
    told = predict_song(broken, CNN)
    assert told.note.startswith("This is a playlist")
    (row,) = table([broken], [told], *ONE_CLASS).itertuples()
    assert (row.genre, row.note, row.differs) == ("", told.note, False)
    assert pd.isna(row.confidence)
    assert pd.isna(row.seconds)
    assert pd.isna(row.p_jazz)


def test_what_is_no_music_is_unsure_and_no_genre_gets_a_share():
    silent = Song("c", "silence", lambda: Audio.from_mono(np.zeros(SAMPLE_RATE)))
    told = predict_song(silent, CNN)
    assert (told.verdict, told.answer) == (UNSURE, ())
    (row,) = table([silent], [told], *ONE_CLASS).itertuples()
    assert row.note.startswith("The sound is silent")
    assert pd.isna(row.confidence)


def test_songs_confidently_unlike_their_label_come_first():
    songs = [
        song("agrees", "jazz"), song("differs a little", "jazz"), song("unlabelled"),
        song("differs much", "Hip-Hop"), song("unsure", "blues"), song("unknown label", "polka"),
        song("waits", "jazz"),
    ]  # fmt: skip
    answers = [
        judged("jazz", 0, 0.01, 0.99), judged("blues", 0.6, 0.2, 0.2), judged("jazz", 0, 0, 1.0),
        judged("blues", 0.9, 0.1, 0), judged(UNSURE, 0.3, 0.3, 0.4), judged("jazz", 0.1, 0.1, 0.8),
        None,
    ]  # fmt: skip
    rows = surprises_first(table(songs, answers, *ONE_CLASS))
    assert list(rows.title) == [
        "differs much", "differs a little", "unlabelled", "agrees", "unknown label", "unsure",
        "waits",
    ]  # fmt: skip
    assert list(rows.differs) == [True, True, False, False, False, False, False]
    assert list(rows.p_jazz[:2]) == [0, 0.2]


def test_the_table_is_taken_away_whole():
    songs = [song('Say "hi", song', "jazz"), song("Ж")]
    rows = table(songs, [judged("blues", 0.75, 0.25, 0), None], *ONE_CLASS)
    back = pd.read_csv(io.StringIO(as_csv(rows)))
    assert list(back.columns) == [
        "title", "genre", "confidence", "seconds", "label", "differs", "note",
        "p_blues", "p_hiphop", "p_jazz",
    ]  # fmt: skip
    assert list(back.title) == ['Say "hi", song', "Ж"]
    assert list(back.loc[0, ["genre", "confidence", "differs", "p_hiphop"]]) == [
        "blues", 0.75, True, 0.25,
    ]  # fmt: skip
    assert back.loc[1, ["genre", "confidence", "p_jazz"]].isna().all()


def row_of(task: Task, names: list[str], calibration: BaseCalibration, *answer: float) -> dict:
    """What is told of one song, beside one that waits and lacks it all."""
    rows = table([song("a"), song("b")], [judged("said", *answer), None], task, names, calibration)
    about = ["id", "title", "seconds", "label", "differs", "note"]
    told = rows.drop(columns=about)
    assert told.iloc[1].isna().all() or list(told.iloc[1].dropna()) == [""]
    return told.iloc[0].to_dict()


def test_tags_that_reach_their_thresholds_are_told():
    calibration = MultiLabel.Calibration(thresholds=(0.5, 0.2, 0.3))
    found = row_of(MultiLabel(), ["calm", "dark", "slow"], calibration, 0.4, 0.25, 0.9)
    assert found == {"tags": "slow 90 %, dark 25 %", "p_calm": 0.4, "p_dark": 0.25, "p_slow": 0.9}


def test_quantities_are_told_in_their_units_with_how_far_they_may_be_off():
    calibration = Regression.Calibration(
        mean=(0, 0), scale=(1, 1), half_width=(4.5, 0.25), units=("BPM", "")
    )
    found = row_of(Regression(), ["tempo", "mood"], calibration, 120.0, -0.5)
    assert found == {"tempo (BPM)": 120, "tempo ± (BPM)": 4.5, "mood": -0.5, "mood ±": 0.25}


def test_of_the_input_again_the_error_is_told():
    task = Reconstruction()
    assert row_of(task, ["MFCC 1", "MFCC 2"], task.Calibration(), 0.0, 18.0) == {"error": 3.0}


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("Music/Hip-Hop/song.mp3", "hiphop"),
        ("jazz/song.mp3", "jazz"),
        ("jazz/live/song.mp3", ""),
        ("song.mp3", ""),
        ("Polka/jazz.mp3", ""),
    ],
)
def test_a_folder_named_after_a_genre_is_a_label(path: str, label: str):
    assert label_of(path, CLASSES) == label


def test_songs_of_a_folder_carry_its_labels(home: Path, tmp_path: Path):
    for label in ("blues", "jazz"):
        folder = tmp_path / "mine" / label
        folder.mkdir(parents=True)
        soundfile.write(folder / f"{label} 1.wav", make_song("waltz", 1, seconds=2.0), SAMPLE_RATE)
    locations.add("mine", tmp_path / "mine")
    found = open_dataset("mine")
    assert isinstance(found, AudioDataset)
    songs = songs_of(found, found.tracks, lambda track: track.id.upper())
    assert [(each.id, each.title, each.label) for each in songs] == [
        ("mine~blues 1", "BLUES 1", "blues"),
        ("mine~jazz 1", "JAZZ 1", "jazz"),
    ]
    assert songs[0].load().seconds == pytest.approx(2.0)
    (tmp_path / "mine" / "jazz" / "jazz 1.wav").unlink()
    assert "cannot be opened" in predict_song(songs[1], CNN).note
