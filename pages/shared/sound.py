"""A sound as every page knows it, and the cache that holds those in use."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Generic, Protocol, TypeVar

from core.audio import Audio

VISITOR_SOURCES = ("upload", "recording")  # how the ids of what visitors brought begin
SHELF_BYTES = 768 * 2**20  # a sound of half an hour takes 160 MB, and its file as much again


@dataclass(frozen=True, eq=False)
class Sound:
    """A sound that a visitor looks at.

    Attributes
    ----------
    id : str
        What the address of a page calls it: ``example~waltz``, ``gtzan~blues.00001``,
        ``upload~`` and its content's hash.
    title : str
        For people; may hold whatever a file's name holds, so it is never set as Markdown as is.
    audio : Audio
        Mono at `core.audio.SAMPLE_RATE`: what every analysis starts from.
    note : str
        One sentence about where it comes from.
    media, mime : bytes, str
        The file that browsers play, and its media type.
    decode_seconds : float
        How long it took to decode (or to make, for an example), s.
    synthetic : bool
        Whether a program made it.
    """

    id: str
    title: str
    audio: Audio
    note: str
    media: bytes
    mime: str
    decode_seconds: float = 0.0
    synthetic: bool = False

    @property
    def from_visitor(self) -> bool:
        """Whether a visitor brought it."""
        return self.id.partition("~")[0] in VISITOR_SOURCES

    @property
    def seconds(self) -> float:
        """Duration, s."""
        return self.audio.seconds

    @property
    def n_bytes(self) -> int:
        """Memory that it takes."""
        return self.audio.samples.nbytes + len(self.media)


class Cacheable(Protocol):
    """What a cache can hold."""

    @property
    def id(self) -> str: ...

    @property
    def n_bytes(self) -> int: ...


K = TypeVar("K", bound=Cacheable)


class LruCache(Generic[K]):
    """Things in use, by id; when they take more than `max_bytes`, the longest unused goes."""

    def __init__(self, max_bytes: int = SHELF_BYTES) -> None:
        self.max_bytes = max_bytes
        self._things: OrderedDict[str, K] = OrderedDict()
        self._lock = Lock()

    def get(self, thing_id: str) -> K | None:
        """The thing, or None where it is not (or no longer) in the cache."""
        with self._lock:
            if thing_id in self._things:
                self._things.move_to_end(thing_id)
            return self._things.get(thing_id)

    def put(self, thing: K) -> K:
        """Keep `thing`, which stays even if it is too large for the cache alone."""
        with self._lock:
            self._things[thing.id] = thing
            self._things.move_to_end(thing.id)
            while len(self._things) > 1 and self._n_bytes() > self.max_bytes:
                self._things.popitem(last=False)
        return thing

    def _n_bytes(self) -> int:
        return sum(thing.n_bytes for thing in self._things.values())
