"""Sound back into bytes."""

import io

from core.audio.audio import Audio


def encode_wav(audio: Audio) -> bytes:
    """`audio` as a WAV file of 16-bit PCM, made in memory; samples beyond ±1 are clipped."""
    import soundfile

    buffer = io.BytesIO()
    soundfile.write(buffer, audio.samples.T, audio.sample_rate, format="WAV", subtype="PCM_16")
    return buffer.getvalue()
