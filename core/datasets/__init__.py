"""Datasets by name. Adding one is one file here, with an opener registered under its name."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from core.datasets import locations
from core.datasets.base import AudioDataset, Dataset, Split, Track
from core.errors import DatasetError
from core.registry import Registry, import_all

DATASETS: Registry[Callable[[], Dataset]] = Registry("dataset")


def open_dataset(name: str) -> Dataset:
    """The dataset `name`: a known one, or a user's folder under the name it was added with.

    ``"gtzan/blues"`` is one class of a dataset.

    Raises
    ------
    DatasetError
        When it is not on this machine; the message says how to add it.

    Examples
    --------
    >>> open_dataset("nowhere")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    core.errors.DatasetError: There is no dataset 'nowhere'. Known: all-sounds, cal500, ...
    """
    from core.datasets.folder import open_folder
    from core.datasets.one_class import SEPARATOR, only
    from core.datasets.song_table import open_table

    import_all(__name__)
    whole, _, label = name.partition(SEPARATOR)
    if label:
        return only(open_dataset(whole), label)
    if name in DATASETS.names():
        return DATASETS.get(name)()
    if locations.find(name) is not None:
        place = locations.locate(name)
        return open_table(name, place) if place.is_file() else open_folder(name, place)
    known = ", ".join(sorted({*DATASETS.names(), *locations.registered()}))
    raise DatasetError(
        f"There is no dataset {name!r}. Known: {known}. A folder with one subfolder per class is "
        f"added with `python -m core datasets add {name} PATH`, and so is a CSV file of songs."
    )


def add_dataset(name: str, place: Path) -> Dataset:
    """Remember that the dataset `name` lies at `place`, if it opens.

    A zip file is unpacked first: see `core.datasets.zipped`.

    Raises
    ------
    DatasetError
        When it does not; then what was known before still is, and nothing else.

    Examples
    --------
    A folder with one subfolder for each class:

    >>> import tempfile
    >>> from core.audio import Audio, encode_wav
    >>> from core.signals import tones
    >>> with tempfile.TemporaryDirectory() as place:
    ...     for genre, pitch in {"jazz": 440, "rock": 110}.items():
    ...         song = Path(place) / genre / "song.wav"
    ...         song.parent.mkdir()
    ...         _ = song.write_bytes(encode_wav(Audio.from_mono(tones([pitch], seconds=1))))
    ...     mine = add_dataset("mine", Path(place))
    >>> mine.names, [track.id for track in mine.tracks]
    (('jazz', 'rock'), ['jazz/song', 'rock/song'])
    """
    if place.suffix.lower() == ".zip" and place.is_file():
        with place.open("rb") as file:
            return add_zip(name, file)[0]
    before = locations.registered().get(name)
    locations.add(name, place)
    try:
        return open_dataset(name)
    except BaseException:
        locations.remember(name, before)
        raise


def add_zip(name: str, file: BinaryIO, **limits: int) -> tuple[Dataset, dict[str, str]]:
    """Unpack somebody's music and remember it as the dataset `name`, if it opens.

    Returns
    -------
    (Dataset, dict of str to str)
        And why files of the archive were left out, by their names.

    Raises
    ------
    DatasetError
        As of `core.datasets.zipped.unpack`; nothing is kept then.

    Examples
    --------
    >>> import io, zipfile
    >>> from core.audio import Audio, encode_wav
    >>> from core.signals import tones
    >>> file = io.BytesIO()
    >>> with zipfile.ZipFile(file, "w") as archive:
    ...     for name, pitch in {"jazz/a.wav": 440, "rock/b.wav": 110, "notes.txt": 220}.items():
    ...         archive.writestr(name, encode_wav(Audio.from_mono(tones([pitch], seconds=1))))
    >>> band, left_out = add_zip("our-band", file)
    >>> [track.id for track in band.tracks], left_out
    (['a', 'b'], {'notes.txt': 'It is no sound file.'})
    """
    from core.datasets.zipped import music_of, unpack

    locations.refuse_name(name)
    unpacked = unpack(file, music_of(name), **limits)
    try:
        return add_dataset(name, unpacked.folder), unpacked.left_out
    except BaseException:
        shutil.rmtree(unpacked.folder, ignore_errors=True)
        raise


def remove_dataset(name: str) -> None:
    """Forget where the dataset `name` lies; songs that came as a zip file are deleted.

    Examples
    --------
    >>> remove_dataset("of nobody")
    """
    from core.datasets.zipped import music_of

    locations.remember(name, None)
    shutil.rmtree(music_of(name), ignore_errors=True)


def dataset_names() -> list[str]:
    """All names that `open_dataset` knows, whether or not the files are here.

    Examples
    --------
    >>> {"cifar10", "demo", "gtzan"} <= set(dataset_names())
    True
    """
    import_all(__name__)
    return sorted({*DATASETS.names(), *locations.registered()})


__all__ = [
    "DATASETS", "AudioDataset", "Dataset", "Split", "Track", "add_dataset", "add_zip",
    "dataset_names", "open_dataset", "remove_dataset",
]  # fmt: skip
