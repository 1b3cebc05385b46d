"""One song of many: the same function on a laptop, on a Ray node and for the library."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

from core.audio import SAMPLE_RATE, Audio, Limits, decode
from core.bulk.sources import Place
from core.errors import EarshotError

Row = dict[str, Any]


@dataclass(frozen=True)
class Content:
    """The bytes of a sound file, which nobody has vouched for."""

    data: bytes

    @cached_property
    def id(self) -> str:
        """SHA-256 of the bytes: the same wherever the file moves."""
        return hashlib.sha256(self.data).hexdigest()

    def audio(self, sample_rate: int = SAMPLE_RATE) -> Audio:
        """The sound in mono, decoded in a process of its own; AudioError where there is none."""
        return decode(self.data, sample_rate=sample_rate, mono=True, limits=Limits.for_files())


class Work(Protocol):
    """What is to be done with each song; other processes and machines are sent it.

    Attributes
    ----------
    key : str
        Names all that its rows depend on besides the sound: features, weights. Rows of the same
        key and content are the same.
    """

    @property
    def key(self) -> str: ...

    def __call__(self, content: Content) -> Row:
        """The columns that come of a song; EarshotError says why there are none."""
        ...


def row_of(
    place: Place, work: Work, recall: Callable[[str], Row | None] = lambda content_id: None
) -> Row:
    """What comes of one song; of one that is bad, the reason.

    `recall` gives the row of a content that was heard before, which is not heard again.

    Besides the columns of `work` it has ``path`` (an address), ``size`` and ``changed`` (as of
    `Place`), ``id`` (that of the content; empty where nothing could be read), ``key`` and
    ``error``.
    """
    about: Row = {"path": place.address, "size": place.size, "changed": place.changed}
    about |= {"id": "", "key": work.key, "error": ""}
    try:
        content = Content(place.read())
        about["id"] = content.id
        known = recall(content.id)
        return {**known, **about, "error": known["error"]} if known else about | work(content)
    except EarshotError as error:
        return about | {"error": str(error)}
    except OSError as error:  # a full disk, a cache that cannot be written
        where = f": {error.filename}" if error.filename else ""
        return about | {"error": f"{error.strerror or error}{where}."}


@dataclass(frozen=True)
class Rows:
    """Does `work` on some songs in a row."""

    work: Work

    def __call__(self, block: tuple[Place, ...]) -> list[Row]:
        """A row for each, in their order."""
        return [row_of(place, self.work) for place in block]
