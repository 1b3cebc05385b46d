"""What a network bears, counted song by song on songs that are made for it."""

from pathlib import Path

import pytest
import soundfile

from core.analysis.robustness import (
    DISTORTIONS,
    Distortion,
    learned,
    measure_robustness,
    measure_unfooled,
    unlearned,
)
from core.audio import SAMPLE_RATE, Audio, decode_file
from core.datasets import locations
from core.demo_music import make_crossover
from core.errors import DatasetError
from core.inference import default_network, predict
from core.signals.distortions import gained
from core.signals.not_music import not_music
from core.training.checkpoint import Checkpoint

NAME = "demo-baseline"


@pytest.fixture
def few(home: Path, tmp_path: Path) -> Path:
    """Of two styles the first six songs of the demo set, some of which the network learned."""
    for style in ("club", "waltz"):
        (tmp_path / "few" / style).mkdir(parents=True)
        for seed in range(6):
            y = make_crossover(style, seed, seconds=6.0)
            soundfile.write(tmp_path / "few" / style / f"{style}.{seed:02d}.wav", y, SAMPLE_RATE)
    locations.add("few", tmp_path / "few")
    return tmp_path / "few"


def test_what_is_asked_was_not_learned(few: Path):
    checkpoint = Checkpoint.load(NAME)
    every = {file.stem for file in few.glob("*/*.wav")}
    asked = {song.id for song in unlearned(checkpoint, "few", 100)}
    assert asked == every - learned(checkpoint)
    assert 0 < len(asked) < len(every)
    one = unlearned(checkpoint, "few", 1)
    assert len(one) == 1
    assert one == unlearned(checkpoint, "few", 1)


def test_songs_are_counted_before_and_after(few: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        "core.analysis.robustness.DISTORTIONS",
        {"the same": Distortion(lambda song: song), "silent": Distortion(lambda s: gained(s, -99))},
    )
    checkpoint = Checkpoint.load(NAME)
    same, silent = measure_robustness(checkpoint, "few")
    songs = unlearned(checkpoint, "few", 100)
    right = sum(
        predict(decode_file(song.path), NAME).likeliest == song.label for song in songs if song.path
    )
    assert (same.n, same.before, same.after, same.both) == (len(songs), right, right, right)
    assert (silent.before, silent.after, silent.both) == (right, 0, 0)
    assert (same.fall, same.interval) == (0, (0, 0))


def test_a_data_set_of_other_genres_is_refused(few: Path):
    with pytest.raises(DatasetError, match="few holds no song that zheng-baseline did not learn"):
        unlearned(Checkpoint.load("zheng-baseline"), "few", 5)


def test_every_distortion_of_the_table_has_its_bound():
    assert {each.allowed for each in DISTORTIONS.values()} == {3.0, 8.0}
    assert len(DISTORTIONS) == 11


@pytest.mark.parametrize("family", ["dial tone", "engine", "rain", "birds", "steps"])
def test_what_is_no_music_gets_no_genre(family: str):
    told = predict(Audio.from_mono(not_music(family, 1)), default_network())
    assert told.verdict in ("unsure", "not music"), told.verdict


def test_sounds_that_get_one_are_named(monkeypatch: pytest.MonkeyPatch):
    sounds = {"dial tone 0": not_music("dial tone", 0), "voice 1": not_music("voice", 1)}
    monkeypatch.setattr("core.analysis.robustness.all_not_music", sounds.items)
    found = measure_unfooled(Checkpoint.load(NAME))  # knows no class for what is none
    said = predict(Audio.from_mono(sounds["voice 1"]), NAME).verdict
    assert found.n == 2
    assert found.called == ("" if said == "unsure" else f"voice 1: {said}")
