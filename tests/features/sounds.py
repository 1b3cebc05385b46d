"""Sounds whose features are known or can be had from librosa, made here."""

import numpy as np

RATE = 22050


def chord(seconds: float = 3.0) -> np.ndarray:
    """Three voices of six harmonics with vibrato, over faint noise, float32."""
    times = np.arange(int(seconds * RATE)) / RATE
    vibrato = 0.3 * np.sin(2 * np.pi * 5 * times)
    sound = 0.001 * np.random.default_rng(1).standard_normal(len(times))
    for pitch in (110.0, 277.2, 659.3):
        for harmonic in range(1, 7):
            sound += 0.1 / harmonic * np.sin(2 * np.pi * pitch * harmonic * times + vibrato)
    return (sound * (1 + np.sin(2 * np.pi * 2 * times)) / 2).astype(np.float32)


def noise(n_samples: int = 40_001) -> np.ndarray:
    """White noise of an odd length, float32."""
    return (0.1 * np.random.default_rng(0).standard_normal(n_samples)).astype(np.float32)


def tone(frequency: float = 440.0, n_samples: int = 30_000) -> np.ndarray:
    """A sine, float32."""
    return np.sin(2 * np.pi * frequency * np.arange(n_samples) / RATE).astype(np.float32)


def chirp(n_samples: int = 44_100) -> np.ndarray:
    """A sine that rises to 8 kHz over faint noise, float32."""
    times = np.arange(n_samples) / RATE
    sweep = np.sin(2 * np.pi * (50 * times + 2000 * times**2))
    return (0.5 * sweep).astype(np.float32) + 0.01 * noise(n_samples)


def bass_and_treble() -> np.ndarray:
    """A loud low tone and a faint high one 80 dB below it, float32."""
    return tone(60.0) + np.float32(1e-4) * tone(9000.0)


ALL = {
    "chord": chord(),
    "noise": noise(),
    "tone": tone(),
    "chirp": chirp(),
    "bass and treble": bass_and_treble(),
    "constant": np.full(20_000, 0.3, np.float32),
    "silence": np.zeros(20_000, np.float32),
    "shorter than a frame": noise(300),
    "one sample": np.full(1, 0.5, np.float32),
}
