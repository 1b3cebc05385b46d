"""Sound in and out: decoding within limits, resampling, writing, and envelopes to draw."""

from core.audio.audio import SAMPLE_RATE, Audio, length_in_words, resample
from core.audio.decoding import decode, decode_file
from core.audio.envelope import peaks
from core.audio.limits import Limits
from core.audio.silence import sounding
from core.audio.tags import Tags
from core.audio.writing import encode_flac, encode_wav

__all__ = [
    "SAMPLE_RATE",
    "Audio",
    "Limits",
    "Tags",
    "decode",
    "decode_file",
    "encode_flac",
    "encode_wav",
    "length_in_words",
    "peaks",
    "resample",
    "sounding",
]
