"""From bytes to notes, in a process that can be ended."""

import os
import tempfile
from typing import BinaryIO

import numpy as np

from core.audio.decoder import Decoder
from core.audio.decoding import copied, opened
from core.errors import MidiError
from core.symbolic.limits import MidiLimits
from core.symbolic.notes import Notes
from core.symbolic.request import MidiResult, Request

SUFFIXES = (".mid", ".midi", ".kar")

_decoder = Decoder("core.symbolic.worker")


def read_midi(source: bytes | BinaryIO, *, limits: MidiLimits | None = None) -> Notes:
    """Notes of a standard MIDI file that somebody sent, its drums left out.

    Parameters
    ----------
    source : bytes or binary file
        The file's content. A file that can seek is read from its start.
    limits : MidiLimits, optional
        `MidiLimits.from_environment()` if not given.

    Raises
    ------
    MidiError
        If it is no MIDI, damaged, breaks a limit, or holds no note. The message is for a person.

    Examples
    --------
    >>> from core.symbolic import example, write_midi
    >>> notes = read_midi(write_midi(example("waltz")))
    >>> len(notes), round(notes.seconds)
    (274, 30)
    """
    limits = limits or MidiLimits.from_environment()
    with tempfile.TemporaryFile() as file:
        limits.check_bytes(copied(source, file, limits.bytes))
        return _read(file, limits)


def read_midi_file(path: str | os.PathLike[str], *, limits: MidiLimits | None = None) -> Notes:
    """As `read_midi`, of the file at `path`, which the user of the shell or a dataset named.

    Never give it a path that came over the network.
    """
    limits = limits or MidiLimits.from_environment()
    with opened(path, MidiError) as file:
        limits.check_bytes(os.fstat(file.fileno()).st_size)
        return _read(file, limits)


def _read(file: BinaryIO, limits: MidiLimits) -> Notes:
    with tempfile.TemporaryFile() as sink:
        result = _decoder.read(Request(limits), file, sink, MidiResult, MidiError)
        sink.seek(0)
        numbers = np.fromfile(sink, np.float64, 4 * result.n_notes + result.n_bars)
    rows, bars = np.split(numbers, [4 * result.n_notes])
    return Notes.of_rows(rows.reshape(-1, 4), bars, result.note)
