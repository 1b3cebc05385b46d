"""What kind of file a sound comes in, told from its first bytes and never from its name."""

import os
from dataclasses import dataclass

from core.audio.mpeg import find_frames
from core.errors import AudioError

HEAD = 65_536  # bytes that are looked at
FIRST_FRAME = 1_441  # bytes of the longest MP3 frame

UNREADABLE = (
    "This is not a sound file that can be read. WAV, FLAC, OGG, Opus, MP3, AIFF, AU, M4A, AAC "
    "and WebM can: convert the sound to one of these."
)
PLAYLIST = (
    "This is a playlist: a text that names other files, not sound. "
    "Choose the sound files that it names."
)
NOTES = (
    "This is MIDI: notes, and no sound. Ask about it on the page Composers, or with "
    "`python -m core predict FILE.mid`."
)


@dataclass(frozen=True)
class Container:
    """A kind of file.

    Attributes
    ----------
    name : str
        As a person knows it.
    demuxer : str
        FFmpeg's name of its demuxer. Naming it keeps FFmpeg from guessing one, and so from
        taking a text for a playlist and opening the files that the text names.
    soundfile : bool
        Whether libsndfile is to try it first. It reads Opus too, but at half the speed (30
        minutes took it 11 s of processor time, and FFmpeg 6); and MP3s without a header, but it
        ends where it guesses their end, which cut 40 s of variable bit rate to 9.
    declares : bool
        Whether the file states its length; if not, decoders estimate it, and may be far off.
    """

    name: str
    demuxer: str
    soundfile: bool = True
    declares: bool = True


# (offset, magic bytes, container)
SIGNATURES: tuple[tuple[int, bytes, Container], ...] = (
    (0, b"RIFF", Container("WAV", "wav")),
    (0, b"RIFX", Container("WAV", "wav")),
    (0, b"RF64", Container("WAV", "wav")),
    (0, b"fLaC", Container("FLAC", "flac")),
    (28, b"OpusHead", Container("Opus", "ogg", soundfile=False)),  # first packet of an OggS page
    (0, b"OggS", Container("OGG", "ogg")),
    (0, b"FORM", Container("AIFF", "aiff")),
    (0, b".snd", Container("AU", "au")),
    (4, b"ftyp", Container("M4A", "mov", soundfile=False)),
    (0, b"\x1aE\xdf\xa3", Container("WebM", "matroska", soundfile=False)),
)
MP3_WITH_LENGTH = Container("MP3", "mp3")
FRAMED = {
    "mp3": Container("MP3", "mp3", soundfile=False, declares=False),
    "aac": Container("AAC", "aac", soundfile=False, declares=False),
}
LENGTH_MARKS = (b"Xing", b"Info")  # in the first frame of an MP3, before its number of frames
MIDI = b"MThd"
PLAYLISTS = (b"#EXTM3U", b"ffconcat version", b"[playlist]")


def recognise(fd: int) -> Container:
    """The container of the file in the seekable descriptor `fd`.

    Raises
    ------
    AudioError
        If it is nothing that can be read. Only what is recognised reaches a decoder.
    """
    head = os.pread(fd, HEAD, 0)
    start = 0
    while head.startswith(b"ID3") and len(head) >= 10:  # a tag, before any kind of file
        start += 10 + _tag_length(head[6:10])
        head = os.pread(fd, HEAD, start)
    for offset, magic, container in SIGNATURES:
        if head.startswith(magic, offset):
            return container
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(PLAYLISTS):
        raise AudioError(PLAYLIST)
    if head.startswith(MIDI):
        raise AudioError(NOTES)
    kind = find_frames(head)
    if kind is None:
        raise AudioError(UNREADABLE)
    if kind == "mp3" and any(mark in head[:FIRST_FRAME] for mark in LENGTH_MARKS):
        return MP3_WITH_LENGTH
    return FRAMED[kind]


def _tag_length(size: bytes) -> int:
    """Length of an ID3 tag without its header: four bytes of seven bits each (id3.org, 1999)."""
    return sum((byte & 0x7F) << shift for byte, shift in zip(size, (21, 14, 7, 0), strict=True))
