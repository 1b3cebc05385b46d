"""MIDI files written byte by byte."""

import struct
from collections.abc import Sequence

END = b"\x00\xff\x2f\x00"


def header(n_tracks: int, ticks: int = 480, kind: int = 1) -> bytes:
    return b"MThd" + struct.pack(">IHHH", 6, kind, n_tracks, ticks)


def track(events: bytes) -> bytes:
    body = events + END
    return b"MTrk" + struct.pack(">I", len(body)) + body


def file(tracks: Sequence[bytes], ticks: int = 480) -> bytes:
    return header(len(tracks), ticks) + b"".join(track(events) for events in tracks)


def vlq(number: int) -> bytes:
    """A number as MIDI has it: seven bits a byte, the highest bit where more follow."""
    found = [number & 0x7F]
    while number := number >> 7:
        found.append(0x80 | number & 0x7F)
    return bytes(reversed(found))


def note(pitch: int, ticks: int, velocity: int = 64, wait: int = 0, channel: int = 0) -> bytes:
    on = vlq(wait) + bytes([0x90 | channel, pitch, velocity])
    return on + vlq(ticks) + bytes([0x80 | channel, pitch, 0])


def tempo(microseconds: int, wait: int = 0) -> bytes:
    return vlq(wait) + b"\xff\x51\x03" + microseconds.to_bytes(3, "big")


def meter(beats: int, power: int, wait: int = 0) -> bytes:
    return vlq(wait) + bytes([0xFF, 0x58, 4, beats, power, 24, 8])
