"""What happens to music on its way to a listener: codecs, levels, rates, bands, rooms, cuts.

Each is a pure function from `Audio` to `Audio`: nothing of what goes in is changed, and chance is
told by a seed. They are for judging how well a network bears them, and for training it to.
"""

import io
from dataclasses import replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from core.audio import Audio, resample
from core.errors import EarshotError

Codec = Literal["mp3", "aac"]
CODECS: dict[Codec, tuple[str, str]] = {"mp3": ("libmp3lame", "mp3"), "aac": ("aac", "adts")}
"""By name, FFmpeg's encoder and the container that its stream is put into."""

ORDER = 4  # of the Butterworth filters at either end of a band: 24 dB an octave
DIRECT = 1.0  # of a room's answer: the sound itself, before its echoes …
ECHOES = 0.5  # … whose energy is this share of that


def gained(audio: Audio, decibels: float) -> Audio:
    """Louder or softer; nothing is clipped.

    Examples
    --------
    >>> audio = Audio.from_mono(np.full(3, 0.5))
    >>> gained(audio, -20).mono().astype(float).round(3).tolist()
    [0.05, 0.05, 0.05]
    """
    return replace(audio, samples=audio.samples * np.float32(10 ** (decibels / 20)))


def clipped(audio: Audio, decibels: float = 10.0) -> Audio:
    """Overdriven: the loudest sample brought so far beyond full scale, and cut off there.

    Examples
    --------
    >>> overdriven = clipped(Audio.from_mono(np.array([0.1, -0.5, 0.01])), 20)
    >>> overdriven.mono().astype(float).round(2).tolist()
    [1.0, -1.0, 0.2]
    """
    peak = float(np.abs(audio.samples).max())
    if not peak:
        return audio
    loud = audio.samples * np.float32(10 ** (decibels / 20) / peak)
    return replace(audio, samples=loud.clip(-1, 1))


def recoded(audio: Audio, codec: Codec, bits_per_second: int = 64_000) -> Audio:
    """Through a lossy codec and back, at the same rate and length.

    Parameters
    ----------
    codec : {"mp3", "aac"}
        By LAME, and by FFmpeg's own encoder.
    bits_per_second : int
        Of the whole stream, whatever its channels.

    Raises
    ------
    EarshotError
        If the codec is unknown.
    """
    decoded = _decode(encoded(audio, codec, bits_per_second))
    n_samples = audio.n_samples
    samples = np.zeros((audio.n_channels, n_samples), np.float32)
    found = decoded[:, :n_samples]
    samples[:, : found.shape[1]] = found
    return replace(audio, samples=samples)


def encoded(audio: Audio, codec: Codec, bits_per_second: int = 64_000) -> bytes:
    """A file of a lossy codec: MP3, or AAC in ADTS.

    Examples
    --------
    >>> from core.signals import tones
    >>> audio = Audio.from_mono(tones([440], seconds=2))
    >>> abs(8 * len(encoded(audio, "mp3", 64_000)) / 2 / 64_000 - 1) < 0.1
    True
    """
    import av

    if codec not in CODECS:
        raise EarshotError(f"No codec {codec!r}. Known: {', '.join(CODECS)}.")
    encoder, container = CODECS[codec]
    layout = {1: "mono", 2: "stereo"}[audio.n_channels]
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream: Any = out.add_stream(encoder, rate=audio.sample_rate, layout=layout)
        stream.bit_rate = bits_per_second
        frame = av.AudioFrame.from_ndarray(audio.samples, format="fltp", layout=layout)
        frame.sample_rate = audio.sample_rate
        for packet in (*stream.encode(frame), *stream.encode(None)):
            out.mux(packet)
    return file.getvalue()


def _decode(file: bytes) -> NDArray[np.float32]:
    """Samples [n_channels, n_samples] of a file that `encoded` made."""
    import av

    with av.open(io.BytesIO(file), "r") as container:
        frames = [frame.to_ndarray() for frame in container.decode(audio=0)]
    return np.concatenate(frames, axis=1).astype(np.float32)


