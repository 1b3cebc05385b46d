"""Several songs on the server: the files that a visitor dropped, and what networks said of each."""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

import streamlit as st
from streamlit.typing import UploadedFile

from core.audio import SAMPLE_RATE, Audio, decode
from core.datasets.base import AudioDataset
from core.errors import AudioError, DatasetError, EarshotError
from core.several import Judged, Song, judge, label_of, songs_of
from core.training.checkpoint import version
from pages.shared import loaders
from pages.shared.examples import titled
from pages.shared.sound import Shelf, Sound
from pages.shared.sounds import id_of, keep, sound_of
from pages.shared.uploads import take

PAGE = "pages/listen/several.py"
MOST = 200  # songs at a time
BATCH_BYTES = 512 * 2**20  # of files, of all visitors together; the newest batch always stays
ANSWER_BYTES = 1024  # that one answer takes, about
TITLE_LENGTH = 80  # characters of a file's name
BATCH = "files"
GONE = (
    "The files that this address names are no longer on the server, which keeps them only while it "
    "runs and has room. Drop them again."
)


@dataclass(frozen=True)
class File:
    """One file of a batch.

    `path` is its name, with its folders where a folder was chosen; `fault` says why its bytes are
    not here, where the server had no room for them.
    """

    path: str
    raw: bytes
    fault: str = ""

    @classmethod
    def taken(cls, upload: UploadedFile) -> "File":
        """A file that has just come, whose bytes are held here alone from now on."""
        try:
            return cls(upload.name, take(upload))
        except AudioError as error:
            return cls(upload.name, b"", str(error))

    @property
    def title(self) -> str:
        """Its name without folders."""
        return PurePath(self.path).name[:TITLE_LENGTH]

    @cached_property
    def id(self) -> str:
        """What the address calls its sound."""
        return id_of(self.raw, source="upload", title=self.title)

    def load(self) -> Audio:
        """Its sound."""
        if self.fault:
            raise AudioError(self.fault)
        return decode(self.raw, sample_rate=SAMPLE_RATE, mono=True)


@dataclass(frozen=True)
class Batch:
    """Files that came together, at most `MOST`; `n_more` were left out."""

    id: str
    files: tuple[File, ...]
    n_more: int

    @property
    def n_bytes(self) -> int:
        """Memory that they take."""
        return sum(len(file.raw) for file in self.files)


@dataclass(frozen=True)
class Answer:
    """What a network said of a song, under a key that names both."""

    id: str
    judged: Judged
    n_bytes: int = ANSWER_BYTES


@dataclass(frozen=True)
class Songs:
    """What the page shows: songs, where they come from in words, and the sound of each by id."""

    songs: list[Song]
    about: str
    files: dict[str, File]

    def sound(self, song_id: str) -> Sound:
        """A song as every page knows it."""
        file = self.files.get(song_id)
        if file is None:
            return sound_of(song_id)
        if file.fault:
            raise AudioError(file.fault)
        return keep(io.BytesIO(file.raw), source="upload", title=file.title)


@st.cache_resource(max_entries=1, show_spinner=False)
def batches() -> Shelf[Batch]:
    """The server's one shelf of batches."""
    return Shelf(BATCH_BYTES)


@st.cache_resource(max_entries=1, show_spinner=False)
def answers() -> Shelf[Answer]:
    """What was said of songs before, so that no rerun asks again."""
    return Shelf(20 * MOST * ANSWER_BYTES)


def open_several(uploads: Sequence[UploadedFile]) -> None:
    """Keep files that came together, and go to the page that shows them."""
    files = tuple(File(upload.name, take(upload)) for upload in uploads[:MOST])
    name = hashlib.sha256("".join(file.id for file in files).encode()).hexdigest()[:16]
    batch = batches().put(Batch(name, files, len(uploads) - len(files)))
    st.switch_page(PAGE, query_params={"songs": f"{BATCH}~{batch.id}"})


def songs_named(name: str, network: str) -> Songs:
    """The songs that the address names: a batch of files, or a dataset.

    Raises
    ------
    EarshotError
        When they are not here: a message for the visitor.
    """
    source, _, batch_id = name.partition("~")
    if source != BATCH or not batch_id:
        return _of_dataset(name, network)
    batch = batches().get(batch_id)
    if batch is None:
        raise EarshotError(GONE)
    classes = loaders.classes(network)
    files = {file.id: file for file in batch.files}
    songs = [
        Song(file.id, file.title, file.load, label_of(file.path, classes))
        for file in files.values()
    ]
    left_out = f" {batch.n_more} more were left out: {MOST} is the limit." if batch.n_more else ""
    return Songs(songs, f"{len(songs)} files.{left_out}", files)


def _of_dataset(name: str, network: str) -> Songs:
    """Songs of a dataset; of its own, only those that the network was tested on."""
    found = loaders.dataset(name)
    if not isinstance(found, AudioDataset):
        raise DatasetError(f"{found.title} holds no songs that could be heard.")
    tracks, which = found.tracks, f"songs of {found.title}"
    judged = loaders.predictions(network)
    if loaders.results(network).recipe.data.dataset == name and judged is not None:
        tested = set(judged.track_id)
        tracks = tuple(track for track in tracks if track.id in tested)
        which = f"songs of {found.title} that {network} was tested on and never trained on"
    cut = f" The first {MOST} of {len(tracks)}." if len(tracks) > MOST else ""
    songs = songs_of(found, tracks[:MOST], titled)
    return Songs(songs, f"{len(songs)} {which}.{cut}", {})


def told_before(songs: Songs, network: str) -> list[Judged | None]:
    """What is known already of each song; None where the network was not asked yet."""
    known = [answers().get(_key(song, network)) for song in songs.songs]
    return [answer.judged if answer else None for answer in known]


def ask(song: Song, network: str) -> None:
    """Let the network judge one song, and remember what it says."""
    answers().put(Answer(_key(song, network), judge(song, network)))


def _key(song: Song, network: str) -> str:
    return f"{network} {version(loaders.results(network).path)} {song.id}"
