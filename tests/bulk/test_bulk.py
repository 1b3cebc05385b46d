"""Many songs from folders, manifests and addresses into rows that a later start goes on from."""

import dataclasses
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.dataset
import pytest
import soundfile

from core.audio import Audio
from core.bulk import (
    Caching,
    Content,
    Extracting,
    Kept,
    Place,
    Predicting,
    Results,
    Row,
    Rows,
    is_manifest,
    places,
    row_of,
    rows_of,
)
from core.datasets import Track
from core.datasets.base import track_features
from core.demo_music import make_song
from core.errors import AudioError, DatasetError
from core.features import Averages, Mel
from core.inference import predict

NETWORK = "demo-baseline"
SPECS = (Mel(n_mels=20), Averages())


@pytest.fixture(scope="module")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three songs, one of them deeper and oddly named, and two files that are none."""
    folder = tmp_path_factory.mktemp("music")
    (folder / "deep").mkdir()
    for name, style in (("a", "club"), ("b", "waltz"), ("deep/ü #1?", "bells")):
        soundfile.write(folder / f"{name}.wav", make_song(style, 1, seconds=3.0), 22050)
    (folder / "text.wav").write_text("no sound")
    (folder / "empty.mp3").touch()
    (folder / "notes.txt").write_text("not looked at")
    return folder


def paths_of(found: list[Place]) -> list[str]:
    return sorted(place.path for place in found)


def expected(music: Path) -> list[str]:
    names = ("a.wav", "b.wav", "deep/ü #1?.wav", "empty.mp3", "text.wav")
    return sorted(str(music / name) for name in names)


@dataclasses.dataclass(frozen=True)
class Counting:
    """Work that leaves a mark each time that it is done, whichever process does it."""

    marks: Path
    key: str = "counting-1"

    def __call__(self, content: Content) -> Row:
        with self.marks.open("a") as file:
            file.write(f"{content.id}\n")
        if content.data.startswith(b"bad"):
            raise AudioError("It is bad.")
        return {"n_bytes": len(content.data)}

    def fields(self):
        import pyarrow as pa

        return [pa.field("n_bytes", pa.int64())]

    def times(self) -> int:
        return len(self.marks.read_text().splitlines()) if self.marks.exists() else 0


# ---- sources ------------------------------------------------------------------------------------


def test_a_folder_and_its_address_are_the_same_songs(music: Path):
    here, there = places(str(music)), places(f"file://{music}")
    assert paths_of(here) == paths_of(there) == expected(music)
    assert {place.root for place in there} == {"file:///"}
    assert {(p.path, p.size) for p in here} == {(p.path, p.size) for p in there}
    by_path = {place.path: place for place in there}
    assert [p.read() for p in here if p.size] == [by_path[p.path].read() for p in here if p.size]


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
@pytest.mark.parametrize("scheme", ["", "file://"])
def test_a_manifest_names_songs_beside_it_and_elsewhere(music: Path, suffix: str, scheme: str):
    rows = pd.DataFrame(
        {
            "file": ["a.wav", f"file://{music}/deep/ü #1?.wav", str(music / "b.wav"), "nosuch.mp3"],
            "artist": ["Ann", "", "Bo", None],
            "other": range(4),
        }
    )
    file = music / f"songs{suffix}"
    write: Callable = rows.to_csv if suffix == ".csv" else rows.to_parquet
    write(file, index=False)
    assert is_manifest(f"{scheme}{file}")
    found = places(f"{scheme}{file}")
    file.unlink()
    assert [Path(place.path).name for place in found] == [
        "a.wav", "ü #1?.wav", "b.wav", "nosuch.mp3",
    ]  # fmt: skip
    assert [place.artist for place in found] == ["Ann", "", "Bo", ""]
    assert [place.size > 0 for place in found] == [True, True, True, False]
    with pytest.raises(AudioError, match="nosuch"):
        found[-1].read()


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("/nosuch", "not a folder"),
        ("nosuch://bucket/songs", "nosuch://bucket cannot be opened"),
        ("file:///nosuch/folder", "nosuch"),
        ("/nosuch.csv", "no table"),
    ],
)
def test_what_is_no_source_is_told(source: str, told: str):
    with pytest.raises(DatasetError, match=told):
        places(source)


def test_a_table_of_other_things_is_no_manifest(tmp_path: Path):
    (tmp_path / "averages.csv").write_text("filename,tempo\na.wav,120\n")
    assert not is_manifest(str(tmp_path / "averages.csv"))
    with pytest.raises(DatasetError, match="file or path"):
        places(str(tmp_path / "averages.csv"))


# ---- a song -------------------------------------------------------------------------------------


def test_a_row_is_what_the_network_says_of_the_file_alone(music: Path):
    (place,) = places(str(music / "a.wav"))
    row = row_of(place, Predicting.by(NETWORK))
    y, rate = soundfile.read(music / "a.wav", dtype="float32")
    alone = predict(Audio.from_mono(y, rate), NETWORK)
    assert row["verdict"] == alone.verdict
    answers = [row[f"p_{name}"] for name in alone.names]
    assert answers == pytest.approx(alone.overall.tolist(), abs=1e-5)
    assert row["embedding"] == pytest.approx(alone.embedding.tolist(), abs=1e-4)
    assert (row["error"], row["path"]) == ("", str(music / "a.wav"))


def test_a_node_with_other_weights_says_so_and_answers_nothing(music: Path):
    (place,) = places(str(music / "a.wav"))
    row = row_of(place, Predicting(NETWORK, "demo-baseline-0123456789ab-01234567"))
    assert "This node has demo-baseline-" in row["error"]
    assert "verdict" not in row


def test_features_are_those_of_a_dataset_in_rows_and_in_its_cache(music: Path, home: Path):
    (place,) = places(str(music / "a.wav"))
    assert row_of(place, Caching(SPECS))["error"] == ""
    filed = sorted((home / "cache" / "features").rglob("*.npy"))
    times = [file.stat().st_mtime_ns for file in filed]
    arrays = track_features(Track("a", "", music / "a.wav"), SPECS)
    assert len(filed) == 2
    assert [file.stat().st_mtime_ns for file in filed] == times, "a dataset finds them"
    row = row_of(place, Extracting(SPECS))
    for spec, array in zip(SPECS, arrays, strict=True):
        assert np.array_equal(np.array(row[spec.key], np.float32), array)


# ---- rows that are kept -------------------------------------------------------------------------


def all_done(work: Counting | Predicting, source: str, to: Path | str, n_workers: int = 1):
    """Keep what is not there yet, as the command does; how many songs that were."""
    results = Results(str(to), work.key)
    new = results.undone(places(source))
    told = list(rows_of(Kept(work, results), new, most=2, n_workers=n_workers))
    assert [row["path"] for _, row in told] == [place.address for place, _ in told]
    return results, len(new)


def test_every_file_has_one_row_and_bad_ones_their_reason(music: Path, tmp_path: Path):
    _, n_new = all_done(Predicting.by(NETWORK), str(music), tmp_path, n_workers=2)
    assert n_new == 5
    table = pyarrow.dataset.dataset(tmp_path, format="parquet").to_table().to_pandas()
    assert sorted(table.path) == expected(music)
    bad = table[table.error != ""]
    assert sorted(Path(path).name for path in bad.path) == ["empty.mp3", "text.wav"]
    assert "0 bytes" in bad.set_index("path").error[str(music / "empty.mp3")]
    good = table[table.error == ""].filter(like="p_")
    assert np.allclose(good.sum(axis=1), 1, atol=1e-4)
    assert all_done(Predicting.by(NETWORK), str(music), tmp_path)[1] == 0


@pytest.mark.parametrize("scheme", ["", "file://"])
def test_started_again_it_does_what_is_new_and_hears_no_content_twice(tmp_path: Path, scheme: str):
    songs, work = tmp_path / "songs", Counting(tmp_path / "marks")
    songs.mkdir()
    for i in range(5):
        (songs / f"{i}.wav").write_bytes(b"x" * (i + 1))
    (songs / "5.wav").write_bytes(b"bad")
    to = f"{scheme}{tmp_path}/rows"
    assert all_done(work, f"{scheme}{songs}", to)[1] == work.times() == 6

    (songs / "0.wav").rename(songs / "moved.wav")
    (songs / "5.wav").rename(songs / "still bad.wav")
    (songs / "new.wav").write_bytes(b"something new")
    results, n_new = all_done(work, f"{scheme}{songs}", to)
    assert (n_new, work.times()) == (3, 7), "two are known by their content"
    rows = {Path(row["path"]).name: row for row in results.rows()}
    assert rows["moved.wav"]["n_bytes"] == 1
    assert rows["still bad.wav"]["error"] == "It is bad."
    assert rows["new.wav"]["n_bytes"] == 13

    (songs / "1.wav").write_bytes(b"written anew")
    assert all_done(work, f"{scheme}{songs}", to)[1] == 1
    other = dataclasses.replace(work, key="counting-2")
    assert all_done(other, f"{scheme}{songs}", to)[1] == 7, "other features know nothing of these"


def test_a_part_is_whole_or_made_anew_and_written_once(tmp_path: Path):
    songs, work = tmp_path / "songs", Counting(tmp_path / "marks")
    songs.mkdir()
    for i in range(4):
        (songs / f"{i}.wav").write_bytes(bytes([i]) * 9)
    results, _ = all_done(work, str(songs), tmp_path / "rows")
    block = tuple(places(str(songs))[:1])
    again = Kept(work, results)(block)  # a node that died before it could say that it was done
    assert work.times() == 4
    assert [row["path"] for row in again] == [place.path for place in block]
    assert sorted(row["path"] for row in results.rows()) == paths_of(places(str(songs)))

    part = Path(results.parts()[0])
    part.write_bytes(part.read_bytes()[:50])  # as a disk that was full leaves it
    _, n_new = all_done(work, str(songs), tmp_path / "rows")
    assert n_new == 1
    assert sorted(row["path"] for row in results.rows()) == paths_of(places(str(songs)))


def test_rows_in_memory_are_the_same_on_one_process_and_on_two(tmp_path: Path):
    work = Counting(tmp_path / "marks")
    for i in range(5):
        (tmp_path / f"{i}.wav").write_bytes(bytes([i]) * 9)
    songs = places(str(tmp_path))
    one, two = (list(rows_of(Rows(work), songs, most=2, n_workers=n)) for n in (1, 2))
    assert [place for place, _ in one] == songs
    assert sorted(two, key=lambda each: each[0].path) == one


def test_a_folder_that_is_copied_is_a_second_set_of_rows(tmp_path: Path):
    work = Counting(tmp_path / "marks")
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.wav").write_bytes(b"sound")
    all_done(work, str(tmp_path / "one"), tmp_path / "rows")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    results, n_new = all_done(work, str(tmp_path / "two"), tmp_path / "rows")
    assert (n_new, work.times(), len(list(results.rows()))) == (1, 1, 2)
