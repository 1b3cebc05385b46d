"""The sound that a visitor looks at: an example, an upload or a recording, on every page the same.

Its id is in the session and in the address (``?sound=``), the sound itself in the server's cache.
"""

import hashlib
import re
import tempfile
import time
from pathlib import Path
from typing import BinaryIO

import streamlit as st

from core.audio import SAMPLE_RATE, Audio, decode, decode_file, encode_wav, resample
from core.audio.containers import recognise
from core.datasets.base import AudioDataset
from core.demo_music import STYLES
from core.errors import DatasetError, EarshotError
from core.library import Library
from pages.shared import address, loaders
from pages.shared.examples import RECORDING, default_sound, recording, synthetic, titled
from pages.shared.sound import VISITOR_SOURCES, Sound
from pages.shared.uploads import read_upload

GONE = (
    "The sound that this address names is no longer on the server, which keeps uploads and "
    "recordings only while it runs and has room. Choose it again."
)
LIBRARY = "library"  # how the ids of the library's songs begin
# What browsers play as it is; anything else is sent as WAV.
PLAYABLE = {
    "WAV": "audio/wav", "FLAC": "audio/flac", "OGG": "audio/ogg", "Opus": "audio/ogg",
    "MP3": "audio/mpeg", "M4A": "audio/mp4", "AAC": "audio/aac", "WebM": "audio/webm",
}  # fmt: skip


# ---- from an id to its sound ------------------------------------------------------------------


def sound_of(sound_id: str) -> Sound:
    """The sound with this id, from the cache or made anew.

    Raises
    ------
    EarshotError
        When it is not here: a message for the visitor.
    """
    return loaders.sounds_cache().kept(sound_id, lambda: _made(sound_id))


def _made(sound_id: str) -> Sound:
    source, _, name = sound_id.partition("~")
    if source == "example" and name in STYLES:
        return synthetic(name)
    if source == RECORDING:
        return recording(name)
    if source == LIBRARY:
        return _of_library(name)
    if source in ("example", *VISITOR_SOURCES) or not name:
        raise EarshotError(GONE)
    return _clip(source, name)


def clip(dataset_name: str, track_id: str) -> Sound | None:
    """A dataset's song; None where the dataset (or this song of it) is not on this machine."""
    try:
        return sound_of(f"{dataset_name}~{track_id}")
    except EarshotError:
        return None


def clip_missing_note(dataset_name: str) -> str:
    """How to add the dataset whose songs cannot be heard here."""
    return (
        f"What **{dataset_name}** holds is not on this machine, so it cannot be heard or seen. "
        f"Add it with `python -m core datasets add {dataset_name} PATH`, or set "
        f"`EARSHOT_DATASETS` to the folder that contains `{dataset_name}`."
    )


def decode_upload(file: BinaryIO, *, source: str, title: str) -> Sound:
    """Decode what a visitor sent and put it into the cache; AudioError if it is no sound."""
    raw = read_upload(file)
    sound_id = id_of(raw, source=source, title=title)
    found = loaders.sounds_cache().get(sound_id)
    if found:
        return found
    began = time.perf_counter()
    audio = decode(raw, sample_rate=SAMPLE_RATE, mono=True)
    seconds = time.perf_counter() - began
    media, mime = _playable(raw, audio)
    note = "Recorded here." if source == "recording" else "Your file."
    note = f"{note} It stays on this server until that restarts or needs the room, and no longer."
    note = f"{audio.note} {note}" if audio.note else note
    return loaders.sounds_cache().put(Sound(sound_id, title, audio, note, media, mime, seconds))


def id_of(raw: bytes, *, source: str, title: str) -> str:
    """What the address calls a file that a visitor brought.

    The title is in it, so that nobody is shown under what name another had the same file.
    """
    return f"{source}~{hashlib.sha256(title.encode() + raw).hexdigest()[:16]}"


def _clip(dataset_name: str, track_id: str) -> Sound:
    found = loaders.dataset(dataset_name)
    track = found.track(track_id)
    if not isinstance(found, AudioDataset):
        raise DatasetError(f"{found.title} is a table: its songs cannot be heard.")
    began = time.perf_counter()
    decoded = found.audio(track)
    audio = resample(Audio.from_mono(decoded.mono(), decoded.sample_rate), SAMPLE_RATE)
    seconds = time.perf_counter() - began
    as_it_is = found.recorded and track.start == 0 and track.seconds is None
    media, mime = _playable(found.file(track).read_bytes() if as_it_is else b"", decoded)
    title = titled(track)
    place = f"{track.id} of" if title == track.id else "From"
    note = f"{place} “{found.title}”, labelled {track.label}."
    return Sound(
        f"{dataset_name}~{track_id}", title, audio, note, media, mime, seconds,
        synthetic=found.synthetic,
    )  # fmt: skip


def _of_library(song_id: str) -> Sound:
    """A song of the library that listens by default, by its content's hash."""
    entry = Library().entry(song_id)
    if entry is None or entry.missing:
        raise EarshotError("The library no longer has the song that this address names.")
    began = time.perf_counter()
    audio = decode_file(entry.path, sample_rate=SAMPLE_RATE, mono=True)
    took = time.perf_counter() - began
    media, mime = _playable(Path(entry.path).read_bytes(), audio)
    note = "From the library."
    return Sound(f"{LIBRARY}~{song_id}", entry.called, audio, note, media, mime, took)


def _playable(raw: bytes, audio: Audio) -> tuple[bytes, str]:
    """A file that browsers play, and its type: the very file where they can, else a WAV."""
    if raw:
        with tempfile.TemporaryFile() as file:
            file.write(raw)
            file.flush()
            mime = PLAYABLE.get(recognise(file.fileno()).name)
        if mime:
            return raw, mime
    return encode_wav(audio), "audio/wav"


# ---- the choice -------------------------------------------------------------------------------


def choose(sound_id: str) -> None:
    """Make it the visitor's sound, from its beginning, and forget what was refused before."""
    st.session_state.pop("sound-refused", None)
    st.session_state["sound"], st.session_state["t"] = sound_id, None


def current_sound() -> Sound:
    """The visitor's sound: what the address names, else what was last chosen, else an example."""
    address.keep(
        "sound",
        default_sound(),
        lambda texts: sound_of(texts[-1]).id,
        name="the sound",
        shared=True,
    )
    return sound_of(st.session_state["sound"])


def plain(text: str) -> str:
    """`text` so that Markdown shows it as it is: a file's name may hold anything."""
    return re.sub(r"([\\`*_{}\[\]()#+.!|$:<>~-])", r"\\\1", text)
