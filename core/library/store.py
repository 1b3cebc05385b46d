"""Songs in a LanceDB table: kept, found again, and searched for the nearest.

LanceDB is embedded: no server, one folder, and the same table may lie on object storage. Up to
`INDEXED_FROM` songs every one is compared; above, an inverted file with product quantisation
(Jégou et al., 2011) names candidates, whose true distances then put them in order.
"""

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from core import paths
from core.analysis.neighbourhood import neighbourhood_of
from core.errors import EarshotError, StorageError
from core.features import Averages, column_names
from core.inference import default_network
from core.library.description import Description
from core.training.checkpoint import Checkpoint

if TYPE_CHECKING:
    import pyarrow as pa
    from lancedb.table import Table

FORMAT = 1  # raise when the columns change; songs of another one are described anew
INDEXED_FROM = 100_000  # songs; fewer are compared one by one in less than 50 ms
ROWS_A_PART = 1_000  # songs of one cell of the index, about
PROBED = 20  # cells that are looked into
REFINED = 20  # candidates for each song that is asked for, whose true distance is computed
VALUES_A_CODE = 4  # numbers of a vector that one byte of the index stands for
N_AVERAGES = len(column_names(Averages()))


@dataclass(frozen=True, eq=False, kw_only=True)
class Entry(Description):
    """A song of a library: what it is like, and where it lies.

    Attributes
    ----------
    id : str
        SHA-256 of its file's content: the same wherever it moves.
    path : str
        Its file, when it was last seen.
    source : str
        The folder that was added, or the dataset.
    track_id, label : str
        In the dataset; empty in a folder.
    missing : bool
        Whether its file was not there when its source was last looked through.
    """

    id: str
    path: str
    source: str
    track_id: str = ""
    label: str = ""
    missing: bool = False

    @property
    def called(self) -> str:
        """Artist and title as far as they are known, else its track or its file's name."""
        named = " – ".join(part for part in (self.artist, self.title) if part)
        return named if self.title else self.track_id or self.path.rpartition("/")[2]


@dataclass(frozen=True)
class Hit:
    """A song that was found, and the cosine of the angle to what was asked for, −1 to 1."""

    entry: Entry
    similarity: float


@dataclass(frozen=True)
class Wanted:
    """Which songs are asked for; None and nothing is any.

    Attributes
    ----------
    genres : tuple of str
    tempo : (float, float) or None
        From and to, beats per minute; songs without one are left out.
    seconds : (float, float) or None
        Duration from and to, s.
    """

    genres: tuple[str, ...] = ()
    tempo: tuple[float, float] | None = None
    seconds: tuple[float, float] | None = None

    def condition(self) -> str:
        """As SQL, for songs that can be played and compared."""
        parts = ["vector IS NOT NULL", "NOT missing"]
        if self.genres:
            parts.append(f"genre IN ({', '.join(quoted(genre) for genre in self.genres)})")
        for name, ends in (("tempo", self.tempo), ("seconds", self.seconds)):
            if ends is not None:
                parts.append(f"{name} BETWEEN {float(ends[0])} AND {float(ends[1])}")
        return " AND ".join(parts)


