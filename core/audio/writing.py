"""Sound back into bytes."""

import io

from core.audio.audio import Audio


def encode_wav(audio: Audio) -> bytes:
    """`audio` as a WAV file of 16-bit PCM, made in memory; samples beyond ±1 are clipped.

    Examples
    --------
    >>> from core.signals import tones
    >>> wav = encode_wav(Audio.from_mono(tones([440], seconds=1)))
    >>> wav[:4], len(wav)  # 44 bytes of header, two for each sample
    (b'RIFF', 44144)
    """
    import soundfile

    buffer = io.BytesIO()
    soundfile.write(buffer, audio.samples.T, audio.sample_rate, format="WAV", subtype="PCM_16")
    return buffer.getvalue()


def encode_flac(audio: Audio) -> bytes:
    """The very samples of `encode_wav` as a FLAC file, which is smaller.

    Examples
    --------
    >>> from core.signals import tones
    >>> encode_flac(Audio.from_mono(tones([440], seconds=1)))[:4]
    b'fLaC'
    """
    import soundfile

    buffer = io.BytesIO()
    frames, sample_rate = soundfile.read(io.BytesIO(encode_wav(audio)), dtype="int16")
    soundfile.write(buffer, frames, sample_rate, format="FLAC", subtype="PCM_16")
    return buffer.getvalue()
