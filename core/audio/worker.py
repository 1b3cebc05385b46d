"""Decodes one sound, in the process that `core.audio.fork_server` forked for it.

The sound comes as an opened file, so this process needs no path and opens none. One block is held
at a time, however long the sound.
"""

import math
import traceback
from collections.abc import Iterator
from typing import BinaryIO

import numpy as np
import soxr

from core.audio.confinement import confine
from core.audio.readers import Reader, open_reader
from core.audio.request import DecodeResult, Request
from core.errors import AudioError

TOO_LONG = (
    "Decoding took longer than {:g} s (EARSHOT_DECODE_SECONDS) and was ended. "
    "Cut the sound into shorter parts or export it again, as WAV for example."
)
BROKE_OFF = "The decoder broke off: this file is damaged. Export it again."

LOUDEST = 1000.0  # 60 dB above full scale: beyond it, numbers are no amplitudes


def answer(request: Request, sound: int, sink: BinaryIO) -> DecodeResult:
    """What became of `request`, whose sound is open at the descriptor `sound`.

    From here on this process is confined, and fit for nothing else.
    """
    confine(request.limits.decode_seconds)
    try:
        return write_samples(open_reader(sound), sink, request)
    except AudioError as error:
        return DecodeResult(error=str(error))
    except MemoryError:
        return DecodeResult(
            error="Decoding this file takes more memory than it may. Export it again."
        )
    except Exception:
        return DecodeResult(error="This file could not be decoded.", detail=traceback.format_exc())


def write_samples(reader: Reader, sink: BinaryIO, request: Request) -> DecodeResult:
    """Write all of `reader` to `sink`, mixed down and resampled as `request` asks.

    Raises
    ------
    AudioError
        If a limit is broken by what the file declares, before anything is decoded; or by what it
        turns out to hold, as soon as it does. Also if it holds no sample at all.
    """
    limits = request.limits
    limits.check_format(reader.sample_rate, reader.n_channels)
    sample_rate = request.sample_rate or reader.sample_rate
    n_channels = 1 if request.mono else reader.n_channels
    if reader.declared_seconds is not None:
        limits.check_seconds(reader.declared_seconds)
        limits.check_decoded(round(reader.declared_seconds * sample_rate) * n_channels * 4)
    n_samples, peak = 0, 0.0
    for block in _resampled(_mixed(reader, request), reader.sample_rate, sample_rate, n_channels):
        n_samples += len(block)
        limits.check_decoded(n_samples * n_channels * 4)
        peak = max(peak, _peak(block))
        sink.write(np.ascontiguousarray(block).data)
    if n_samples == 0:
        raise AudioError("There is not one sample of sound in this file. Choose another one.")
    return DecodeResult(
        sample_rate, n_channels, n_samples, peak, reader.promised_seconds, reader.breaks_off,
        reader.tags.title, reader.tags.artist,
    )  # fmt: skip


def _mixed(reader: Reader, request: Request) -> Iterator[np.ndarray]:
    """Blocks of `reader`, checked for length and level, mixed down if asked for."""
    weights = np.full((reader.n_channels, 1), 1 / reader.n_channels, np.float32)
    n_frames = 0
    for block in reader.blocks:
        n_frames += len(block)
        request.limits.check_seconds(n_frames / reader.sample_rate)
        _check_level(_peak(block))
        yield block @ weights if request.mono and reader.n_channels > 1 else block


def _resampled(
    blocks: Iterator[np.ndarray], from_rate: int, to_rate: int, n_channels: int
) -> Iterator[np.ndarray]:
    """`blocks` at `to_rate`; the result does not depend on where they were cut."""
    if from_rate == to_rate:
        yield from blocks
        return
    stream = soxr.ResampleStream(from_rate, to_rate, n_channels, dtype="float32", quality="HQ")
    first, n_samples = np.zeros((0, n_channels), np.float32), 0
    for block in blocks:
        first = first if len(first) else block[:1]
        resampled = stream.resample_chunk(block)
        n_samples += len(resampled)
        yield resampled
    rest = stream.resample_chunk(np.zeros((0, n_channels), np.float32), last=True)
    yield rest if n_samples + len(rest) else first  # a sample or two may round to none


def _peak(block: np.ndarray) -> float:
    """Largest magnitude; NaN if there is one in `block`."""
    return float(np.maximum(block.max(initial=0), -block.min(initial=0)))


def _check_level(peak: float) -> None:
    if not math.isfinite(peak):
        raise AudioError(
            "The file holds values that are no numbers (NaN or infinity). Export the sound again."
        )
    if peak > LOUDEST:
        raise AudioError(
            f"The largest value in the file is {peak:,.6g}, where full scale is 1 and "
            f"{LOUDEST:,.0f} can still be read. Export the sound again, as 16-bit for example."
        )
