"""Distortions whose measures are drawn, for training networks to bear what may happen to music.

They are those of `core.signals.distortions` with other rooms, noises and bands every time. What a
network bears is measured with fixed ones, of a seed that is never drawn here.
"""

from collections.abc import Callable
from typing import Literal, get_args

import numpy as np

from core.audio import Audio
from core.signals import distortions

Distortion = Literal["clipped", "low rate", "room", "telephone"]
DISTORTIONS: tuple[Distortion, ...] = get_args(Distortion)
"""Names of those that can be drawn."""

VERSION = 1  # raised whenever one of them draws otherwise, so that no stale copy is learned from


def distorted(audio: Audio, distortion: Distortion, rng: np.random.Generator) -> Audio:
    """The sound after a distortion as strong, and of such a kind, as `rng` says.

    Clipped by 3 to 15 dB; of a rate of 8 to 20 kHz; in a room whose echoes take 0.2 to 0.8 s to
    die away, with noise 12 to 30 dB down; through the band of a telephone whose ends lie at 200 to
    400 Hz and at 3,000 to 3,800 Hz.

    Examples
    --------
    >>> audio = Audio.from_mono(np.sin(np.arange(9000.0)))
    >>> heard = distorted(audio, "low rate", np.random.default_rng(0))
    >>> 8_000 <= heard.sample_rate <= 20_000
    True
    """
    return _DRAW[distortion](audio, rng)


def _clipped(audio: Audio, rng: np.random.Generator) -> Audio:
    return distortions.clipped(audio, rng.uniform(3, 15))


def _low_rate(audio: Audio, rng: np.random.Generator) -> Audio:
    return distortions.at_rate(audio, round(rng.uniform(8_000, 20_000)))


def _room(audio: Audio, rng: np.random.Generator) -> Audio:
    return distortions.in_room(
        audio,
        reverberation=rng.uniform(0.2, 0.8),
        noise=rng.uniform(-30, -12),
        seed=int(rng.integers(1, 2**32)),
    )


def _telephone(audio: Audio, rng: np.random.Generator) -> Audio:
    return distortions.band(audio, rng.uniform(200, 400), rng.uniform(3_000, 3_800))


_DRAW: dict[Distortion, Callable[[Audio, np.random.Generator], Audio]] = {
    "clipped": _clipped,
    "low rate": _low_rate,
    "room": _room,
    "telephone": _telephone,
}
