"""Signals that are known exactly, to try things on, and what sampling does to a signal."""

from core.signals.channels import delayed, mid_side, mono_gain
from core.signals.levels import level, mean_spectrum, snr
from core.signals.quantisation import ideal_snr, quantise, step_of
from core.signals.sampling import (
    alias,
    hold,
    lower_rate,
    rebuild,
    reconstruct,
    sample_times,
    signed_alias,
)
from core.signals.tones import clicks, harmonics, tones
from core.signals.waves import glide, note, partials, sines

__all__ = [
    "alias",
    "clicks",
    "delayed",
    "glide",
    "harmonics",
    "hold",
    "ideal_snr",
    "level",
    "lower_rate",
    "mean_spectrum",
    "mid_side",
    "mono_gain",
    "note",
    "partials",
    "quantise",
    "rebuild",
    "reconstruct",
    "sample_times",
    "signed_alias",
    "sines",
    "snr",
    "step_of",
    "tones",
]
