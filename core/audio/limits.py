"""How much sound is accepted, in one place."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Self, TypeVar

from core.errors import AudioError

MB = 2**20

Bounds = TypeVar("Bounds", bound=Any)

# Field of Limits: the environment variable that sets it, and what one unit of it is worth.
VARIABLES: dict[str, tuple[str, float]] = {
    "bytes": ("EARSHOT_MAX_MB", MB),
    "seconds": ("EARSHOT_MAX_MINUTES", 60),
    "decoded_bytes": ("EARSHOT_MAX_DECODED_MB", MB),
    "sample_rate_min": ("EARSHOT_MIN_SAMPLE_RATE", 1),
    "sample_rate_max": ("EARSHOT_MAX_SAMPLE_RATE", 1),
    "channels": ("EARSHOT_MAX_CHANNELS", 1),
    "decode_seconds": ("EARSHOT_DECODE_SECONDS", 1),
}


@dataclass(frozen=True)
class Limits:
    """What a sound may ask of this machine. The defaults are for uploads.

    Attributes
    ----------
    bytes : int
        Size of the file.
    seconds : float
        Duration, as the file declares it and as it turns out to be.
    decoded_bytes : int
        Samples held at once: frames × channels × 4, counted after mixing down and resampling
        where those were asked for.
    sample_rate_min, sample_rate_max : int
        In Hz.
    channels : int
    decode_seconds : float
        Processor time that decoding may take before it is ended, counted in whole seconds. On
        the clock it may take three times that, so that a machine that is busy training still
        decodes what it decodes at rest.
    """

    bytes: int = 200 * MB
    seconds: float = 30 * 60
    decoded_bytes: int = 2**30
    sample_rate_min: int = 4_000
    sample_rate_max: int = 192_000
    channels: int = 8
    decode_seconds: float = 10.0

    @classmethod
    def from_environment(cls) -> Self:
        """Limits for uploads; any of `VARIABLES` that is set takes the place of its default."""
        return with_environment(cls(), VARIABLES)

    @classmethod
    def for_files(cls) -> Self:
        """Limits for files of one's own (shell, datasets): 4 hours, 2 GB, two minutes to decode.

        Four hours of 22,050 Hz mono take 1.3 GB, so what is held may be 2 GB too. A variable
        of `VARIABLES` that is set counts here as it does for uploads.
        """
        large = cls(bytes=2048 * MB, seconds=4 * 3600, decoded_bytes=2**31, decode_seconds=120)
        return with_environment(large, VARIABLES)

    def check_bytes(self, n_bytes: int) -> None:
        """`AudioError` if a file of `n_bytes` is empty or too large."""
        if n_bytes == 0:
            raise AudioError("This file is empty (0 bytes). Choose another one.")
        if n_bytes > self.bytes:
            raise AudioError(
                f"This file has {n_bytes / MB:,.1f} MB; the limit is {self.bytes / MB:,.0f} MB "
                "(EARSHOT_MAX_MB). Cut it shorter or compress it, for example as MP3."
            )

    def check_format(self, sample_rate: int, n_channels: int) -> None:
        """`AudioError` if `sample_rate` [Hz] or `n_channels` is out of range."""
        if not self.sample_rate_min <= sample_rate <= self.sample_rate_max:
            raise AudioError(
                f"The sample rate is {sample_rate:,} Hz; "
                f"{self.sample_rate_min:,} to {self.sample_rate_max:,} Hz can be read. "
                "Export the sound again at 44,100 Hz."
            )
        if not 1 <= n_channels <= self.channels:
            raise AudioError(
                f"The file has {n_channels:,} channels; 1 to {self.channels} can be read. "
                "Export the sound again as mono or stereo."
            )

    def check_seconds(self, seconds: float) -> None:
        """`AudioError` if a sound of `seconds` is too long."""
        if seconds > self.seconds:
            raise AudioError(
                f"The sound lasts {seconds / 60:,.1f} min or more; the limit is "
                f"{self.seconds / 60:,.6g} min (EARSHOT_MAX_MINUTES). Cut it into shorter parts."
            )

    def check_decoded(self, n_bytes: int) -> None:
        """`AudioError` if decoded samples of `n_bytes` are more than may be held at once."""
        if n_bytes > self.decoded_bytes:
            raise AudioError(
                f"Decoded, the sound would take {n_bytes / MB:,.0f} MB of memory; the limit is "
                f"{self.decoded_bytes / MB:,.0f} MB (EARSHOT_MAX_DECODED_MB). "
                "Cut it into shorter parts, or lower its sample rate or number of channels."
            )


def with_environment(limits: Bounds, variables: Mapping[str, tuple[str, float]]) -> Bounds:
    """Limits of any kind, of which each variable that is set takes the place of its default.

    Parameters
    ----------
    limits : dataclass of numbers
    variables : mapping
        Each field of it: its environment variable, and what one unit of that is worth.
    """
    changes: dict[str, float] = {}
    for field in fields(limits):
        variable, unit = variables[field.name]
        text = os.environ.get(variable)
        if text:
            number = _positive(variable, text) * unit
            changes[field.name] = number if field.type is float else int(number)
    return replace(limits, **changes)


def _positive(variable: str, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise AudioError(f"{variable} must be a number above 0, not {text!r}.")
    return number
