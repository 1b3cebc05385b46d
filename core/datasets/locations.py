"""Where a person's datasets lie: told once on the command line, or by ``EARSHOT_DATASETS``."""

import os
import re
import tomllib
from pathlib import Path

from filelock import FileLock

from core import paths
from core.errors import DatasetError

NAME = re.compile(r"[^\W_][\w .-]{0,99}")  # also a folder's name, so nothing that leads out of one


def registered() -> dict[str, Path]:
    """Name to folder, as told by ``datasets add``."""
    file = paths.home() / "datasets.toml"
    if not file.exists():
        return {}
    try:
        return {name: Path(place) for name, place in tomllib.loads(file.read_text()).items()}
    except (ValueError, TypeError) as error:
        raise DatasetError(
            f"{file} cannot be read ({error}). Mend or delete it, then add your datasets again."
        ) from error


def made_here(name: str) -> bool:
    """Whether the program makes the dataset: ``demo``, and what is told of its songs otherwise."""
    return name == "demo" or name.startswith("demo-")


def refuse_name(name: str) -> None:
    """DatasetError where `name` cannot be that of a user's dataset."""
    if made_here(name):
        raise DatasetError(f"The dataset {name!r} is made by the program. Choose another name.")
    if not NAME.fullmatch(name):
        raise DatasetError(
            f"{name[:100]!r} cannot be the name of a dataset: it takes letters, digits, spaces, "
            "dots, - and _, at most 100, and begins with a letter or digit."
        )


def add(name: str, place: Path) -> None:
    """Remember that the dataset `name` lies at `place` (a folder or a file)."""
    refuse_name(name)
    place = place.expanduser().resolve()
    if not os.path.exists(place):
        raise DatasetError(f"There is nothing at {place}. Give the dataset's folder.")
    remember(name, place)


def remember(name: str, place: Path | None) -> None:
    """Let the dataset `name` lie at `place`, or forget it (None); what others write stays.

    Raises
    ------
    StorageError
        When the disk does not take it.
    """
    import tomli_w

    file = paths.home() / "datasets.toml"
    with paths.writing(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(file.with_name(".datasets.lock")):  # others read, change and write it, too
            places = {**registered(), name: place}
            known = {each: str(there) for each, there in places.items() if there is not None}
            paths.write_whole(file, tomli_w.dumps(known))


def find(name: str) -> Path | None:
    """The place of `name`: where it was added, else a like-named folder in ``EARSHOT_DATASETS``.

    There a hyphen may be an underscore.
    """
    if name in registered():
        return registered()[name]
    for folder in os.environ.get("EARSHOT_DATASETS", "").split(os.pathsep):
        for spelt in (name, name.replace("-", "_")):
            if folder and NAME.fullmatch(name) and (Path(folder) / spelt).exists():
                return Path(folder) / spelt
    return None


def locate(name: str) -> Path:
    """As `find`; DatasetError says how to add the dataset when it is not there."""
    place = find(name)
    if place is None:
        raise DatasetError(
            f"The dataset {name!r} is not on this machine. Add it with "
            f"`python -m core datasets add {name} PATH`, or set EARSHOT_DATASETS to the folder "
            f"that contains a folder {name!r}."
        )
    if not place.exists():
        raise DatasetError(f"The dataset {name!r} was at {place}, where nothing is now.")
    return place
