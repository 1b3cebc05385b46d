"""Instruments: how a pitch becomes sound.

A harmonic instrument is read from one-cycle wavetables that stop below the Nyquist frequency, so
nothing aliases, and that fade at different rates, so a plucked string grows dull as it rings. Bells
and bars, whose partials are no harmonics, are summed from sines.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import fft

TABLE = 8192  # samples in one cycle: rounding to them leaves noise 60 dB down
GROUPS = ((1, 2), (3, 7), (8, 200))  # harmonics that fade together


def hertz(pitch: float) -> float:
    """Frequency of a MIDI pitch in Hz; 69 is 440."""
    return 440.0 * 2 ** ((pitch - 69) / 12)


def gate(n: int, attack: int, held: int, release: int) -> np.ndarray:
    """Envelope of `n` samples that rises, holds and falls along half cosines, without a click."""
    envelope = np.ones(n, dtype=np.float32)
    attack, held = max(1, min(attack, n)), min(held, n)
    envelope[:attack] = 0.5 - 0.5 * np.cos(np.pi * np.arange(attack) / attack)
    release = max(1, min(release, n - held))
    tail = envelope[held : held + release]
    tail *= (0.5 + 0.5 * np.cos(np.pi * np.arange(1, release + 1) / release))[: len(tail)]
    envelope[held + release :] = 0
    return envelope


@dataclass(frozen=True)
class Timbre:
    """A harmonic instrument.

    Parameters
    ----------
    slope : float
        Amplitude of harmonic h falls as h to this power.
    even : float
        Level of even harmonics: 1 is a string, 0 a closed pipe or a square wave.
    duty : float, optional
        Instead of `slope` and `even`, a pulse wave that is up for this share of its cycle.
    attack, release : float
        In s.
    decay : float
        Time in s in which the fundamental falls to 1/e; infinite for a sustained tone.
    damping : float
        How much sooner high harmonics fade.
    bloom : float
        Time in s in which the high harmonics of a sustained tone come in, as in brass.
    formant : float, optional
        Frequency in Hz around which the body of the instrument resonates.
    vibrato, detune : float
        In semitones; `detune` is the distance between two voices.
    breath, strike : float
        Level of noise through the tone, and at its very start.
    """

    slope: float = 1.5
    even: float = 1.0
    duty: float | None = None
    attack: float = 0.005
    release: float = 0.08
    decay: float = np.inf
    damping: float = 0.0
    bloom: float = 0.0
    formant: float | None = None
    vibrato: float = 0.0
    detune: float = 0.0
    breath: float = 0.0
    strike: float = 0.0

    def varied(self, rng: np.random.Generator) -> "Timbre":
        """Another instrument of the same make."""
        return replace(
            self,
            slope=self.slope * rng.uniform(0.85, 1.2),
            decay=self.decay * rng.uniform(0.75, 1.35),
            attack=self.attack * rng.uniform(0.7, 1.5),
            damping=self.damping * rng.uniform(0.7, 1.4),
            vibrato=self.vibrato * rng.uniform(0.5, 1.3),
            detune=self.detune * rng.uniform(0.6, 1.4),
            formant=self.formant and self.formant * rng.uniform(0.85, 1.2),
        )

    def tone(
        self, pitch: float, seconds: float, sample_rate: int, rng: np.random.Generator
    ) -> np.ndarray:
        """One note, float32 [shape=(n_samples,)], with its release after `seconds`."""
        n = max(8, int((seconds + self.release) * sample_rate))
        t = np.arange(n) / sample_rate
        frequency = hertz(pitch)
        levels = self._levels(frequency, sample_rate)
        indices = self._indices(t, frequency)
        y = np.zeros(n, dtype=np.float32)
        for low, high in self._groups():
            group = np.zeros_like(levels)
            group[low : high + 1] = levels[low : high + 1]
            if not group.any():
                continue
            table = _table(group)
            wave = sum(table[index] for index in indices)
            y += wave * self._fading(t, (low + min(high, 12)) / 2)
        if self.breath:
            y += self.breath * rng.standard_normal(n, dtype=np.float32)
        if self.strike:
            y += self.strike * rng.standard_normal(n, dtype=np.float32) * _decay(t, 0.006)
        y *= gate(
            n,
            int(self.attack * sample_rate),
            int(seconds * sample_rate),
            int(self.release * sample_rate),
        )
        return y

    def _levels(self, frequency: float, sample_rate: int) -> np.ndarray:
        """Amplitude of each harmonic below the Nyquist frequency, at unit power."""
        n = int(np.clip(0.95 * sample_rate / 2 / frequency, 1, GROUPS[-1][1]))
        h = np.arange(1, n + 1)
        if self.duty is not None:
            levels = np.abs(np.sin(np.pi * h * self.duty)) / h
        else:
            levels = h**-self.slope * np.where(h % 2 == 0, self.even, 1.0)
        if self.formant is not None:
            octaves = np.log2(h * frequency / self.formant)
            levels = levels * (0.25 + np.exp(-(octaves**2)))
        return np.concatenate([[0.0], levels / np.sqrt(np.sum(levels**2) / 2)])

    def _groups(self) -> tuple[tuple[int, int], ...]:
        """Harmonics to read from one table: all of them, where none fades before another."""
        steady = not np.isfinite(self.decay) and not self.bloom
        return ((1, GROUPS[-1][1]),) if steady else GROUPS

    def _indices(self, t: np.ndarray, frequency: float) -> list[np.ndarray]:
        """Place in the wavetable at each time, for each of the one or two voices."""
        if self.vibrato:
            angular_rate = 2 * np.pi * 5.3  # as fast as singers do it, in radians per s
            t = t + (2 ** (self.vibrato / 12) - 1) / angular_rate * (1 - np.cos(angular_rate * t))
        shifts = (-self.detune / 2, self.detune / 2) if self.detune else (0.0,)
        return [
            (TABLE * (frequency * 2 ** (shift / 12) * t + voice / 3)).astype(np.int64) & (TABLE - 1)
            for voice, shift in enumerate(shifts)
        ]

    def _fading(self, t: np.ndarray, harmonic: float) -> np.ndarray:
        """How a group of harmonics comes and goes."""
        if np.isfinite(self.decay):
            return _decay(t, self.decay / (1 + self.damping * (harmonic - 1)))
        if self.bloom and harmonic > GROUPS[0][1]:
            return 1 - 0.8 * _decay(t, self.bloom)
        return np.ones(len(t), dtype=np.float32)


@dataclass(frozen=True)
class Bell:
    """A bell or bar: partials that are no harmonics, each with its own decay.

    Parameters
    ----------
    ratios, levels : tuple of float
        Frequency of each partial relative to the pitch, and its amplitude.
    decay : float
        Time in s in which the lowest partial falls to 1/e; a partial at ratio r takes
        ``decay / r ** damping``.
    damping : float
        0 lets all partials ring alike.
    strike : float
        Level of the noise of the clapper.
    """

    ratios: tuple[float, ...]
    levels: tuple[float, ...]
    decay: float = 1.5
    damping: float = 0.7
    strike: float = 0.1

    def varied(self, rng: np.random.Generator) -> "Bell":
        """Another casting of the same bell: no two have quite the same partials."""
        n = len(self.ratios)
        return replace(
            self,
            ratios=(self.ratios[0], *(np.array(self.ratios[1:]) * rng.normal(1, 0.012, n - 1))),
            levels=tuple(np.array(self.levels) * rng.uniform(0.6, 1.4, n)),
            decay=self.decay * rng.uniform(0.7, 1.4),
        )

    def tone(
        self, pitch: float, seconds: float, sample_rate: int, rng: np.random.Generator
    ) -> np.ndarray:
        """One note, float32 [shape=(n_samples,)]; it rings on however short it was held."""
        n = int(max(seconds, 3.5 * self.decay) * sample_rate)
        t = np.arange(n, dtype=np.float32) / np.float32(sample_rate)
        frequency = hertz(pitch)
        y = self.strike * rng.standard_normal(n, dtype=np.float32) * _decay(t, 0.004)
        power = np.sqrt(np.sum(np.square(self.levels)) / 2)
        for ratio, level in zip(self.ratios, self.levels, strict=True):
            if ratio * frequency < 0.45 * sample_rate:
                fading = _decay(t, self.decay / max(ratio, 1) ** self.damping)
                wave = np.sin(np.float32(2 * np.pi * ratio * frequency) * t)
                y += np.float32(level / power) * fading * wave
        y *= gate(n, int(0.002 * sample_rate), n - sample_rate // 10, sample_rate // 10)
        return y


def _table(levels: np.ndarray) -> np.ndarray:
    """One cycle of a wave with these harmonics, float32 [shape=(TABLE,)]."""
    spectrum = np.zeros(TABLE // 2 + 1, dtype=np.complex64)
    spectrum[: len(levels)] = -0.5j * TABLE * levels
    return fft.irfft(spectrum)


def _decay(t: np.ndarray, seconds: float) -> np.ndarray:
    return np.exp(t.astype(np.float32) / np.float32(-seconds))
