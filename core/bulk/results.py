"""What came of many songs: Parquet parts in a folder or a bucket, which a later start goes on from.

A part is named after the songs that it holds, so that one that is written again, as after a node
died, takes its own place: nothing is there twice. It appears whole or not at all.
"""

import hashlib
import io
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from core import paths
from core.bulk.song import Row, Work, row_of
from core.bulk.sources import Place, filesystem, split

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.fs import FileSystem

logger = logging.getLogger(__name__)

A_PART = 256  # songs at most
STAMP = ("path", "size", "changed")  # what a file is known by that is not read
TOLD = ("path", "id", "error")  # of a row that is kept, all that its worker sends back


class TableWork(Work, Protocol):
    """Work whose rows have columns that are known beforehand."""

    def fields(self) -> "list[pa.Field]":
        """The columns that come of a song, each of which may be empty."""
        ...


@dataclass(frozen=True)
class Results:
    """Rows of one `key`, in the subfolder of `folder` that is called so.

    Attributes
    ----------
    folder : str
        A local folder, or an address that `pyarrow.fs` opens.
    key : str
        Of the work that they come from.
    """

    folder: str
    key: str

    @property
    def place(self) -> str:
        """Where the parts lie, for people."""
        return f"{self.folder.rstrip('/')}/{self.key}"

    def undone(self, songs: Iterable[Place]) -> list[Place]:
        """The songs that have no row yet; a file that was written anew has none."""
        done = {(row["path"], row["size"], row["changed"]) for row in self.rows(*STAMP)}
        return [song for song in songs if (song.address, song.size, song.changed) not in done]

    def rows(self, *columns: str) -> Iterator[Row]:
        """All rows, or some columns of them. A damaged part is thrown away: it is made anew."""
        for part in self.parts():
            try:
                rows = self.read(part, *columns)
            except (OSError, ValueError) as error:
                logger.warning("Making %s anew, which cannot be read: %s", part, error)
                self._files()[0].delete_file(part)
                continue
            yield from rows

    def parts(self) -> list[str]:
        """Paths of the parts, sorted."""
        from pyarrow.fs import FileSelector

        files, place = self._files()
        found = files.get_file_info(FileSelector(place, allow_not_found=True))
        return sorted(info.path for info in found if info.path.endswith(".parquet"))

    def read(self, part: str, *columns: str) -> list[Row]:
        """Rows of a part."""
        import pyarrow.parquet as pq

        with self._files()[0].open_input_file(part) as file:
            return pq.read_table(file, columns=list(columns) or None).to_pylist()

    def part_of(self, block: Sequence[Place]) -> str:
        """Where the part of some songs lies, or is to."""
        stamps = [f"{song.address}\n{song.size}\n{song.changed}" for song in block]
        name = hashlib.sha256("\n".join(stamps).encode()).hexdigest()[:32]
        return f"{self._files()[1]}/{name}.parquet"

    def write(self, part: str, rows: list[Row], fields: "list[pa.Field]") -> None:
        """Write a part, whole or not at all."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.Table.from_pylist(rows, schema=pa.schema([*_about(), *fields]))
        buffer = io.BytesIO()
        pq.write_table(table, buffer)
        root, _ = split(self.folder)
        if not root:
            paths.write_whole(Path(part), buffer.getvalue())
            return
        files, place = self._files()
        files.create_dir(place, recursive=True)
        with files.open_output_stream(part) as file:  # of a bucket: seen once it is closed
            file.write(buffer.getvalue())

    def has(self, part: str) -> bool:
        """Whether this part was written."""
        return bool(self._files()[0].get_file_info(part).is_file)

    def _files(self) -> "tuple[FileSystem, str]":
        """The file system, and the folder of this key in it."""
        from pyarrow.fs import LocalFileSystem

        root, path = split(self.folder)
        return filesystem(root)[0] if root else LocalFileSystem(), f"{path.rstrip('/')}/{self.key}"


@lru_cache(maxsize=2)
def _index(results: Results, _begun: float) -> dict[str, str]:
    """In which part the song of each content lies, as a worker of one job first saw it."""
    return {
        row["id"]: part for part in results.parts() for row in results.read(part, "id") if row["id"]
    }


@lru_cache(maxsize=2)
def _rows_of(results: Results, part: str) -> list[Row]:
    return results.read(part)


def _about() -> "list[pa.Field]":
    """The columns that every row has."""
    import pyarrow as pa

    texts = ("path", "id", "key", "error")
    numbers = [pa.field(name, pa.int64()) for name in ("size", "changed")]
    return [*(pa.field(name, pa.string()) for name in texts), *numbers]


@dataclass(frozen=True)
class Kept:
    """Does `work` on some songs in a row, and keeps what comes of them as a part of `results`."""

    work: TableWork
    results: Results
    begun: float = field(default_factory=time.time)

    def __call__(self, block: tuple[Place, ...]) -> list[dict[str, Any]]:
        """Of each row, in their order, what is `TOLD`."""
        part = self.results.part_of(block)
        if self.results.has(part):  # whoever wrote it died before it could say so
            rows = self.results.read(part, *TOLD)
        else:
            rows = [row_of(place, self.work, self.recall) for place in block]
            self.results.write(part, rows, self.work.fields())
        return [{name: row[name] for name in TOLD} for row in rows]

    def recall(self, content_id: str) -> Row | None:
        """The row of a song of this content that was there when the job began, wherever it lay."""
        part = _index(self.results, self.begun).get(content_id)
        rows = _rows_of(self.results, part) if part else []
        return next((row for row in rows if row["id"] == content_id), None)
