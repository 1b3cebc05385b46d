"""The stretch of a sound that a lesson looks at."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from core.audio import SAMPLE_RATE, Audio, encode_wav


class NamedSound(Protocol):
    """A sound at `core.audio.SAMPLE_RATE`, mono, whose `id` names its source: ``example~waltz``."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def audio(self) -> Audio: ...


@dataclass(frozen=True)
class Excerpt:
    """Samples `start` to `stop` of a sound."""

    sound: NamedSound
    start: int
    stop: int

    def samples(self) -> np.ndarray:
        """Mono at `SAMPLE_RATE`, float32 [n_samples]."""
        return self.sound.audio.mono()[self.start : self.stop]

    @property
    def seconds(self) -> float:
        """Duration, s."""
        return (self.stop - self.start) / SAMPLE_RATE

    def describe(self) -> str:
        """Where it is, in words."""
        start, stop = self.start / SAMPLE_RATE, self.stop / SAMPLE_RATE
        return f"Seconds {start:.1f} to {stop:.1f} of {self.sound.audio.seconds:.1f}"

    def wav(self) -> bytes:
        """It as a file that browsers play."""
        return encode_wav(Audio.from_mono(self.samples()))


def whole(sound: NamedSound) -> Excerpt:
    """All of it."""
    return Excerpt(sound, 0, sound.audio.n_samples)
