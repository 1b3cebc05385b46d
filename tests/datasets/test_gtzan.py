"""GTZAN in its two layouts, and a user's folder of folders."""

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import soundfile

from core.datasets import dataset_names, locations, open_dataset
from core.datasets.splits import BY_SONG
from core.errors import DatasetError
from core.features import Averages, Mfcc, column_names

MANIFEST = (
    "clip_id,file,genre,seconds,artist,title,duplicate_group,fault_filtered,split_random,"
    "split_artist\n"
)


def manifest_of(place: Path) -> None:
    """A manifest of the fixture's clips: pairs share an artist, the first two are copies."""
    rows = []
    for path in sorted(place.glob("genres_original/*/*.wav")):
        if path.stem == "jazz.00054":
            continue
        i = int(path.stem.split(".")[1])
        copy = f"{path.parent.name} copy" if i < 2 else ""
        side = ("train", "valid", "test", "")[i % 4]
        artist = f"{path.parent.name} artist {i}"
        rows.append(
            f"{path.stem},{path.relative_to(place)},{path.parent.name},1.0,{artist},T,{copy},"
            f"{side},train,train\n"
        )
    (place / "manifest.csv").write_text(MANIFEST + "".join(rows))


def test_the_usual_layout_names_the_file_that_does_not_decode(genres):
    locations.add("gtzan", genres)
    dataset = open_dataset("gtzan")
    assert len(dataset.tracks) == 12
    assert dataset.names == ("jazz", "metal")
    assert list(dataset.left_out) == ["jazz.00054"]
    assert dataset.split_names() == [*BY_SONG, "leaky-slices"]
    with pytest.raises(DatasetError, match=r"manifest\.csv"):
        dataset.split("artist", 0)


def test_the_manifest_tells_artists_copies_and_faults(genres, monkeypatch):
    manifest_of(genres)
    monkeypatch.setenv("EARSHOT_DATASETS", str(genres.parent))
    dataset = open_dataset("gtzan")
    first, *others = BY_SONG
    told = ["artist", "fault-filtered"]
    assert dataset.split_names() == [first, *told, *others, "leaky-slices"]
    assert dataset.track("jazz.00001").group == "jazz copy"
    split = dataset.split("random-622", seed=4)
    sides = [
        side
        for side in ("train", "validation", "test")
        for track in split.side(side)
        if track.group == "jazz copy"
    ]
    assert len(sides) == 2
    assert len(set(sides)) == 1
    filtered = dataset.split("fault-filtered", seed=9)
    assert {track.id.split(".")[1] for track in filtered.validation} == {"00001", "00005"}
    assert len(dataset.split("leaky-slices", seed=0).train) == 7


def test_byte_identical_files_share_a_group(genres):
    folder = genres / "genres_original"
    shutil.copy(folder / "jazz" / "jazz.00000.wav", folder / "metal" / "metal.00009.wav")
    locations.add("gtzan", genres)
    dataset = open_dataset("gtzan")
    assert dataset.track("metal.00009").group == dataset.track("jazz.00000").group


def test_features_are_those_of_the_sound_and_slices_differ(genres):
    locations.add("mine", genres / "genres_original")
    dataset = open_dataset("mine")
    track = dataset.tracks[0]
    first = dataset.features(track, [Mfcc(), Averages()])
    assert first[0].shape == (84, 44)  # 1 s at a hop of 512, and one frame more
    again = dataset.features(track, [Averages()])[0]
    np.testing.assert_array_equal(first[1], again)
    centroid = column_names(Averages()).index("spectral_centroid_mean")
    assert again[centroid] == pytest.approx(330, rel=0.15)  # a tone of 330 Hz, at its edges wider


def test_a_slice_is_found_by_its_name_and_is_that_part_of_the_song(genres):
    manifest_of(genres)
    t = np.arange(9 * 22050) / 22050
    long = genres / "genres_original" / "jazz" / "jazz.00003.wav"
    y = np.where(t < 6, 0.1, 0.5) * np.sin(2 * np.pi * 440 * t)
    soundfile.write(long, y, 22050)
    locations.add("mine", genres / "genres_original")
    dataset = open_dataset("mine")
    piece = dataset.track("jazz.00003@6")
    assert (piece.start, piece.seconds) == (6.0, 3.0)
    rms = column_names(Averages()).index("rms_mean")
    loud = dataset.features(piece, [Averages()])[0][rms]
    quiet = dataset.features(dataset.track("jazz.00003@0"), [Averages()])[0][rms]
    assert loud / quiet == pytest.approx(5, rel=0.01)
    with pytest.raises(DatasetError, match=r"no track 'jazz\.00003@7'"):
        dataset.track("jazz.00003@7")


def test_a_missing_dataset_says_how_to_add_it():
    with pytest.raises(DatasetError, match="python -m core datasets add gtzan PATH"):
        open_dataset("gtzan")
    with pytest.raises(DatasetError, match="no dataset 'gtzn'"):
        open_dataset("gtzn")
    assert {"demo", "gtzan", "gtzan-features"} <= set(dataset_names())


def test_a_folder_without_classes_is_refused(tmp_path):
    locations.add("empty", tmp_path)
    with pytest.raises(DatasetError, match="at least two subfolders"):
        open_dataset("empty")


def test_the_table_groups_identical_rows(tmp_path):
    names = column_names(Averages(columns="table57"))
    rng = np.random.default_rng(0)
    rows = [
        {"filename": f"{g}.{i:05d}.wav", "length": 661794, "label": g}
        | dict(zip(names, rng.normal(size=57), strict=True))
        for g in ("jazz", "rock")
        for i in range(10)
    ]
    rows[15] = rows[3] | {"filename": "rock.00005.wav", "label": "rock"}
    pd.DataFrame(rows).to_csv(tmp_path / "features_30_sec.csv", index=False)
    locations.add("gtzan-features", tmp_path / "features_30_sec.csv")
    dataset = open_dataset("gtzan-features")
    assert len({track.group for track in dataset.tracks}) == 19
    value = dataset.features(dataset.track("jazz.00002"), [Averages()])[0]
    assert value[0] == np.float32(rows[2]["chroma_stft_mean"])
    with pytest.raises(DatasetError, match="'mfcc' needs the sound"):
        dataset.features(dataset.tracks[0], [Mfcc()])
    for seed in range(5):
        split = dataset.split("random-622", seed)
        for side in ("train", "validation", "test"):
            ids = {track.id for track in split.side(side)}
            assert ("jazz.00003" in ids) == ("rock.00005" in ids)
