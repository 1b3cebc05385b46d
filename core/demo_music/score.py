"""What a demo song is before it sounds: notes, parts, and how they are mixed."""

from dataclasses import dataclass, field
from typing import Protocol

import numpy as np

from core.demo_music.harmony import Key


class Voice(Protocol):
    """Anything that can play one note."""

    def tone(
        self, pitch: float, seconds: float, sample_rate: int, rng: np.random.Generator
    ) -> np.ndarray:
        """One note, float32 [shape=(n_samples,)], with its release after `seconds`."""
        ...


@dataclass(frozen=True)
class Note:
    """One note: `start` and `length` in beats, `pitch` as a MIDI number, `velocity` in 0..1."""

    start: float
    length: float
    pitch: float = 60.0
    velocity: float = 0.8

    def at(self, start: float) -> "Note":
        """The same note at another time; songs have thousands, and ``replace`` is slow."""
        return Note(start, self.length, self.pitch, self.velocity)


@dataclass(frozen=True)
class Part:
    """One instrument's notes and its place in the mix.

    Parameters
    ----------
    voice : Voice
        What plays.
    notes : sequence of Note
        In any order.
    gain : float
        Linear; tones have about unit power.
    send : float
        How much of it goes to the reverb, relative to the dry sound.
    drive : float
        Distortion of the whole part: 0 is none, 10 is a guitar amplifier turned up.
    cutoff : float, optional
        Low-pass in Hz behind the distortion, as a loudspeaker cabinet does.
    pump : float
        How far the part ducks on every beat, in 0..1.
    """

    voice: Voice
    notes: list[Note]
    gain: float = 1.0
    send: float = 0.15
    drive: float = 0.0
    cutoff: float | None = None
    pump: float = 0.0


@dataclass(frozen=True)
class Mix:
    """What is done to all parts together.

    Parameters
    ----------
    reverb : float
        Time to fall by 60 dB, in s.
    tilt : float
        Slope of the equaliser around 1 kHz in dB per octave; above 0 is brighter.
    hiss : float
        Level of background noise relative to the music, in dB.
    bandwidth : float
        Low-pass in Hz; a small one sounds like an old recording.
    loudness : float
        K-weighted loudness in LUFS, without gating (ITU-R BS.1770).
    """

    reverb: float = 1.2
    tilt: float = 0.0
    hiss: float = -70.0
    bandwidth: float = 10_000.0
    loudness: float = -16.0

    @staticmethod
    def drawn(rng: np.random.Generator, reverb: float = 1.2) -> "Mix":
        """A mix as one engineer or another would make it; one song in eight is an old tape."""
        old = rng.random() < 0.125
        return Mix(
            reverb=reverb * rng.uniform(0.7, 1.4),
            tilt=rng.uniform(-1.2, 1.2),
            hiss=rng.uniform(-46, -38) if old else rng.uniform(-75, -52),
            bandwidth=rng.uniform(3500, 5500) if old else rng.uniform(8000, 11_000),
            loudness=rng.uniform(-17.0, -15.0),
        )


@dataclass(frozen=True)
class Score:
    """A whole song before it sounds.

    Parameters
    ----------
    key : Key
        Tonic and scale.
    bpm : float
        Beats per minute.
    beats_per_bar : int
        3 for a waltz.
    parts : list of Part
        Everything that plays.
    mix : Mix
        What is done to the sum.
    swing : float
        Where in a beat its second half begins: 0.5 is even.
    """

    key: Key
    bpm: float
    beats_per_bar: int
    parts: list[Part]
    mix: Mix = field(default_factory=Mix)
    swing: float = 0.5
