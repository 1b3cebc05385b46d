"""Sounds and sound files that the tests make."""

import io
import struct
from collections.abc import Callable

import av
import numpy as np
import soundfile

RATE = 44_100  # Hz, of everything here unless it says otherwise


def melody(seconds: float = 3.0, sample_rate: int = RATE) -> np.ndarray:
    """A sweep on the left and two tones on the right, float32 [n_samples, 2], up to 0.5."""
    t = np.arange(round(seconds * sample_rate)) / sample_rate
    fade = np.minimum(1, np.minimum(t, t[-1] - t) * 20) if t.size > 1 else np.ones_like(t)
    left = np.sin(2 * np.pi * (200 * t + 300 * t**2))
    right = 0.6 * np.sin(2 * np.pi * 440 * t) + 0.4 * np.sin(2 * np.pi * 1100 * t)
    return (0.5 * fade[:, np.newaxis] * np.stack([left, right], axis=1)).astype(np.float32)


def with_libsndfile(samples: np.ndarray, sample_rate: int, container: str, subtype: str) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, sample_rate, format=container, subtype=subtype)
    return buffer.getvalue()


def with_ffmpeg(
    samples: np.ndarray,
    sample_rate: int,
    container: str,
    codec: str,
    options: dict[str, str] | None = None,
    metadata: dict[str, str] | None = None,
) -> bytes:
    """`samples` [n_samples, n_channels] encoded by FFmpeg."""
    buffer = io.BytesIO()
    layout = {1: "mono", 2: "stereo"}[samples.shape[1]]
    with av.open(buffer, mode="w", format=container, options=options or {}) as output:
        output.metadata.update(metadata or {})
        stream = output.add_stream(codec, rate=sample_rate)
        assert isinstance(stream, av.AudioStream)
        stream.layout = layout
        if options and options.get("vbr"):
            stream.codec_context.flags |= 2  # AV_CODEC_FLAG_QSCALE
            stream.codec_context.global_quality = 0
        for start in range(0, len(samples), 4096):
            planes = np.ascontiguousarray(samples[start : start + 4096].T)
            frame = av.AudioFrame.from_ndarray(planes, format="fltp", layout=layout)
            frame.sample_rate, frame.pts = sample_rate, start
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return buffer.getvalue()


def wav(
    data: bytes,
    *,
    sample_rate: int = RATE,
    n_channels: int = 1,
    bits: int = 16,
    tag: int = 1,
) -> bytes:
    """A WAV whose header says what one likes. `tag` 1 is integers, 3 floats."""
    block = n_channels * bits // 8 & 0xFFFF
    rate = sample_rate * block & 0xFFFFFFFF
    header = struct.pack("<HHIIHH", tag, n_channels, sample_rate, rate, block, bits)
    size = struct.pack("<I", len(data))
    body = b"WAVEfmt " + struct.pack("<I", len(header)) + header + b"data" + size + data
    return b"RIFF" + struct.pack("<I", len(body)) + body


def float_wav(values: np.ndarray) -> bytes:
    return wav(values.astype("<f4").tobytes(), bits=32, tag=3)


def flac_claiming(total_samples: int, data: bytes) -> bytes:
    """The FLAC `data` with another total in its header (STREAMINFO: 36 bits from byte 21.5 on)."""
    patched = bytearray(data)
    patched[21] = patched[21] & 0xF0 | total_samples >> 32
    patched[22:26] = struct.pack(">I", total_samples & 0xFFFFFFFF)
    return bytes(patched)


def flac_repeated(data: bytes, times: int) -> bytes:
    """The frames of the FLAC `data` several times over. Decoders do not mind their numbers."""
    at, last = 4, False
    while not last:  # metadata: a bit that marks the last block, its kind, its length in 24 bits
        last = bool(data[at] & 0x80)
        at += 4 + int.from_bytes(data[at + 1 : at + 4], "big")
    n_samples = (data[21] & 0x0F) << 32 | int.from_bytes(data[22:26], "big")
    return flac_claiming(n_samples * times, data[:at] + data[at:] * times)


Encoder = Callable[[np.ndarray, int], bytes]


def _sndfile(container: str, subtype: str) -> Encoder:
    return lambda samples, rate: with_libsndfile(samples, rate, container, subtype)


def _ffmpeg(container: str, codec: str) -> Encoder:
    return lambda samples, rate: with_ffmpeg(samples, rate, container, codec)


LOSSLESS: dict[str, tuple[Encoder, float]] = {  # encoder, largest error of one sample
    "wav-8": (_sndfile("WAV", "PCM_U8"), 1 / 100),
    "wav-16": (_sndfile("WAV", "PCM_16"), 1 / 30_000),
    "wav-24": (_sndfile("WAV", "PCM_24"), 1e-6),
    "wav-32": (_sndfile("WAV", "PCM_32"), 1e-6),
    "wav-float": (_sndfile("WAV", "FLOAT"), 0.0),
    "wav-double": (_sndfile("WAV", "DOUBLE"), 1e-7),
    "wav-extensible": (_sndfile("WAVEX", "PCM_16"), 1 / 30_000),
    "rf64": (_sndfile("RF64", "PCM_16"), 1 / 30_000),
    "flac": (_sndfile("FLAC", "PCM_16"), 1 / 30_000),
    "aiff": (_sndfile("AIFF", "PCM_16"), 1 / 30_000),
    "au": (_sndfile("AU", "PCM_16"), 1 / 30_000),
    "alac": (_ffmpeg("ipod", "alac"), 1 / 30_000),
}
LOSSY: dict[str, tuple[Encoder, int]] = {  # encoder, sample rate
    "ogg-vorbis": (_sndfile("OGG", "VORBIS"), 44_100),
    "opus": (_sndfile("OGG", "OPUS"), 48_000),
    "mp3": (_sndfile("MP3", "MPEG_LAYER_III"), 44_100),
    "mp3-22050": (_sndfile("MP3", "MPEG_LAYER_III"), 22_050),
    "m4a": (_ffmpeg("ipod", "aac"), 44_100),
    "mp4": (_ffmpeg("mp4", "libmp3lame"), 44_100),
    "aac": (_ffmpeg("adts", "aac"), 44_100),
    "webm": (_ffmpeg("webm", "libopus"), 48_000),
    "matroska-aac": (_ffmpeg("matroska", "aac"), 44_100),
}
