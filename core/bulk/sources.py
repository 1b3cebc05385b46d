"""Where songs lie: folders, manifests, and whatever address Arrow opens, as one list of places."""

import contextlib
import io
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO

from core.audio import Limits
from core.datasets.folder import SOUND_SUFFIXES, sound_files
from core.errors import AudioError, DatasetError

if TYPE_CHECKING:
    import pandas as pd
    from pyarrow.fs import FileSystem

QUERY = re.compile(r"\?\w+=[^/]*$")  # as s3://bucket/music?region=eu-north-1; names may have a ?
FILES = ("file", "path")  # columns of a manifest that may name the sounds
FACTS = ("track_id", "label", "artist", "title")  # columns that it may have besides


@dataclass(frozen=True)
class Place:
    """Where a sound lies, and what its source says of it.

    Attributes
    ----------
    path : str
        A local path, or one in the file system `root`.
    root : str
        URI of the file system, as ``s3://bucket``; empty for local files.
    size, changed : int
        In bytes, and in ns since 1970; −1 where they are not known.
    track_id, label, artist, title : str
        As a manifest or a dataset tells them; empty where none does.
    """

    path: str
    root: str = ""
    size: int = -1
    changed: int = -1
    track_id: str = ""
    label: str = ""
    artist: str = ""
    title: str = ""

    @property
    def address(self) -> str:
        """What people call it: its path, or its URI; text whatever bytes its name holds."""
        scheme, mark, _ = self.root.partition("://")
        return f"{scheme}{mark}{self.path}".encode(errors="replace").decode()

    @property
    def name(self) -> str:
        """The last part of its path."""
        return PurePosixPath(self.path).name

    def read(self) -> bytes:
        """Its content; AudioError where there is none, or more than a sound may have."""
        limits = Limits.for_files()
        try:
            with self.opened() as (file, n_bytes):
                limits.check_bytes(n_bytes)
                return file.read()
        except OSError as error:  # Arrow's own are OSErrors too
            reason = error.strerror or " ".join(str(error).split())
            raise AudioError(f"{self.address} cannot be opened: {reason}.") from error

    @contextlib.contextmanager
    def opened(self) -> Iterator[tuple[BinaryIO, int]]:
        """Its file, open, and how many bytes it has; AudioError or OSError where there is none."""
        if self.root:
            with filesystem(self.root)[0].open_input_file(self.path) as file:
                yield file, file.size()
            return
        if not os.path.isfile(self.path):  # a pipe or a device would never end
            problem = "is not a file" if os.path.exists(self.path) else "does not exist"
            raise AudioError(f"{self.address} {problem}.")
        with open(self.path, "rb") as file:
            yield file, os.fstat(file.fileno()).st_size


def places(source: str) -> list[Place]:
    """All sounds of a source.

    Parameters
    ----------
    source : str
        A folder, with all below it; a manifest (``.csv``, ``.parquet``) with a column ``file`` or
        ``path``, relative to the manifest or absolute; or one sound. Each may be a local path or an
        address that `pyarrow.fs` opens: ``s3://``, ``gs://``, ``hdfs://``, ``file://``.

    Raises
    ------
    DatasetError
        Where it cannot be read, or holds no sound.
    """
    root, path = split(source)
    if PurePosixPath(path).suffix.lower() in MANIFESTS:
        return _measured(_listed(root, path))
    if root:
        return _below(root, path)
    if os.path.isdir(path):
        return _measured([Place(str(file)) for file in sound_files(Path(path))])
    if not os.path.exists(path):
        raise DatasetError(f"{source} is not a folder, and no file either.")
    return _measured([Place(path)])


def split(address: str) -> tuple[str, str]:
    """The root of a file system (empty where it is the local one), and a path in it.

    Examples
    --------
    >>> split("/music/a.wav"), split("file:///music/a b.wav")
    (('', '/music/a.wav'), ('file:///', '/music/a b.wav'))
    """
    scheme, mark, rest = address.partition("://")
    if not mark:
        return "", os.path.abspath(os.path.expanduser(address))
    query = QUERY.search(rest)
    authority, _, key = rest.removesuffix(query[0] if query else "").partition("/")
    root = f"{scheme}://{authority or '/'}{query[0] if query else ''}"
    return root, f"{filesystem(root)[1].rstrip('/')}/{key}"


@lru_cache(maxsize=16)
def filesystem(root: str) -> "tuple[FileSystem, str]":
    """The file system of a URI and where in it the URI points; DatasetError where there is none."""
    from pyarrow.fs import FileSystem

    try:
        return FileSystem.from_uri(root)
    except (OSError, ValueError) as error:  # Arrow's own are of both kinds
        raise DatasetError(f"{root} cannot be opened: {' '.join(str(error).split())}.") from error


