"""A sound as every page knows it, and the cache that holds those in use."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Generic, Protocol, TypeVar

from core.audio import Audio
from core.once import Turns

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
        self._items: OrderedDict[str, K] = OrderedDict()
        self._lock = Lock()
        self._turns = Turns()
        self.n_hits = self.n_misses = 0

    def get(self, item_id: str) -> K | None:
        """The thing, or None where it is not (or no longer) in the cache."""
        with self._lock:
            if item_id in self._items:
                self._items.move_to_end(item_id)
                self.n_hits += 1
            else:
                self.n_misses += 1
            return self._items.get(item_id)

    def kept(self, item_id: str, make: Callable[[], K]) -> K:
        """The thing, made where it is not there: by one of those who ask for it at once."""
        found = self.get(item_id)
        if found is not None:
            return found
        with self._turns.of(item_id):
            return self._items.get(item_id) or self.put(make())

    def put(self, item: K) -> K:
        """Keep `item`, which stays even if it is too large for the cache alone."""
        with self._lock:
            self._items[item.id] = item
            self._items.move_to_end(item.id)
            while len(self._items) > 1 and self._n_bytes() > self.max_bytes:
                self._items.popitem(last=False)
        return item

    def _n_bytes(self) -> int:
        return sum(item.n_bytes for item in self._items.values())
