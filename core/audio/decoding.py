"""From bytes to Audio, in a process that can be ended.

A sound file is input from a stranger, and its decoders are large C libraries: one may crash, hang
or ask for all memory. So each sound is decoded by a process of its own (`core.audio.worker`), and
the limits on its time and memory hold whatever it does.
"""

import os
import tempfile
from pathlib import Path
from typing import BinaryIO

import numpy as np

from core.audio.audio import Audio, length_in_words
from core.audio.decoder import Decoder
from core.audio.limits import Limits
from core.audio.request import DecodeResult, Request
from core.audio.tags import Tags
from core.errors import AudioError, EarshotError

# Filters and float files overshoot full scale: up to +6 dB is clipped, as any player does. What
# is louder was not made to be clipped, and is scaled down as a whole.
OVERSHOOT = 2.0

# A file may say this much too much, the lesser of a second and a share: encoders add some silence.
MISSING_SECONDS, MISSING_SHARE = 1.0, 0.1

COPY = 2**20  # bytes copied at a time
FRAMES = 2**18  # frames put in order at a time

_decoder = Decoder()


def decode(
    source: bytes | BinaryIO,
    *,
    sample_rate: int | None = None,
    mono: bool = False,
    limits: Limits | None = None,
) -> Audio:
    """Decode a sound that somebody sent: WAV, FLAC, OGG, Opus, MP3, AIFF, AU, M4A, AAC or WebM.

    Parameters
    ----------
    source : bytes or binary file
        The file's content. A file that can seek is read from its start.
    sample_rate : int, optional
        Rate to resample to, in Hz (soxr, "HQ"). The file's own if not given.
    mono : bool
        Whether to mix the channels down to their mean, before resampling. With both, a long
        sound never exists at its full rate: an hour takes 318 MB at 22,050 Hz.
    limits : Limits, optional
        `Limits.from_environment()` if not given.

    Returns
    -------
    Audio
        All samples finite and in −1..1: peaks up to 2 (+6 dB) are clipped, and a file of floats
        with higher ones, up to 1000, is divided by the highest. Of a file that is cut off or
        damaged midway, what comes before, and a note that says so.

    Raises
    ------
    AudioError
        If it is not sound, breaks a limit, holds NaN, infinity or larger values, or holds no
        sample. The message is for a person.

    Examples
    --------
    >>> from core.audio import encode_wav
    >>> from core.signals import tones
    >>> wav = encode_wav(Audio.from_mono(tones([440], seconds=2)))
    >>> audio = decode(wav, sample_rate=16_000, mono=True)
    >>> audio.samples.shape, audio.sample_rate
    ((1, 32000), 16000)
    """
    limits = limits or Limits.from_environment()
    with tempfile.TemporaryFile() as file:
        limits.check_bytes(copied(source, file, limits.bytes))
        return _decode_opened(file, sample_rate, mono, limits)


def decode_file(
    path: str | os.PathLike[str],
    *,
    sample_rate: int | None = None,
    mono: bool = False,
    limits: Limits | None = None,
) -> Audio:
    """Decode the file at `path`, which the user of the shell or a dataset named.

    Never give it a path that came over the network. Parameters, result and errors are those of
    `decode`, but `limits` are `Limits.for_files()` if not given.

    Examples
    --------
    >>> import tempfile
    >>> from core.audio import encode_wav
    >>> from core.signals import tones
    >>> with tempfile.NamedTemporaryFile(suffix=".wav") as file:
    ...     _ = file.write(encode_wav(Audio.from_mono(tones([440], seconds=2))))
    ...     file.flush()
    ...     decode_file(file.name).seconds
    2.0
    """
    limits = limits or Limits.for_files()
    with opened(path, AudioError) as file:
        limits.check_bytes(os.fstat(file.fileno()).st_size)
        return _decode_opened(file, sample_rate, mono, limits)


def opened(path: str | os.PathLike[str], error: type[EarshotError]) -> BinaryIO:
    """The file at `path`, open for reading; `error` says what is there instead."""
    path = Path(path)
    # A pipe or a device would never end. (`os.path` answers for names that are too long, too.)
    if not os.path.isfile(path):
        problem = "is not a file" if os.path.exists(path) else "does not exist"
        raise error(f"{path} {problem}.")
    try:
        return path.open("rb")
    except OSError as fault:
        raise error(f"{path} cannot be opened: {fault.strerror}.") from fault


def copied(source: bytes | BinaryIO, file: BinaryIO, most: int) -> int:
    """Copy `source` to `file`, at most one byte more than `most`; the number of bytes copied."""
    if isinstance(source, bytes | bytearray | memoryview):
        n_bytes = len(source)
        file.write(memoryview(source)[: most + 1])
    else:
        if source.seekable():
            source.seek(0)
        n_bytes = 0
        while n_bytes <= most and (part := source.read(min(COPY, most + 1 - n_bytes))):
            n_bytes += file.write(part)
    file.flush()
    return n_bytes


def _decode_opened(file: BinaryIO, sample_rate: int | None, mono: bool, limits: Limits) -> Audio:
    low, high = limits.sample_rate_min, limits.sample_rate_max
    if sample_rate is not None and not low <= sample_rate <= high:
        raise ValueError(f"sample_rate must be {low} to {high} Hz, not {sample_rate}")
    with tempfile.TemporaryFile() as sink:
        request = Request(sample_rate, mono, limits)
        result = _decoder.read(request, file, sink, DecodeResult, AudioError)
        samples = _read_samples(sink, result.n_channels, result.n_samples)
    if result.peak > OVERSHOOT:
        samples /= np.float32(result.peak)
    if result.peak > 1:
        samples.clip(-1, 1, out=samples)
    tags = Tags(result.title, result.artist)
    return Audio(samples, result.sample_rate, _shortfall(result), tags)


def _shortfall(result: DecodeResult) -> str:
    """How much of the file could be read, where that is not all; empty where it is."""
    read, promised = result.seconds, result.promised_seconds or 0.0
    if promised - read > min(MISSING_SECONDS, MISSING_SHARE * promised):
        return f"The file says {_exactly(promised)}; {_exactly(read)} of it could be read."
    if result.breaks_off:
        return f"The file breaks off before its end; {_exactly(read)} of it could be read."
    return ""


def _exactly(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 60 else length_in_words(seconds)


def _read_samples(sink: BinaryIO, n_channels: int, n_samples: int) -> np.ndarray:
    """The interleaved samples in `sink` by channel, never held twice: float32 [channel, sample]."""
    samples = np.empty((n_channels, n_samples), np.float32)
    sink.seek(0)
    n_read = 0
    while n_read < n_samples:
        n_frames = min(FRAMES, n_samples - n_read)
        block = np.fromfile(sink, np.float32, n_frames * n_channels)
        samples[:, n_read : n_read + n_frames] = block.reshape(n_frames, n_channels).T
        n_read += n_frames
    return samples
