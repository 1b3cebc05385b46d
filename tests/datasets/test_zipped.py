"""A zip file from a stranger: nothing leaves the folder, and nothing is larger than was allowed."""

import io
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from core.datasets import zipped
from core.datasets.zipped import unpack
from core.errors import DatasetError

SONG = b"RIFF" + bytes(1000)


def archive(files: dict[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return file


def names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_a_song_lands_in_its_class_whatever_its_name_says(tmp_path: Path):
    files = {
        "My songs/jazz/a.wav": SONG,
        "../../../etc/rock/b.WAV": SONG,
        "/abs/rock/c.flac": SONG,
        "rock/C:\\..\\d.mp3": SONG,
        "rock/ .e\n'$(rm).mp3": SONG,
        "jazz/a.flac": SONG,
        "../../jazz/a.wav": SONG,
    }
    found = unpack(archive(files), tmp_path / "in" / "mine")
    assert names(found.folder) == [
        "jazz/a (2).flac", "jazz/a (3).wav", "jazz/a.wav",
        "rock/C .. d.mp3", "rock/b.wav", "rock/c.flac", "rock/e ' (rm).mp3",
    ]  # fmt: skip
    assert found.n_songs == 7
    assert names(tmp_path) == [f"in/mine/{name}" for name in names(found.folder)]


def test_what_is_no_song_in_a_folder_is_left_out_and_named(tmp_path: Path):
    link = zipfile.ZipInfo("jazz/link.wav")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = archive({"jazz/a.wav": SONG, "jazz/cover.jpg": b"x", "b.wav": SONG,
                    "__MACOSX/jazz/._a.wav": b"x", "jazz/.DS_Store": b"x"})  # fmt: skip
    with zipfile.ZipFile(file, "a") as made:
        made.writestr(link, "/etc/passwd")
    found = unpack(file, tmp_path / "mine")
    assert names(found.folder) == ["jazz/a.wav"]
    assert found.left_out == {
        "cover.jpg": "It is no sound file.",
        "b.wav": "It lies in no folder, so it has no class.",
        "link.wav": "It is a link.",
    }


def lying(content: bytes) -> io.BytesIO:
    """An archive whose one song says that it has ten bytes."""
    file = archive({"jazz/a.wav": content})
    raw = bytearray(file.getvalue())
    for signature, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        raw[raw.index(signature) + place :][:4] = b""
        struct.pack_into("<I", raw, raw.index(signature) + place, 10)
    return io.BytesIO(bytes(raw))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (archive({f"a/{i}.wav": bytes(300_000) for i in range(5)}), "larger than what is taken"),
        (lying(bytes(3_000_000)), "no zip file|larger than what is taken"),
        (archive({"a.wav": SONG}), "no song in a folder"),
        (io.BytesIO(b"PK no zip at all"), "no zip file"),
        (io.BytesIO(archive({"a/b.wav": SONG}).getvalue()[:-30]), "no zip file"),
    ],
)
def test_a_bomb_or_a_wreck_leaves_nothing_behind(tmp_path: Path, file: io.BytesIO, said: str):
    with pytest.raises(DatasetError, match=said):
        unpack(file, tmp_path / "mine", most_bytes=1_000_000)
    assert not list(tmp_path.iterdir())


def test_so_many_files_are_not_even_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(zipped, "MOST_FILES", 3)
    with pytest.raises(DatasetError, match="holds 4 files; at most 3"):
        unpack(archive({f"a/{i}.wav": SONG for i in range(4)}), tmp_path / "mine")


def test_what_is_there_already_is_not_touched(tmp_path: Path):
    (tmp_path / "mine").mkdir()
    with pytest.raises(DatasetError, match="a folder 'mine' already"):
        unpack(archive({"a/b.wav": SONG}), tmp_path / "mine")
