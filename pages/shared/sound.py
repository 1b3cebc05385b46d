"""A sound as every page knows it, and the shelf that holds those in use."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from core.audio import Audio

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
    """

    id: str
    title: str
    audio: Audio
    note: str
    media: bytes
    mime: str
    decode_seconds: float = 0.0

    @property
    def seconds(self) -> float:
        """Duration, s."""
        return self.audio.seconds

    @property
    def n_bytes(self) -> int:
        """Memory that it takes."""
        return self.audio.samples.nbytes + len(self.media)


class Shelf:
    """The sounds in use, by id; when they take more than `max_bytes`, the longest unused goes."""

    def __init__(self, max_bytes: int = SHELF_BYTES) -> None:
        self.max_bytes = max_bytes
        self._sounds: OrderedDict[str, Sound] = OrderedDict()
        self._lock = Lock()

    def get(self, sound_id: str) -> Sound | None:
        """The sound, or None where it is not (or no longer) on the shelf."""
        with self._lock:
            if sound_id in self._sounds:
                self._sounds.move_to_end(sound_id)
            return self._sounds.get(sound_id)

    def put(self, sound: Sound) -> Sound:
        """Keep `sound`, which stays even if it is too large for the shelf alone."""
        with self._lock:
            self._sounds[sound.id] = sound
            self._sounds.move_to_end(sound.id)
            while len(self._sounds) > 1 and self._n_bytes() > self.max_bytes:
                self._sounds.popitem(last=False)
        return sound

    def _n_bytes(self) -> int:
        return sum(sound.n_bytes for sound in self._sounds.values())