def _below(root: str, path: str) -> list[Place]:
    """The sounds below a folder of a file system, sorted; or the one file that it is."""
    from pyarrow.fs import FileSelector

    opened, _ = filesystem(root)
    try:
        found = opened.get_file_info(path)
        files = (
            [found] if found.is_file else opened.get_file_info(FileSelector(path, recursive=True))
        )
    except OSError as error:
        raise DatasetError(f"{root}: {path} cannot be listed: {error}.") from error
    sounds = [file for file in files if file.is_file and is_sound(file.path)]
    if not sounds:
        raise DatasetError(f"There is no sound file below {path} in {root}.")
    measured = [Place(file.path, root, file.size, file.mtime_ns or -1) for file in sounds]
    return sorted(measured, key=lambda place: place.path)


def is_sound(path: str) -> bool:
    """Whether a file is called as sounds are."""
    return PurePosixPath(path).suffix.lower() in SOUND_SUFFIXES


def _listed(root: str, path: str) -> list[Place]:
    """What a manifest names, in its order."""
    rows = read_table(root, path)
    column = next((name for name in FILES if name in rows), None)
    if column is None:
        raise DatasetError(f"{path} names no sounds: it has no column {' or '.join(FILES)}.")
    texts = rows.reindex(columns=[column, *FACTS]).astype(object).fillna("").astype(str)
    beside = PurePosixPath(path).parent
    found = []
    for file, track_id, label, artist, title in texts.itertuples(index=False):
        its_root, its_path = split(file) if "://" in file else (root, str(beside / file))
        named = Place(its_path, its_root, track_id=track_id, label=label)
        found.append(replace(named, artist=artist, title=title))
    return found


def is_manifest(source: str) -> bool:
    """Whether a source is a table that names sounds, and not one of other things."""
    columns = COLUMNS.get(PurePosixPath(source).suffix.lower())
    if columns is None:
        return False
    root, path = split(source)
    try:
        with Place(path, root).opened() as (file, _):
            return not set(FILES).isdisjoint(columns(file))
    except (AudioError, DatasetError, ValueError, OSError):  # those of pandas and Arrow, too
        return False


def read_table(root: str, path: str) -> "pd.DataFrame":
    """A manifest as a table; DatasetError where it is none."""
    try:
        content = Place(path, root).read()
        return MANIFESTS[PurePosixPath(path).suffix.lower()](io.BytesIO(content))
    except (AudioError, ValueError, OSError) as error:  # those of pandas and Arrow are ValueErrors
        raise DatasetError(f"{path} is no table that can be read: {error}") from error


def _measured(found: list[Place]) -> list[Place]:
    """The same places with their sizes and times, where there is something."""
    stamps: dict[Place, tuple[int, int]] = {}
    for root in dict.fromkeys(place.root for place in found):
        alike = [place for place in found if place.root == root]
        stamps.update(zip(alike, _stamps(root, [place.path for place in alike]), strict=True))
    return [replace(p, size=stamps[p][0], changed=stamps[p][1]) for p in found]


def _stamps(root: str, files: list[str]) -> list[tuple[int, int]]:
    """Size and time of files, −1 each of what is not there."""
    if not root:
        return [_local_stamp(file) for file in files]
    infos = filesystem(root)[0].get_file_info(files)
    return [(info.size, info.mtime_ns or -1) if info.is_file else (-1, -1) for info in infos]


def _local_stamp(file: str) -> tuple[int, int]:
    try:
        found = os.stat(file)
    except OSError:  # a link to nowhere: reading it says so
        return -1, -1
    return found.st_size, found.st_mtime_ns


def _csv(file: BinaryIO) -> "pd.DataFrame":
    import pandas as pd

    return pd.read_csv(file, keep_default_na=False, dtype=str)


def _parquet(file: BinaryIO) -> "pd.DataFrame":
    import pandas as pd

    return pd.read_parquet(file)


MANIFESTS: Mapping[str, Callable[[BinaryIO], "pd.DataFrame"]] = {".csv": _csv, ".parquet": _parquet}
"""How manifests are read, by how their names end."""


def _csv_columns(file: BinaryIO) -> list[str]:
    import pandas as pd

    return list(pd.read_csv(file, nrows=0, dtype=str))


def _parquet_columns(file: BinaryIO) -> list[str]:
    import pyarrow.parquet as pq

    return pq.read_schema(file).names


COLUMNS: Mapping[str, Callable[[BinaryIO], list[str]]] = {
    ".csv": _csv_columns,
    ".parquet": _parquet_columns,
}
"""How the names of their columns are read, and no more of them."""
