"""Datasets from where their authors publish them, by mirdata (Bittner et al., 2019).

mirdata keeps addresses, licences and checksums for the field; here is only which of its datasets
Earshot can read, and which part of them.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.datasets import Dataset, add_dataset
from core.errors import DatasetError
from core.optional import optional


@dataclass(frozen=True)
class Source:
    """What mirdata calls a dataset, the parts of it that hold sound, and where they unpack to."""

    mirdata: str
    parts: tuple[str, ...]
    folder: str


SOURCES = {
    "gtzan": Source("gtzan_genre", ("all",), "gtzan_genre/genres"),
    "ballroom": Source("ballroom", ("audio",), "B_1.0/audio"),
}


def terms(name: str) -> str:
    """The licence of a dataset as mirdata knows it, where it comes from, and what to cite.

    Raises
    ------
    DatasetError
        When it is none of `SOURCES`; names them.
    EarshotError
        When mirdata is not installed; says how to install it.
    """
    loader = _loader(name, Path())
    addresses = "\n".join(loader.remotes[part].url for part in _source(name).parts)
    cite = (loader.bibtex or "").strip()
    return f"Licence, as mirdata tells it: {loader._license_info}\n{addresses}\n{cite}"


def get(name: str, place: Path) -> Dataset:
    """Fetch a dataset into `place`, hold every file to its checksum, and remember it.

    What is there already and right is not fetched again.

    Raises
    ------
    DatasetError
        When it cannot be fetched, or a file is not what its authors published.
    """
    source, loader = _source(name), _loader(name, place)
    try:
        loader.download(partial_download=list(source.parts))
        _, wrong = loader.validate(verbose=False)
    except OSError as error:
        raise DatasetError(
            f"{name} cannot be fetched: {error}. If a file in {place} is damaged, delete that and "
            "try again; or fetch it by hand and add it with `python -m core datasets add`."
        ) from error
    damaged = sorted(file for files in wrong.get("tracks", {}).values() for file in files)
    if damaged:
        raise DatasetError(
            f"{len(damaged)} files of {name} are not what was published, such as {damaged[0]}. "
            f"Delete {place} and get it again."
        )
    return add_dataset(name, place / source.folder)


def _source(name: str) -> Source:
    if name not in SOURCES:
        raise DatasetError(
            f"The dataset {name!r} cannot be fetched. Known: {', '.join(SOURCES)}. mirdata has no "
            "other that Earshot reads; one that lies on this machine is added with "
            "`python -m core datasets add`."
        )
    return SOURCES[name]


def _loader(name: str, place: Path) -> Any:
    known = _source(name).mirdata
    return optional("mirdata").initialize(known, data_home=str(place))
