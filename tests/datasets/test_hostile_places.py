"""Names, places and files that no dataset has: each gets a sentence, none a traceback."""

import os
import sys
from pathlib import Path
from types import ModuleType

import pytest
import soundfile

from core import datasets
from core.bulk import Caching, Rows, places, rows_of
from core.datasets import locations, open_dataset
from core.errors import DatasetError
from core.features import Averages

NO_NAMES = ["", " ", ".", "..", "../gtzan", "a/b", "a\nb", "/tmp", "x" * 200]


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_that_is_no_name_is_refused(name: str, tmp_path: Path):
    with pytest.raises(DatasetError, match="name of a dataset"):
        locations.add(name, tmp_path)
    assert locations.registered() == {}


def test_the_demo_lies_nowhere_else(tmp_path: Path):
    with pytest.raises(DatasetError, match="made by the program"):
        locations.add("demo", tmp_path)


@pytest.mark.parametrize("name", NO_NAMES)
def test_a_name_does_not_lead_out_of_the_folder_of_datasets(name: str, tmp_path: Path, monkeypatch):
    monkeypatch.setenv("EARSHOT_DATASETS", str(tmp_path))
    assert locations.find(name) is None


def test_a_dataset_that_does_not_open_is_not_remembered(genres: Path, tmp_path: Path):
    with pytest.raises(DatasetError, match="two subfolders"):
        datasets.add_dataset("gtzan", tmp_path)
    assert locations.registered() == {}
    assert len(datasets.add_dataset("gtzan", genres).tracks) == 12
    with pytest.raises(DatasetError, match="two subfolders"):
        datasets.add_dataset("gtzan", tmp_path)
    assert locations.registered() == {"gtzan": genres}, "the place that works is kept"


def test_a_file_whose_name_is_no_text_is_left_out_and_named(genres: Path):
    folder = genres / "genres_original" / "jazz"
    sound = (folder / "jazz.00000.wav").read_bytes()
    with open(os.path.join(os.fsencode(folder), b"caf\xe9.wav"), "wb") as file:
        file.write(sound)
    dataset = datasets.add_dataset("mine", genres / "genres_original")
    assert len(dataset.tracks) == 12
    assert any("name" in reason for reason in dataset.left_out.values())
    assert "caf?" in dataset.left_out


@pytest.mark.parametrize("content", [b"\xb1\xff\x00" * 99, b"", b"a,b\n1,2\n", b"<html>no</html>"])
def test_what_is_no_table_of_averages_is_told(content: bytes, tmp_path: Path):
    file = tmp_path / "features.csv"
    file.write_bytes(content)
    locations.add("gtzan-features", file)
    with pytest.raises(DatasetError, match=r"features\.csv"):
        open_dataset("gtzan-features")


@pytest.mark.parametrize(
    "content",
    [
        b"\xb1\xff",
        b"",
        b"clip_id,file,genre,seconds\na,b.wav,jazz,long\n",
        b"clip_id,file,genre,seconds,fault_filtered\na,b.wav,jazz,30,nowhere\n",
    ],
)
def test_a_manifest_that_is_none_is_told(content: bytes, tmp_path: Path):
    (tmp_path / "manifest.csv").write_bytes(content)
    locations.add("gtzan", tmp_path)
    with pytest.raises(DatasetError, match=r"manifest\.csv"):
        open_dataset("gtzan")


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This process runs a script that must not be run twice, as a page of the app is."""
    running = ModuleType("__main__")
    running.__file__ = str(tmp_path / "script.py")
    (tmp_path / "script.py").write_text("raise RuntimeError('It was run again')\n")
    monkeypatch.setitem(sys.modules, "__main__", running)


def test_extraction_passes_over_folders_and_tells_of_links_to_nowhere(script: None, tmp_path: Path):
    soundfile.write(tmp_path / "good.wav", [0.0, 0.5, -0.5] * 8000, 22050)
    (tmp_path / "folder.wav").mkdir()
    (tmp_path / "link.wav").symlink_to(tmp_path / "nothing")
    songs = places(str(tmp_path))
    outcomes = list(rows_of(Rows(Caching((Averages(),))), songs, n_workers=1))
    assert {place.name: bool(row["error"]) for place, row in outcomes} == {
        "good.wav": False,
        "link.wav": True,
    }
