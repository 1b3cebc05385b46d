"""The network that is asked where nobody named one."""

from pathlib import Path

from core.symbolic import SUFFIXES
from core.training.checkpoint import Checkpoint, checkpoint_names

PREFERRED = ("earshot", "earshot-genre", "zheng-dual-cnn")
"""The best for music as it is uploaded first; one that stands on a package may lack it."""

OF_FILES = {**dict.fromkeys(SUFFIXES, "earshot-composer"), ".csv": "earshot-song-table"}
"""Of what is no sound: who is asked about a file, by how its name ends."""


def default_network() -> str:
    """The first of `PREFERRED` that is here and lacks nothing.

    Examples
    --------
    >>> default_network() in PREFERRED
    True
    """
    shipped = set(checkpoint_names())
    return next(name for name in PREFERRED if name in shipped and not lacking(name))


def network_for(file: Path) -> str:
    """The network that is asked about a file by its ending: of MIDI, one that knows composers.

    Of a table, one that takes song data.

    Examples
    --------
    >>> network_for(Path("piece.mid"))
    'earshot-composer'
    >>> network_for(Path("song.mp3")) == default_network()
    True
    """
    return OF_FILES.get(file.suffix.lower()) or default_network()


def lacking(name: str) -> str:
    """What the shipped network `name` needs and is not installed, and how; empty if all is here.

    Examples
    --------
    >>> lacking("zheng-dual-cnn")
    ''
    """
    features = Checkpoint.load(name).recipe.features
    return next((words for spec in features if (words := spec.lacking())), "")