def at_rate(audio: Audio, sample_rate: int) -> Audio:
    """At another sample rate, as a file may come: what lies beyond half of it is lost."""
    return resample(audio, sample_rate)


def panned(audio: Audio, decibels: float = 6.0) -> Audio:
    """In two channels, the right one softer than the left.

    Examples
    --------
    >>> panned(Audio.from_mono(np.ones(1)), 20).samples.astype(float).round(2).tolist()
    [[1.0], [0.1]]
    """
    y = audio.mono()
    return replace(audio, samples=np.stack([y, y * np.float32(10 ** (-decibels / 20))]))


def after_silence(audio: Audio, seconds: float = 5.0) -> Audio:
    """Preceded by so many seconds of silence."""
    pause = np.zeros((audio.n_channels, round(seconds * audio.sample_rate)), np.float32)
    return replace(audio, samples=np.concatenate([pause, audio.samples], axis=1))


def beginning(audio: Audio, seconds: float = 5.0) -> Audio:
    """No more than its first seconds."""
    n_samples = max(1, round(seconds * audio.sample_rate))
    return replace(audio, samples=audio.samples[:, :n_samples])


def band(audio: Audio, low: float = 300.0, high: float = 3400.0) -> Audio:
    """Through a band, by default a telephone's: Butterworth filters of order 4 at either end.

    It is a mild telephone: a digital one, of 8,000 samples a second, has nothing above 4 kHz, where
    8 dB are lost here (30 dB at 6 kHz), and one of today adds a codec for speech.

    Parameters
    ----------
    low, high : float
        Hz, where 3 dB are lost; 24 dB an octave beyond. `high` must lie below half the rate.

    Raises
    ------
    EarshotError
        If they do not lie so.
    """
    from scipy.signal import butter, sosfilt

    if not 0 < low < high < audio.sample_rate / 2:
        raise EarshotError(
            f"A band of {low:g} to {high:g} Hz does not lie between 0 and half of "
            f"{audio.sample_rate:,} Hz."
        )
    filters = butter(ORDER, (low, high), "bandpass", fs=audio.sample_rate, output="sos")
    return replace(audio, samples=sosfilt(filters, audio.samples).astype(np.float32))


def in_room(
    audio: Audio, *, reverberation: float = 0.4, noise: float = -20.0, seed: int = 0
) -> Audio:
    """Played in a room and recorded by a microphone: echoes, then noise; as loud as before.

    Parameters
    ----------
    reverberation : float
        Time in s in which echoes fall by 60 dB.
    noise : float
        Level of white noise in dB against that of the sound with its echoes.
    seed : int
        Of the room and of the noise.
    """
    from scipy.signal import fftconvolve

    rng = np.random.default_rng(seed)
    answer = room_response(audio.sample_rate, reverberation, rng)
    wet = fftconvolve(audio.samples, answer[np.newaxis], axes=1)[:, : audio.n_samples]
    level = rms(wet)
    wet += level * 10 ** (noise / 20) * rng.standard_normal(wet.shape)
    loudness = rms(audio.samples) / max(rms(wet), 1e-20)
    return replace(audio, samples=(loudness * wet).astype(np.float32))


def room_response(
    sample_rate: int, reverberation: float, rng: np.random.Generator
) -> NDArray[np.float64]:
    """A room's answer to a click [n_samples]: the click, then noise that dies away evenly in dB.

    That is what echoes become once they are many (Schroeder, 1962); their energy is half the
    click's.
    """
    n_samples = max(2, round(reverberation * sample_rate))
    decay = 10 ** (-3 * np.arange(n_samples) / n_samples)  # 60 dB in amplitude
    echoes = rng.standard_normal(n_samples) * decay
    echoes[0] = 0
    echoes *= np.sqrt(ECHOES) * DIRECT / np.linalg.norm(echoes)
    echoes[0] = DIRECT
    return echoes


def rms(samples: NDArray[np.floating]) -> float:
    """Root mean square of all samples."""
    return float(np.sqrt(np.mean(np.square(samples), dtype=np.float64)))