class Library:
    """The songs that were described by one network.

    Parameters
    ----------
    network : str, optional
        A checkpoint; the one that listens by default. Other weights are another library.
    collection : str, optional
        Which songs, where they are not the visitor's own: tells apart libraries of one network.
    """

    def __init__(self, network: str = "", *, collection: str = "") -> None:
        self.network = network or default_network()
        self.checkpoint = Checkpoint.load(self.network)
        parts = (self.network, collection, self.checkpoint.weights()[:12], f"v{FORMAT}")
        self.name = "-".join(filter(None, parts))
        self.folder = paths.home() / "library"

    @cached_property
    def table(self) -> "Table":
        """Its table, made where there is none."""
        import lancedb

        columns = schema(self._n_values())
        try:
            database = lancedb.connect(self.folder, read_consistency_interval=timedelta(0))
            return database.create_table(self.name, schema=columns, exist_ok=True)
        except (OSError, ValueError, RuntimeError) as error:  # as LanceDB tells what its disk does
            raise EarshotError(
                f"The library in {self.folder} cannot be opened. Make room where its disk is full, "
                "give Earshot a folder that it may write to (EARSHOT_HOME), or move a damaged one "
                "away and add your songs again."
            ) from error

    def _n_values(self) -> int:
        songs = neighbourhood_of(self.checkpoint)
        if songs is None:
            raise EarshotError(
                f"{self.network} carries no songs.parquet, so that its embeddings have no scale."
            )
        return len(songs.mean)

    # ---- what is in it ------------------------------------------------------------------------

    def count(self, condition: str = "") -> int:
        """How many songs, or how many of which an SQL condition is true."""
        return self.table.count_rows(condition or None)

    def entries(self, condition: str = "true") -> list[Entry]:
        """All songs of which an SQL condition is true, by their path."""
        rows = self.table.search().where(condition).limit(self.count() or 1).to_list()
        return sorted((_entry(row) for row in rows), key=lambda entry: entry.path)

    def entry(self, song_id: str) -> Entry | None:
        """The song with this id."""
        return next(iter(self.entries(f"id = {quoted(song_id)}")), None)

    def places(self) -> "pa.Table":
        """Of each song ``id``, ``path``, ``source`` and ``missing``: all that finds a file."""
        names = ["id", "path", "source", "missing"]
        return self.table.search().select(names).limit(self.count() or 1).to_arrow()

    def genres(self) -> list[str]:
        """The genres that it has songs of."""
        found = self.table.search().select(["genre"]).limit(self.count() or 1).to_arrow()
        return sorted(set(found["genre"].to_pylist()) - {""})

    # ---- what changes it ----------------------------------------------------------------------

    def put(self, entries: Iterable[Entry]) -> None:
        """Add songs, or replace those of the same id."""
        import pyarrow as pa

        rows = pa.Table.from_pylist([vars(entry) for entry in entries], schema=self.table.schema)
        if rows.num_rows:
            asked = self.table.merge_insert("id").when_matched_update_all()
            with self._writing():
                asked.when_not_matched_insert_all().execute(rows, on_bad_vectors="null")

    def remove(self, condition: str) -> int:
        """Forget the songs of which an SQL condition is true; how many they were."""
        n = self.count(condition)
        if n:
            with self._writing():
                self.table.delete(condition)
        return n

    def tidy(self) -> None:
        """Join what came in parts, forget former states, and index what is large."""
        if self.count() >= INDEXED_FROM and not self.table.list_indices():
            index(self.table)
        with self._writing():
            self.table.optimize(cleanup_older_than=timedelta(minutes=10))

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Say in words what LanceDB tells of a disk that takes nothing; it keeps what there was."""
        try:
            yield
        except (OSError, RuntimeError) as error:
            raise StorageError(
                f"The library in {self.folder} does not take what is written: {error}. Make room "
                "on its disk, or let it be written; the songs that were in it are still there."
            ) from error

    # ---- the nearest --------------------------------------------------------------------------

    def search(
        self, vector: NDArray[np.floating], *, n: int = 10, wanted: Wanted | None = None
    ) -> list[Hit]:
        """The `n` songs that lie nearest to a direction [n_values], nearest first."""
        condition = (wanted or Wanted()).condition()
        rows = nearest_rows(self.table, vector, n=n, condition=condition).to_list()
        return [Hit(_entry(row), 1 - row["_distance"]) for row in rows]


def index(table: "Table") -> None:
    """Index the vectors of a table, a cell for each `ROWS_A_PART` songs."""
    from lancedb.index import IvfPq

    n_values = table.schema.field("vector").type.list_size
    config = IvfPq(
        distance_type="cosine",
        num_partitions=max(1, table.count_rows() // ROWS_A_PART),
        num_sub_vectors=max(1, n_values // VALUES_A_CODE),
    )
    table.create_index("vector", config=config)


def nearest_rows(table: "Table", vector: NDArray[np.floating], *, n: int, condition: str) -> Any:
    """The query for the rows whose ``vector`` has the smallest angle to one, by ``_distance``."""
    asked: Any = table.search(np.asarray(vector, np.float32), vector_column_name="vector")
    asked = asked.distance_type("cosine").where(condition, prefilter=True)
    return asked.nprobes(PROBED).refine_factor(REFINED).limit(n)


def schema(n_values: int) -> "pa.Schema":
    """Columns of a table for vectors of `n_values`: those of `Entry`."""
    import pyarrow as pa

    kinds = {str: pa.string(), bool: pa.bool_(), float | None: pa.float32()}
    lists = {"vector": n_values, "averages": N_AVERAGES}
    return pa.schema(
        [
            (each.name, pa.list_(pa.float32(), lists[each.name]))
            if each.name in lists
            else (each.name, kinds[each.type])  # type: ignore[index]
            for each in fields(Entry)
        ]
    )


def quoted(text: str) -> str:
    """A text as SQL.

    Examples
    --------
    >>> quoted("rock 'n' roll")
    "'rock ''n'' roll'"
    """
    return "'" + text.replace("'", "''") + "'"


def below(folder: str) -> str:
    """The SQL condition of songs whose file lies somewhere below a folder, or is that very path."""
    return f"(path = {quoted(folder)} OR starts_with(path, {quoted(folder.rstrip('/') + '/')}))"


def by_id(ids: Sequence[str]) -> str:
    """The SQL condition of songs with some ids."""
    return f"id IN ({', '.join(quoted(each) for each in ids)})" if ids else "false"


def _entry(row: dict[str, Any]) -> Entry:
    """A row of the table; lists of numbers as arrays."""
    values = {each.name: row[each.name] for each in fields(Entry)}
    for name in ("vector", "averages"):
        if values[name] is not None:
            values[name] = np.asarray(values[name], np.float32)
    return Entry(**values)
