"""Drums: a falling tone, a burst of filtered noise, or both."""

from dataclasses import dataclass, replace

import numpy as np
from scipy import fft

from core.demo_music.instruments import gate


@dataclass(frozen=True)
class Drum:
    """One drum, struck; it has no pitch of its own choosing.

    Parameters
    ----------
    body : float
        Level of the tone.
    start, end : float
        Its frequency in Hz at the stroke and after it has fallen.
    body_decay, noise_decay : float
        Times in s in which tone and noise fall to 1/e.
    noise : float
        Level of the noise.
    low, high : float
        Edges in Hz of the band of the noise, each with a soft slope.
    bursts : int
        Hands that clap, 11 ms apart.
    """

    body: float = 0.0
    start: float = 150.0
    end: float = 50.0
    body_decay: float = 0.15
    noise: float = 0.0
    low: float = 20.0
    high: float = 20_000.0
    noise_decay: float = 0.05
    bursts: int = 1

    def varied(self, rng: np.random.Generator) -> "Drum":
        """Another drum of the same kind."""
        size = rng.uniform(0.85, 1.2)
        return replace(
            self,
            start=self.start * size,
            end=self.end * size,
            low=self.low * rng.uniform(0.8, 1.25),
            body_decay=self.body_decay * rng.uniform(0.7, 1.3),
            noise_decay=self.noise_decay * rng.uniform(0.7, 1.4),
        )

    def tone(
        self, pitch: float, seconds: float, sample_rate: int, rng: np.random.Generator
    ) -> np.ndarray:
        """One stroke, float32 [shape=(n_samples,)]; `pitch` and `seconds` change nothing."""
        longest = max(self.body_decay * bool(self.body), self.noise_decay * bool(self.noise))
        n = int((5 * longest + 0.02 * self.bursts) * sample_rate)
        t = np.arange(n) / sample_rate
        y = np.zeros(n)
        if self.body:
            fall = 0.03  # s in which the skin slackens
            cycles = self.end * t + (self.start - self.end) * fall * (1 - np.exp(-t / fall))
            y += self.body * np.sin(2 * np.pi * cycles) * np.exp(-t / self.body_decay)
        if self.noise:
            y += self.noise * self._noise(t, sample_rate, rng)
        fade = n // 8
        return y.astype(np.float32) * gate(n, int(0.0008 * sample_rate), n - fade, fade)

    def _noise(self, t: np.ndarray, sample_rate: int, rng: np.random.Generator) -> np.ndarray:
        n = fft.next_fast_len(len(t), real=True)
        spectrum = fft.rfft(rng.standard_normal(n))
        f = fft.rfftfreq(n, 1 / sample_rate)
        band = 1 / (1 + (self.low / np.maximum(f, 1)) ** 4) / (1 + (f / self.high) ** 4)
        noise = fft.irfft(spectrum * band, n)[: len(t)]
        noise /= np.sqrt(np.mean(noise**2)) + 1e-12
        since = t[:, None] - 0.011 * np.arange(self.bursts)  # (time, burst)
        decays = np.where(since >= 0, np.exp(-np.maximum(since, 0) / self.noise_decay), 0)
        if self.bursts > 1:
            decays[:, :-1] *= np.exp(-np.maximum(since[:, :-1], 0) / 0.006)
        return noise * decays.sum(axis=1)


KICK = Drum(body=2.2, start=170, end=48, body_decay=0.13, noise=0.1, low=2000, noise_decay=0.004)
SOFT_KICK = Drum(body=1.6, start=110, end=55, body_decay=0.12)
BASS_DRUM = Drum(body=2.0, start=95, end=60, body_decay=0.22, noise=0.15, high=400)
SNARE = Drum(0.7, 260, 180, 0.07, noise=0.9, low=1200, noise_decay=0.07)
FIELD_SNARE = Drum(0.5, 320, 230, 0.05, noise=0.9, low=1800, noise_decay=0.05)
BRUSH = Drum(noise=0.7, low=1800, high=7000, noise_decay=0.06)
CLAP = Drum(noise=1.1, low=1000, high=5000, noise_decay=0.07, bursts=4)
HAT = Drum(noise=0.5, low=6500, noise_decay=0.022)
OPEN_HAT = Drum(noise=0.5, low=6000, noise_decay=0.11)
RIDE = Drum(0.12, 3400, 3300, 0.2, noise=0.35, low=5500, noise_decay=0.16)
CYMBAL = Drum(noise=0.6, low=3500, noise_decay=0.4)
RIM = Drum(0.9, 1750, 1650, 0.012, noise=0.5, low=2000, noise_decay=0.008)
SHAKER = Drum(noise=0.4, low=5000, high=9500, noise_decay=0.035)
TRIANGLE = Drum(0.5, 4200, 4180, 0.35)
