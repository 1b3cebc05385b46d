"""Songs as rows of numbers that somebody else told: a published table, or one's own."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from core import paths
from core.datasets import DATASETS, locations
from core.datasets.base import Split, Track
from core.datasets.rows import Rows
from core.datasets.splits import Parts, draw, join_groups, seeded
from core.errors import DatasetError
from core.features import Columns
from core.tables import DESCRIPTORS, Numbers, Table, matched, numbers_of, read_table_file

LABELS = ("genre", "class", "label")
ARTISTS = ("artist", "artist name", "artists", "artist_name")
TITLES = ("title", "track name", "track", "track_name", "song", "name")


@dataclass
class SongTable(Rows):
    """Rows of a table; songs of one artist and title, or of the same numbers, are one group."""

    gives = (Columns,)
    about = "A table of the user's own: numbers that somebody told of songs, without any sound."

    def splits(self) -> dict[str, Callable[[int], Split]]:
        """``80-10-10`` first; by artist where they are known; and shuffled rows, which leak."""
        most = {"80-10-10": partial(draw, "80-10-10", parts=Parts(8, 1, 1))}
        if any(track.artist for track in self.tracks):
            most["artist"] = partial(draw, "artist", group=_artist, parts=Parts(8, 1, 1))
        first = {name: seeded(drawn, self.tracks) for name, drawn in most.items()}
        return first | super().splits() | {"leaky-rows": seeded(leaky_rows, self.tracks)}


def _artist(track: Track) -> str:
    return track.artist.casefold() or track.id


def leaky_rows(tracks: Sequence[Track], *, seed: int) -> Split:
    """Rows shuffled as if no song came twice, which lets copies fall on two sides."""
    alone = [replace(track, group="") for track in tracks]
    return draw("leaky-rows", alone, seed=seed, parts=Parts(8, 1, 1), leaky=True)


def tracks_of(table: Table, labels: Sequence[str], numbers: Numbers) -> tuple[Track, ...]:
    """A track for each row, named by its number; copies share a group."""
    artists, titles = _texts(table, ARTISTS), _texts(table, TITLES)
    named = [
        f"{artist.casefold()}\n{title.casefold()}" if artist and title else f"row {i}"
        for i, (artist, title) in enumerate(zip(artists, titles, strict=True))
    ]
    same = [row.tobytes().hex() for row in numbers.values]
    groups = join_groups(named, same)
    return tuple(
        Track(f"row.{i:05d}", label, group=f"song {group}", artist=artist, title=title)
        for i, (label, group, artist, title) in enumerate(
            zip(labels, groups, artists, titles, strict=True), start=1
        )
    )


def keep_table(name: str, numbers: Numbers, labels: Sequence[str], table: Table) -> SongTable:
    """Make rows of a table a dataset of one's own, as a file in the home folder.

    Parameters
    ----------
    name : str
        Of the dataset: a new one, or one that was kept so before.
    numbers : Numbers
        Of the rows that have a label.
    labels : sequence of str
        One for each row; rows with an empty one are left out.
    table : Table
        Where they come from: its artists and titles tell copies.

    Raises
    ------
    DatasetError
        Where another dataset has the name, or it cannot be learned from.
    """
    locations.refuse_name(name)
    file, known = paths.home() / "tables" / f"{name}.csv", locations.registered()
    if name in DATASETS.names() or known.get(name, file.resolve()) != file.resolve():
        raise DatasetError(f"There is another dataset {name!r}. Choose another name.")
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([LABELS[0], "artist", "title", *numbers.columns])
    about = zip(labels, _texts(table, ARTISTS), _texts(table, TITLES), strict=True)
    for (label, *names), row in zip(about, numbers.values.tolist(), strict=True):
        if label:
            writer.writerow([label, *names, *("" if np.isnan(x) else repr(x) for x in row)])
    paths.write_whole(file, text.getvalue())
    locations.add(name, file)
    return open_table(name, file)


def label_column(table: Table) -> str | None:
    """The column that tells the class of each song; None where none is called so."""
    return next((c for each in LABELS if (c := matched([each], table.columns)[each])), None)


def called(table: Table) -> list[str]:
    """What each row is called: as `titled`, else its number."""
    return [name or f"row {i}" for i, name in enumerate(titled(table), start=1)]


def titled(table: Table) -> list[str]:
    """Artist and title of each row, as far as they are told; else empty texts."""
    pairs = zip(_texts(table, ARTISTS), _texts(table, TITLES), strict=True)
    return [" – ".join(part for part in pair if part) for pair in pairs]


def open_table(name: str, file: Path) -> SongTable:
    """A table of one's own: a column with the class of each song, and columns of numbers.

    Parameters
    ----------
    name : str
    file : Path
        CSV. The class is in a column `genre`, `class` or `label`; of the others, those that are
        known descriptors, or hold numbers alone, are its features.

    Raises
    ------
    DatasetError
        Where it has none of them, fewer than two classes, or cells that are no such numbers.
    """
    table = read_table_file(file)
    label = label_column(table)
    if label is None:
        raise DatasetError(f"{file.name} tells no class of its songs: it needs a column named "
                           f"{', '.join(LABELS[:-1])} or {LABELS[-1]}.")  # fmt: skip
    numbers = numbers_of(table, _columns(table, label)).checked(file.name)
    labels = table.column(label)
    classes = tuple(sorted(set(labels)))
    if len(classes) < 2 or "" in classes:
        raise DatasetError(
            f"{file.name} needs two classes or more, and one of every song; its column {label!r} "
            f"has {len(classes)}{', and rows without any' if '' in classes else ''}."
        )
    tracks = tracks_of(table, labels, numbers)
    rows = dict(zip((track.id for track in tracks), numbers.rows(), strict=True))
    return SongTable(name, name, tracks, classes, rows=rows)


def _columns(table: Table, label: str) -> dict[str, str | None]:
    """By its name as a feature, each column of numbers."""
    found = matched([each.name for each in DESCRIPTORS], table.columns)
    known = {name: column for name, column in found.items() if column}
    others = [c for c in table.columns if c not in (label, *known.values())]
    plain = {c: c for c in others if not numbers_of(table, {c: c}).faults}
    return {**known, **plain}


def _texts(table: Table, names: Sequence[str]) -> list[str]:
    """The first column that is there under one of some names; empty texts where none is."""
    column = next((c for each in names if (c := matched([each], table.columns)[each])), None)
    return table.column(column) if column else [""] * len(table.rows)
