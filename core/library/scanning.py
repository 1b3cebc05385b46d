"""What has become of the files of a library: new, moved, changed, vanished.

A song is known by its content, so that a file that was moved or renamed is the same song, and one
that was written anew is another.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from core.bulk import Place, places
from core.datasets import open_dataset
from core.datasets.base import AudioDataset
from core.datasets.contents import content_hash
from core.errors import DatasetError

READERS = 4  # files that are hashed at a time


@dataclass(frozen=True)
class Known:
    """Where a song of the library was last seen."""

    path: str
    source: str
    missing: bool = False


@dataclass(frozen=True)
class Changes:
    """What must be done so that the library tells of a source as it is now.

    Attributes
    ----------
    new : tuple of (str, Place)
        Songs to describe, with their ids.
    moved : dict of str to str
        The new path of songs that lie elsewhere now, or were missing, by id.
    vanished : tuple of str
        Ids of songs whose file is gone.
    replaced : tuple of str
        Ids of songs whose file has another content now.
    n_known : int
        Songs that are where they were.
    n_copies : int
        Files with the same content as another one.
    """

    new: tuple[tuple[str, Place], ...]
    moved: Mapping[str, str]
    vanished: tuple[str, ...]
    replaced: tuple[str, ...]
    n_known: int
    n_copies: int


def places_of(source: str) -> list[Place]:
    """The sounds of a folder, a manifest or an address, or of a dataset by its name.

    Raises
    ------
    DatasetError
        Where it is none of these, or holds no sound.
    """
    if "://" in source or os.path.isabs(source):
        return places(source)
    dataset = sounds_of(source)
    return [
        Place(
            str(dataset.file(track)), track_id=track.id, label=track.label, artist=track.artist,
            title=track.title,
        )
        for track in dataset.tracks
    ]  # fmt: skip


def sounds_of(name: str) -> AudioDataset:
    """The dataset `name`; DatasetError where it is not here, or holds no recordings."""
    dataset = open_dataset(name)
    if not isinstance(dataset, AudioDataset):
        raise DatasetError(f"{dataset.title} is a table: it holds no sound.")
    if not dataset.recorded:
        raise DatasetError(
            f"{dataset.title} holds notes and no recordings, which a library compares. The page "
            "Composers tells which of its pieces lie near one of yours."
        )
    return dataset


def identify(place: Place, known: Mapping[str, str] = MappingProxyType({})) -> str:
    """What a song is known by: its content, or where that cannot be read its address.

    Of what lies elsewhere nothing is fetched to tell: it is the song that is `known` at its
    address, else one to be described, whose content is told then.
    """
    if place.root:
        return known.get(place.address) or unread(place)
    try:
        return content_hash(Path(place.path))
    except OSError:
        return unread(place)


def unread(place: Place) -> str:
    """What a song is known by whose content is not."""
    return f"unread-{hashlib.sha256(os.fsencode(place.root + place.path)).hexdigest()}"


def identified(songs: Sequence[Place], known: Mapping[str, str]) -> Iterator[tuple[str, Place]]:
    """Each song with its id, in their order. Whoever stops iterating waits for few more."""
    pool = ThreadPoolExecutor(READERS)  # hashing leaves Python to the others
    try:
        ids = pool.map(partial(identify, known=known), songs)
        yield from zip(ids, songs, strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def compare(
    found: Iterable[tuple[str, Place]],
    known: Mapping[str, Known],
    source: str,
    exists: Callable[[str], bool] = os.path.exists,
) -> Changes:
    """What differs between the files of a source and what the library knows.

    Parameters
    ----------
    found : iterable of (str, Place)
        All files of the source, with their ids.
    known : mapping of str to Known
        All songs of the library, by id.
    source : str
    exists : callable
        Whether there is a file at a path.

    Examples
    --------
    >>> before = {"a": Known("/m/a", "/m"), "b": Known("/m/b", "/m"), "c": Known("/m/c", "/m")}
    >>> files = {"a": "/m/a", "b": "/m/new/b", "d": "/m/d"}
    >>> there = [(song_id, Place(path)) for song_id, path in files.items()]
    >>> changes = compare(there, before, "/m", exists=lambda path: path in files.values())
    >>> [song_id for song_id, _ in changes.new], changes.moved, changes.vanished
    (['d'], {'b': '/m/new/b'}, ('c',))
    """
    files: dict[str, list[Place]] = {}
    for song_id, place in found:
        files.setdefault(song_id, []).append(place)
    here = {place.address for alike in files.values() for place in alike}
    moved, n_known = {}, 0
    for song_id in files.keys() & known.keys():
        last, paths = known[song_id], [place.address for place in files[song_id]]
        if not last.missing and (last.path in paths or exists(last.path)):
            n_known += 1
        else:
            moved[song_id] = last.path if last.path in paths else paths[0]
    gone = [
        (song_id, last.path)
        for song_id, last in known.items()
        if song_id not in files and _belongs(last, source)
    ]
    new = [(song_id, alike[0]) for song_id, alike in files.items() if song_id not in known]
    return Changes(
        new=tuple(new),
        moved=moved,
        vanished=tuple(i for i, path in gone if path not in here and not known[i].missing),
        replaced=tuple(song_id for song_id, path in gone if path in here),
        n_known=n_known,
        n_copies=sum(len(alike) - 1 for alike in files.values()),
    )


def _belongs(song: Known, source: str) -> bool:
    """Whether looking through `source` would have met the song's file."""
    return song.source == source or song.path.startswith(source.rstrip("/") + "/")
