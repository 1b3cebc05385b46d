"""Music from elsewhere and what is no music: by source, without the artists that are asked for."""

from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.datasets import open_dataset
from core.errors import DatasetError

GENRES = ("jazz", "rock")
N_SOURCES = 10


def sound(place: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(place, np.sin(np.arange(2205) * 0.1), 22050)


def write(place: Path, header: str, rows: list[str]) -> None:
    for row in rows:
        sound(place / row.split(",")[1])
    (place / "manifest.csv").write_text("\n".join([header, *rows]) + "\n")


@pytest.fixture
def sounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ten GTZAN clips a genre, two songs a genre of ten sources, and a noise of each source."""
    gtzan = [
        f"{genre}.{i:05d},audio/{genre}/{i}.wav,{genre},0.1,{genre} artist {i}"
        for genre in GENRES
        for i in range(10)
    ]
    write(tmp_path / "gtzan", "clip_id,file,genre,seconds,artist", gtzan)
    outside = [
        f"{genre}-{s}-{i},audio/{genre}/{s}-{i}.wav,{genre},0.1,{genre} Artist {s},source {s}"
        for genre in GENRES
        for s in range(N_SOURCES)
        for i in range(2)
    ]
    write(tmp_path / "outside", "clip_id,file,genre,seconds,artist,source", outside)
    noises = [f"noise-{s},audio/town/{s}.wav,town,0.1,city {s}" for s in range(N_SOURCES)]
    write(tmp_path / "nonmusic", "clip_id,file,kind,seconds,source", noises)
    monkeypatch.setenv("EARSHOT_DATASETS", str(tmp_path))
    return tmp_path


def test_five_seeds_test_every_other_sound_once(sounds: Path) -> None:
    dataset = open_dataset("all-sounds")
    assert dataset.names == ("jazz", "not music", "rock")
    tested = [t.id for seed in range(5) for t in dataset.split("out-of-fold", seed).test]
    others = [t.id for t in dataset.tracks if t.group]
    assert sorted(tested) == sorted(others)
    assert len(others) == 2 * 2 * N_SOURCES + N_SOURCES


@pytest.mark.parametrize("seed", range(5))
def test_no_source_and_no_artist_of_a_side_is_on_another(sounds: Path, seed: int) -> None:
    split = open_dataset("all-sounds").split("out-of-fold", seed)
    sides = [split.train, split.validation, split.test]
    assert len(set(split.train + split.validation + split.test)) == sum(map(len, sides))
    for of in (lambda t: t.group, lambda t: t.artist.casefold()):
        learned, asked, tested = ({of(track) for track in side} - {""} for side in sides)
        assert not tested & (learned | asked)
        music = {of(t) for t in split.validation if t.label in GENRES} - {""}
        assert not music & {of(t) for t in split.train if t.label in GENRES}
    assert len({track.group for track in split.test}) > 1


def test_what_no_music_gets_is_calibrated_too(sounds: Path) -> None:
    for seed in range(5):
        split = open_dataset("all-sounds").split("out-of-fold", seed)
        n_asked, n_learned = (
            sum(track.label == "not music" for track in side)
            for side in (split.validation, split.train)
        )
        assert n_asked == pytest.approx((n_asked + n_learned) / 8, abs=1)
        assert n_asked


def test_splits_of_gtzan_keep_its_sides_and_learn_from_all_else(sounds: Path) -> None:
    dataset, gtzan = open_dataset("all-sounds"), open_dataset("gtzan")
    for name in ("random-622", "artist"):
        ours, theirs = dataset.split(name, 3), gtzan.split(name, 3)
        assert ours.test == theirs.test
        assert ours.validation == theirs.validation
        assert set(theirs.train) < set(ours.train)
    asked = {t.artist.casefold() for t in (*ours.test, *ours.validation)}
    assert not asked & {t.artist.casefold() for t in ours.train}


def test_tracks_know_which_collection_they_are_from(sounds: Path) -> None:
    found = {(track.collection, track.label) for track in open_dataset("all-sounds").tracks}
    music = {(name, genre) for name in ("", "outside") for genre in GENRES}
    assert found == music | {("nonmusic", "not music")}


def test_what_is_no_music_has_kinds_of_its_own(sounds: Path) -> None:
    assert open_dataset("nonmusic").names == ("town",)
    assert open_dataset("outside").names == GENRES


def test_songs_of_one_source_stay_together_in_every_split(sounds: Path) -> None:
    split = open_dataset("outside").split("random-622", 0)
    sides = [{track.group for track in split.side(s)} for s in ("train", "validation", "test")]
    assert sum(map(len, sides)) == N_SOURCES


def test_a_dataset_that_lacks_is_named(sounds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (sounds / "outside" / "manifest.csv").unlink()
    with pytest.raises(DatasetError, match=r"outside.manifest\.csv"):
        open_dataset("all-sounds")
