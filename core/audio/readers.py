"""Blocks of samples out of an opened file, by libsndfile or by FFmpeg. The worker's side."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from core.audio.confinement import open_nothing_more
from core.audio.containers import Container, recognise
from core.audio.endings import breaks_off, share_there
from core.audio.tags import Tags
from core.errors import AudioError

if TYPE_CHECKING:
    import av
    import av.container

BLOCK = 32_768  # frames: 0.74 s at 44.1 kHz

# FLAC's 36 bits all set; libsndfile's SF_COUNT_MAX, for a FLAC that says 0, is above it too.
UNKNOWN_FRAMES = 2**36 - 1

# libsndfile's error codes for headers that it understands and refuses
REFUSED = {
    24: "The file declares a sample rate that no sound has. Export the sound again at 44,100 Hz.",
    32: "The file has 0 channels, so there is no sound in it. Choose another one.",
    33: "The file declares more than 1,024 channels. Export the sound again as mono or stereo.",
}


@dataclass(frozen=True)
class Reader:
    """A sound that is open and not yet decoded.

    Attributes
    ----------
    sample_rate : int
        In Hz.
    n_channels : int
    declared_seconds : float or None
        Duration that the file claims; None if it claims none, or if the claim is an estimate. Of
        a WAV, AIFF or AU that is cut off, the duration of what is there.
    promised_seconds : float or None
        The same, and of a WAV, AIFF or AU that is cut off, what it claims.
    breaks_off : bool
        Whether a file that claims no duration ends before its end.
    tags : Tags
    blocks : iterator of np.ndarray [shape=(n_frames, n_channels)], float32
        Ends where the sound does, or where the file is too damaged to go on. Beyond ±1 only if
        the file itself stores floats: what a lossy decoder overshoots, or makes of a damaged
        packet, is clipped as any player does.
    """

    sample_rate: int
    n_channels: int
    declared_seconds: float | None
    promised_seconds: float | None
    breaks_off: bool
    tags: Tags
    blocks: Iterator[np.ndarray]


def open_reader(fd: int) -> Reader:
    """Open the sound in the seekable descriptor `fd`, by libsndfile if it can, else by FFmpeg.

    Raises
    ------
    AudioError
        If neither can read it.
    """
    container = recognise(fd)
    reader = _open_with_libsndfile(fd, container) if container.soundfile else None
    return reader or _open_with_ffmpeg(fd, container)


def _open_with_libsndfile(fd: int, container: Container) -> Reader | None:
    """None if libsndfile does not know the format."""
    import soundfile

    class Forward(soundfile.SoundFile):
        """Reads straight on.

        SoundFile seeks after every block, and cannot in a FLAC that does not tell its length.
        """

        def seekable(self) -> bool:
            return False

    os.lseek(fd, 0, os.SEEK_SET)
    try:
        sound = Forward(fd, closefd=False)
    except soundfile.LibsndfileError as error:
        if error.code in REFUSED:
            raise AudioError(REFUSED[error.code]) from error
        return None

    def blocks() -> Iterator[np.ndarray]:
        n_blocks = 0
        try:
            while len(block := sound.read(BLOCK, dtype="float32", always_2d=True)):
                yield block if is_float else block.clip(-1, 1, out=block)
                n_blocks += 1
        except soundfile.LibsndfileError as error:
            if n_blocks == 0:
                raise _damaged(container) from error

    is_float = sound.subtype in ("FLOAT", "DOUBLE")
    known = container.declares and sound.frames < UNKNOWN_FRAMES
    declared = sound.frames / sound.samplerate if known else None
    promised = declared / share_there(fd, container) if declared else None
    unended = breaks_off(fd, container)
    tags = Tags.of({"title": sound.title, "artist": sound.artist})
    return Reader(sound.samplerate, sound.channels, declared, promised, unended, tags, blocks())


def _open_with_ffmpeg(fd: int, container: Container) -> Reader:
    import av
    import av.error
    import av.subtitles.stream  # `av.open` imports it, and could not after the next line

    unended = breaks_off(fd, container)
    # The second lock beside the named demuxer, for formats that may refer to other files.
    open_nothing_more()
    os.lseek(fd, 0, os.SEEK_SET)
    file = os.fdopen(fd, "rb", closefd=False)
    try:
        opened = av.open(file, mode="r", format=container.demuxer, metadata_errors="replace")
        if not opened.streams.audio or opened.streams.audio[0].codec_context is None:
            raise AudioError("There is no sound in this file that can be read. Choose another one.")
        frames = _frames(opened)
        first = next(frames, None)
    except av.error.FFmpegError as error:
        raise _damaged(container) from error
    if first is None:
        raise _damaged(container)
    # What a container says of rate and channels can be wrong (HE-AAC); its first frame is not.
    declared = _declared_seconds(opened) if container.declares else None
    return Reader(
        first.sample_rate,
        first.layout.nb_channels,
        declared,
        declared,
        unended,
        Tags.of({**opened.streams.audio[0].metadata, **opened.metadata}),
        _blocks(chain([first], frames), first.sample_rate, first.layout.nb_channels),
    )


def _damaged(container: Container) -> AudioError:
    return AudioError(
        f"This file begins like {container.name} but is damaged or incomplete. "
        "Export or download it again."
    )


def _declared_seconds(opened: "av.container.InputContainer") -> float | None:
    stream = opened.streams.audio[0]
    if stream.duration and stream.time_base:
        return float(stream.duration * stream.time_base)
    return opened.duration / 1e6 if opened.duration else None  # µs, as WebM has it


def _frames(opened: "av.container.InputContainer") -> Iterator["av.AudioFrame"]:
    """Decoded frames of the first sound in `opened`; packets that do not decode are passed over."""
    from av.error import FFmpegError

    stream = opened.streams.audio[0]
    stream.codec_context.thread_count = 1
    packets = opened.demux(stream)
    while True:
        try:
            packet = next(packets)
        except (StopIteration, FFmpegError):  # the end, or too damaged to go on
            return
        try:
            yield from packet.decode()
        except FFmpegError:
            continue


def _blocks(
    frames: Iterator["av.AudioFrame"], sample_rate: int, n_channels: int
) -> Iterator[np.ndarray]:
    """Frames, which FFmpeg cuts as short as 20 ms, as blocks of about `BLOCK`."""
    import av

    to_float = av.AudioResampler(format="flt")
    waiting: list[np.ndarray] = []
    n_waiting = 0
    for frame in frames:
        if (frame.sample_rate, frame.layout.nb_channels) != (sample_rate, n_channels):
            raise AudioError(
                "The sound changes its sample rate or channels midway. Export it again."
            )
        for converted in to_float.resample(frame):
            waiting.append(converted.to_ndarray().reshape(-1, n_channels))
            n_waiting += converted.samples
        if n_waiting >= BLOCK:
            yield np.concatenate(waiting).clip(-1, 1)
            waiting, n_waiting = [], 0
    if waiting:
        yield np.concatenate(waiting).clip(-1, 1)
