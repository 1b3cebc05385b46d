"""Real music for whoever has none at hand: librosa's example recordings, fetched when asked for.

They come from librosa.org into librosa's own cache (``LIBROSA_DATA_DIR``), where
``librosa.example`` finds them too, and are held to the checksums that librosa is shipped with.
Only those are offered whose licence lets anybody do anything with them.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import EarshotError

if TYPE_CHECKING:
    from pooch import Pooch

SOURCE = "https://librosa.org/data/audio/"
TIMEOUT = 10  # s without an answer
Progress = Callable[[int, int], None]
"""Called with the bytes that have come and those of the whole file."""


class RecordingError(EarshotError):
    """A recording that cannot be had."""


@dataclass(frozen=True)
class Recording:
    """A recording: who plays what, under which licence, and the file that librosa has of it."""

    title: str
    artist: str
    style: str
    licence: str
    page: str
    file: str

    @property
    def credit(self) -> str:
        """What its licence asks to be said."""
        return f"{self.title} by {self.artist}, {self.licence} ({self.page})"


RECORDINGS: dict[str, Recording] = {
    "vibeace": Recording(
        "Vibe Ace", "Kevin MacLeod", "vibraphone, piano and bass", "CC BY 3.0",
        "freemusicarchive.org/music/Kevin_MacLeod/Jazz_Sampler",
        "Kevin_MacLeod_-_Vibe_Ace.ogg",
    ),
    "fishin": Recording(
        "Let's Go Fishin'", "Karissa Hobbs", "folk pop with a voice", "CC BY 3.0",
        "freemusicarchive.org/music/Karissa_Hobbs/Age_of_Flowers",
        "Karissa_Hobbs_-_Lets_Go_Fishin.ogg",
    ),
    "nutcracker": Recording(
        "Tchaikovsky: Dance of the Sugar Plum Fairy", "Kevin MacLeod", "orchestra", "CC BY 3.0",
        "freemusicarchive.org/music/Kevin_MacLeod/Classical_Sampler",
        "Kevin_MacLeod_-_P_I_Tchaikovsky_Dance_of_the_Sugar_Plum_Fairy.ogg",
    ),
    "brahms": Recording(
        "Brahms: Hungarian Dance No. 5", "US Army Strings", "string orchestra", "public domain",
        "musopen.org/music/43805",
        "Hungarian_Dance_number_5_-_Allegro_in_F_sharp_minor_(string_orchestra).ogg",
    ),
}  # fmt: skip
"""By the key of ``librosa.example``."""


@cache
def store() -> "Pooch":
    """Where the cache of librosa lies, and the checksum of each file in it."""
    import importlib.resources

    import pooch

    place = os.environ.get("LIBROSA_DATA_DIR") or pooch.os_cache("librosa")
    made = pooch.create(place, base_url=SOURCE, registry=None)
    packaged = importlib.resources.files("librosa.util.example_data") / "registry.txt"
    with importlib.resources.as_file(packaged) as registry:
        made.load_registry(registry)
    return made


def place_of(key: str) -> Path:
    """Where the recording lies once it was fetched."""
    return store().abspath / known(key).file


def known(key: str) -> Recording:
    """The recording of this key; `RecordingError` where there is none."""
    if key not in RECORDINGS:
        raise RecordingError(
            f"There is no recording {key[:40]!r}. Known: {', '.join(sorted(RECORDINGS))}."
        )
    return RECORDINGS[key]


def fetch(key: str, progress: Progress = lambda n_bytes, n: None) -> Path:
    """The file of a recording, from the cache or, if it is not there, from librosa.org.

    Raises
    ------
    RecordingError
        When it is not here and cannot be had: no network, or not the file that it should be.
    """
    import pooch

    recording = known(key)
    download = pooch.HTTPDownloader(progressbar=_Bar(progress), timeout=TIMEOUT)
    try:
        return Path(store().fetch(recording.file, downloader=download))
    except OSError as error:  # requests' own errors are OSErrors too
        raise RecordingError(
            f"{recording.title} could not be fetched from librosa.org: there is no way to it from "
            "here, or it does not answer. Connect to the internet and choose it again, or drop a "
            "file of your own."
        ) from error
    except ValueError as error:
        raise RecordingError(
            f"What came from librosa.org for {recording.title} is not the file that librosa "
            "knows (its checksum differs), so it was thrown away. Choose it again later."
        ) from error


class _Bar:
    """What pooch tells about a download, as it tells a bar of tqdm, handed to a function."""

    def __init__(self, progress: Progress) -> None:
        self.total = 0
        self._progress = progress
        self._n_bytes = 0

    def update(self, n_bytes: int) -> None:
        """So many bytes more."""
        self._n_bytes += n_bytes
        self._progress(min(self._n_bytes, self.total), self.total)

    def reset(self) -> None:
        """Begin again: the end of a download is told as one step over the whole."""
        self._n_bytes = 0

    def close(self) -> None:
        """The download is over."""
