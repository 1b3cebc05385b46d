"""Several songs: files that a visitor dropped or a dataset's, and what a network said of each."""

import hashlib
import io
import time
from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from streamlit.typing import UploadedFile

from core.datasets.base import AudioDataset
from core.errors import AudioError, DatasetError, EarshotError
from core.several import Song, SongPrediction, label_of, predict_song, songs_of
from core.training.checkpoint import version
from pages.listen.loaders import answers, batches
from pages.listen.several_files import Batch, File, SongResult
from pages.shared import loaders
from pages.shared.examples import titled
from pages.shared.sound import Sound
from pages.shared.sounds import decode_upload, sound_of
from pages.shared.words import counted

PAGE = "pages/listen/several.py"
SLICE_SECONDS = 1.0  # the table grows about so often
MOST = 200  # songs at a time
BATCH = "files"
GONE = (
    "The files that this address names are no longer on the server, which keeps them only while it "
    "runs and has room. Drop them again."
)


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
        return decode_upload(io.BytesIO(file.raw), source="upload", title=file.title)


def open_several(uploads: Sequence[UploadedFile]) -> None:
    """Keep files that came together, and go to the page that shows them."""
    files = tuple(File.from_upload(upload) for upload in uploads[:MOST])
    key = hashlib.sha256("".join(file.id for file in files).encode()).hexdigest()[:16]
    batch = batches().put(Batch(key, files, len(uploads) - len(files)))
    name = f"{BATCH}~{batch.id}"
    st.session_state["songs"] = name  # on the page itself, which reads its address but once
    st.switch_page(PAGE, query_params={"songs": name})


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
    return Songs(songs, f"{counted(len(songs), 'files')}.{left_out}", files)


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


def cached_predictions(songs: Songs, network: str) -> list[SongPrediction | None]:
    """What is known already of each song; None where the network was not asked yet."""
    known = [answers().get(_key(song, network)) for song in songs.songs]
    return [answer.judged if answer else None for answer in known]


def predict_and_cache(song: Song, network: str) -> None:
    """Let the network judge one song, and remember what it says."""
    answers().put(SongResult(_key(song, network), predict_song(song, network)))


def work(songs: Songs, known: list[SongPrediction | None], network: str) -> None:
    """Judge songs for a moment, then show how far it came; at least one a time."""
    until = time.monotonic() + SLICE_SECONDS
    for song, judged in zip(songs.songs, known, strict=True):
        if judged is None:
            predict_and_cache(song, network)
            if time.monotonic() > until:
                break
    st.rerun()


def _key(song: Song, network: str) -> str:
    return f"{network} {version(loaders.results(network).path)} {song.id}"
