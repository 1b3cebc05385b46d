"""A zip file of somebody's music, unpacked as a folder with one subfolder per class.

A zip file is input from a stranger. No name in it is ever used as a path: the class is the name of
the folder that a song lies in, the song keeps its own, and both are made plain first. What it says
of its sizes is not believed: bytes are counted as they come, and too many end it.
"""

import re
import shutil
import tempfile
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO

from core import paths
from core.audio import Limits
from core.datasets.folder import SOUND_SUFFIXES
from core.errors import DatasetError

MB = 2**20
MOST_FILES = 5_000
MOST_BYTES = 2_000 * MB  # unpacked
LEAST_FREE = 500 * MB  # that the disk must have left
BLOCK = MB // 4
NAME_LENGTH = 100  # characters
PLAIN = re.compile(r"[^\w .\-'&,()+]+")
DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, ValueError)
OF_SYSTEMS = re.compile(r"(__MACOSX$|\.|Thumbs\.db$)")


@dataclass(frozen=True)
class Unpacked:
    """What came of a zip file: a folder of so many songs, and why others are not in it, by name."""

    folder: Path
    n_songs: int
    left_out: dict[str, str] = field(default_factory=dict)


def music_of(name: str) -> Path:
    """Folder of the songs that came as a zip file for the dataset `name`."""
    return paths.home() / "music" / name


def unpack(file: BinaryIO, folder: Path, *, most_bytes: int = MOST_BYTES) -> Unpacked:
    """Unpack the songs of a zip file into `folder`, which must not be there yet.

    Parameters
    ----------
    file : binary file that can seek
    folder : Path
        It is there when this returns, and not at all when this raises.
    most_bytes : int
        What the songs may take on the disk.

    Raises
    ------
    DatasetError
        When it is no zip file, holds no song in a folder, or more than is taken.
    StorageError
        When the disk does not take them.
    """
    if folder.exists():
        raise DatasetError(f"There is a folder {folder.name!r} already. Choose another name.")
    with paths.writing(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:40]}."))
        try:
            n_songs, left_out = _unpack_into(beside, file, most_bytes)
            if not n_songs:
                raise DatasetError(
                    "The zip file holds no song in a folder. Make a folder for each class, put its "
                    "songs into it, and zip these folders."
                )
            beside.chmod(0o755)
            beside.rename(folder)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
    return Unpacked(folder, n_songs, left_out)


def _unpack_into(place: Path, file: BinaryIO, most_bytes: int) -> tuple[int, dict[str, str]]:
    left_out: dict[str, str] = {}
    n_songs, n_bytes = 0, 0
    try:
        with zipfile.ZipFile(file) as archive:
            for entry in _songs(archive, left_out):
                target = _place_of(place, entry)
                with archive.open(entry) as source:
                    n_bytes += _copy(source, target, most_bytes - n_bytes)
                n_songs += 1
    except DAMAGED as error:
        raise DatasetError(
            f"This is no zip file that can be read: {str(error).rstrip('.')}. Zip the folders of "
            "songs anew, and choose that file."
        ) from error
    except (NotImplementedError, RuntimeError) as error:  # a compression or cipher that is unknown
        raise DatasetError(f"This zip file cannot be unpacked: {error}. Zip it anew.") from error
    return n_songs, left_out


def _songs(archive: zipfile.ZipFile, left_out: dict[str, str]) -> list[zipfile.ZipInfo]:
    """The entries that are songs in a folder; why the others are not taken goes to `left_out`."""
    files = [e for e in archive.infolist() if not e.is_dir() and not _of_a_system(e.filename)]
    if len(files) > MOST_FILES:
        raise DatasetError(
            f"The zip file holds {len(files):,} files; at most {MOST_FILES:,} are taken. "
            "Bring fewer songs."
        )
    for entry in files:
        if why := _fault(entry):
            left_out[_plain(PurePosixPath(entry.filename).name, "file")] = why
    return [entry for entry in files if not _fault(entry)]


def _of_a_system(name: str) -> bool:
    return any(OF_SYSTEMS.match(part) for part in PurePosixPath(name).parts if part != "..")


def _fault(entry: zipfile.ZipInfo) -> str:
    """Why an entry is not taken; empty if it is."""
    path, limit = PurePosixPath(entry.filename), Limits.from_environment().bytes
    faults = {
        "It is a link.": (entry.external_attr >> 16) & 0o170000 == 0o120000,
        "It is encrypted.": bool(entry.flag_bits & 1),
        "It is no sound file.": path.suffix.lower() not in SOUND_SUFFIXES,
        "It lies in no folder, so it has no class.": len(_inside(path)) < 2,
        f"It is larger than {limit / MB:,.0f} MB.": entry.file_size > limit,
    }
    return next((words for words, there in faults.items() if there), "")


def _inside(path: PurePosixPath) -> list[str]:
    """The parts of a name that lead nowhere but inwards."""
    return [part for part in path.parts if part not in ("/", "..", ".")]


def _place_of(place: Path, entry: zipfile.ZipInfo) -> Path:
    """Where a song goes: a class's folder, a name that nothing there has."""
    path = PurePosixPath(entry.filename)
    label, stem = _plain(_inside(path)[-2], "class"), _plain(path.stem, "song")
    folder = place / label
    folder.mkdir(exist_ok=True)
    taken = Counter(each.stem.casefold() for each in folder.iterdir())
    number, name = 1, stem
    while name.casefold() in taken:
        number += 1
        name = f"{stem} ({number})"
    return folder / f"{name}{path.suffix.lower()}"


def _plain(text: str, instead: str) -> str:
    """A name of letters, digits and few signs; `instead` where nothing is left."""
    return PLAIN.sub(" ", text).strip(" .-")[:NAME_LENGTH].strip() or instead


def _copy(source: IO[bytes], target: Path, room: int) -> int:
    """Write one song, counting its bytes; how many they are."""
    n_bytes, limit = 0, min(room, Limits.from_environment().bytes)
    with target.open("xb") as out:
        while block := source.read(BLOCK):
            n_bytes += len(block)
            _refuse_full_disk(target.parent)
            if n_bytes > limit:
                raise DatasetError(
                    f"Unpacked, the zip file is larger than what is taken: {room / MB:,.0f} MB in "
                    f"all were left, {Limits.from_environment().bytes / MB:,.0f} MB for one song. "
                    "Bring fewer songs, or shorter ones."
                )
            out.write(block)
    return n_bytes


def _refuse_full_disk(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        raise DatasetError(
            f"The disk has {free / MB:,.0f} MB left, and {LEAST_FREE / MB:,.0f} MB must stay free. "
            "Make room on it, or let whoever runs this server do so."
        )
