"""Whether a sound file is all there: what its header promises, and whether its end is the end.

A download that was interrupted still plays. Decoders tell the length of what they find, so that
half a song looks like a short one; only the file's own words can tell.
"""

import os
import struct
from collections.abc import Iterator

from core.audio.containers import Container
from core.audio.mpeg import frame

CHUNKS = 1_000  # that are looked through for the one with the sound
ENDLESS = 0x7FFFF000  # bytes; programs that write to a pipe put this or more for "not known"
PAGE = 65_307  # bytes of the longest OGG page
MPEG_TAIL = 4 * 8_191  # bytes; four of the longest AAC frames
CHAIN = 3  # frames in a row that are no chance


def share_there(fd: int, container: Container) -> float:
    """How much of the sound that a header of WAV, AIFF or AU promises is in the file, 0 to 1."""
    present, promised = {"wav": _riff, "aiff": _aiff, "au": _au}.get(container.demuxer, _unsaid)(fd)
    known = min(present, promised) > 0 and (promised < ENDLESS or present > ENDLESS)
    return min(1.0, present / promised) if known else 1.0


def breaks_off(fd: int, container: Container) -> bool:
    """Whether a file whose header promises no length (OGG, MP3, AAC) ends before its end."""
    size = os.fstat(fd).st_size
    if container.demuxer == "ogg":
        return _ogg_breaks_off(_tail(fd, size, PAGE))
    if container.declares:
        return False
    return _mpeg_breaks_off(_tail(fd, size, MPEG_TAIL), container.demuxer)


def _unsaid(_fd: int) -> tuple[int, int]:
    return 0, 0


def _riff(fd: int) -> tuple[int, int]:
    """Bytes of sound that are there, and that the header (in RF64 a chunk `ds64`) promises."""
    order = ">" if os.pread(fd, 4, 0) == b"RIFX" else "<"
    long = 0
    for name, start, size in _chunks(fd, order):
        if name == b"ds64":
            long = int.from_bytes(os.pread(fd, 8, start + 8), "little")
        if name == b"data":
            promised = long if size == 0xFFFFFFFF and long else size
            return os.fstat(fd).st_size - start, promised
    return 0, 0


def _aiff(fd: int) -> tuple[int, int]:
    for name, start, size in _chunks(fd, ">"):
        if name == b"SSND":
            return os.fstat(fd).st_size - start, size
    return 0, 0


def _au(fd: int) -> tuple[int, int]:
    head = os.pread(fd, 12, 0)
    start, promised = struct.unpack(">4xII", head) if len(head) == 12 else (0, 0)
    return os.fstat(fd).st_size - start, promised


def _chunks(fd: int, order: str) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and size of each chunk of a RIFF or FORM file, as far as they say."""
    at = 12
    for _ in range(CHUNKS):
        head = os.pread(fd, 8, at)
        if len(head) < 8:
            return
        name, size = struct.unpack(f"{order}4sI", head)
        yield name, at + 8, size
        at += 8 + size + size % 2


def _tail(fd: int, size: int, n_bytes: int) -> bytes:
    start = max(0, size - n_bytes)
    return os.pread(fd, size - start, start)


def _ogg_breaks_off(tail: bytes) -> bool:
    """Whether the last page is incomplete, or is not marked as the last (RFC 3533)."""
    page = tail[tail.rfind(b"OggS") :]
    if not page.startswith(b"OggS") or len(page) < 27:
        return True
    n_segments = page[26]
    length = 27 + n_segments + sum(page[27 : 27 + n_segments])
    is_last = bool(page[5] & 0x04)
    return not is_last or len(page) < length


def _mpeg_breaks_off(tail: bytes, kind: str) -> bool:
    """Whether the last of a row of frames is incomplete. Tags may stand behind whole ones."""
    at = tail.find(b"\xff")
    while at >= 0:
        end, n_frames = at, 0
        while (found := frame(tail, end)) and found[0] == kind and end + found[1] <= len(tail):
            end, n_frames = end + found[1], n_frames + 1
        if n_frames >= CHAIN:
            rest = tail[end:]
            begun = frame(rest.ljust(6, b"\x00"), 0)
            return bool(rest) and begun is not None and begun[0] == kind
        at = tail.find(b"\xff", at + 1)
    return False
