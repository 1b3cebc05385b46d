"""Sounds of nature and of people that are no music, made from seeds: wind, rain, birds, voices."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE
from core.signals.machines import SECONDS, TIMES, add, swept, wave
from core.signals.tones import moments

Sound = NDArray[np.floating]
LOWEST = 20.0  # Hz; below it coloured noise grows no further
VOWELS = (
    (730, 1090, 2440), (270, 2290, 3010), (300, 870, 2240), (530, 1840, 2480), (570, 840, 2410),
)  # fmt: skip
"""Formants of five vowels, Hz (Peterson and Barney, 1952)."""
BANDWIDTHS = (80.0, 100.0, 140.0)  # of the formants, Hz


def coloured(exponent: float, seed: int) -> Sound:
    """Noise whose power falls as 1 / f ** exponent: −1 blue, 0 white, 1 pink, 2 brown."""
    white = np.fft.rfft(np.random.default_rng(seed).standard_normal(len(TIMES)))
    frequency = np.maximum(np.fft.rfftfreq(len(TIMES), 1 / SAMPLE_RATE), LOWEST)
    y = np.fft.irfft(white * frequency ** (-exponent / 2), len(TIMES))
    return y / y.std()


def course(n_a_second: float, rng: np.random.Generator) -> Sound:
    """What wanders between 0 and 1, with so many turns a second, [n_samples]."""
    n = 2 + int(SECONDS * n_a_second)
    return np.interp(TIMES, np.linspace(0, SECONDS, n), rng.uniform(0, 1, n))


def wind(seed: int) -> Sound:
    """Low noise in gusts, with a whistle that follows them."""
    rng = np.random.default_rng(seed)
    gusts = course(0.8, rng)
    whistle = resonant(coloured(0, seed), 350 + 250 * gusts.mean() + 60 * seed, 60)
    return gusts * coloured(2, seed + 10) + gusts**2 * whistle / whistle.std()


def rain(seed: int) -> Sound:
    """Noise, and drops: some hundred short knocks a second at any pitch."""
    rng = np.random.default_rng(seed)
    y = (0.15 + 0.05 * seed) * coloured(0.3, seed)
    for _ in range(400):
        t = moments(0.02, SAMPLE_RATE)
        drop = np.sin(2 * np.pi * rng.uniform(800, 5000) * t) * np.exp(-t / 0.003)
        add(y, rng.exponential(0.4) * drop, rng.uniform(0, SECONDS))
    return y


def fire(seed: int) -> Sound:
    """A low roar, and crackles of a few milliseconds."""
    rng = np.random.default_rng(seed)
    y = 0.15 * coloured(1.5, seed) * (0.5 + course(3, rng))
    for _ in range(60 + 40 * seed):
        n = int(rng.uniform(20, 200))
        add(y, rng.exponential(0.5) * rng.standard_normal(n) * np.exp(-np.arange(n) / (n / 4)),
            rng.uniform(0, SECONDS))  # fmt: skip
    return y


def waves(seed: int) -> Sound:
    """Surf: noise that swells slowly and breaks."""
    swell = np.maximum(0, np.sin(2 * np.pi * TIMES / (3 + seed) + seed)) ** 2
    return (0.1 + swell) * coloured(1, seed)


def birds(seed: int) -> Sound:
    """Chirps that rise or fall by some hundred Hz in a tenth of a second, in groups."""
    rng, y = np.random.default_rng(seed), np.zeros(len(TIMES))
    start = 0.1
    while start < SECONDS - 0.3:
        low, width = rng.uniform(2500, 4500), rng.uniform(-1200, 1500)
        for k in range(rng.integers(2, 7)):
            t = moments(rng.uniform(0.04, 0.14), SAMPLE_RATE)
            add(y, swept(low + width * t / t[-1]) * np.sin(np.pi * t / t[-1]), start + 0.16 * k)
        start += 0.16 * k + rng.uniform(0.3, 0.9)
    return y


def crickets(seed: int) -> Sound:
    """Several insects, each a high tone in trains of pulses."""
    rng = np.random.default_rng(seed)
    each = [
        np.maximum(0, wave(rng.uniform(20, 40))) * (wave(rng.uniform(0.5, 1.5)) > 0)
        * wave(rng.uniform(3800, 5200)) for _ in range(2 + seed)
    ]  # fmt: skip
    return np.sum(each, axis=0)


def barking(seed: int) -> Sound:
    """A dog: bursts of a fifth of a second, harmonic and noisy, that fall in pitch."""
    rng, y = np.random.default_rng(seed), np.zeros(len(TIMES))
    start, pitch = 0.2, rng.uniform(250, 600)
    while start < SECONDS - 0.5:
        t = moments(rng.uniform(0.12, 0.22), SAMPLE_RATE)
        bark = swept(pitch * (1.2 - 0.5 * t / t[-1]), n_harmonics=12)
        bark = bark + 0.3 * rng.standard_normal(len(t))
        add(y, bark * np.abs(np.sin(np.pi * t / t[-1])) ** 0.5, start)
        start += rng.choice([0.35, 0.4, 1.2])
    return y


def voice(seed: int) -> Sound:
    """Speech-like: a buzz whose pitch falls through each phrase, by vowels, hisses and pauses."""
    rng, y = np.random.default_rng(seed), np.zeros(len(TIMES))
    start, pitch = 0.1, rng.uniform(90, 220)
    while start < SECONDS - 1:
        n_syllables = int(rng.integers(4, 10))
        for k in range(n_syllables):
            t = moments(rng.uniform(0.1, 0.22), SAMPLE_RATE)
            falling = pitch * (1.2 - 0.4 * k / n_syllables) * (1 + 0.05 * rng.standard_normal())
            add(y, syllable(t, falling, rng), start)
            start += t[-1] + rng.uniform(0.0, 0.06)
        start += rng.uniform(0.2, 0.6)
    return y


def syllable(t: Sound, pitch: float, rng: np.random.Generator) -> Sound:
    """A hiss, then a vowel, as long as `t`."""
    buzz = swept(pitch * (1.05 - 0.1 * t / t[-1]), n_harmonics=30)
    formants = VOWELS[rng.integers(len(VOWELS))]
    vowel = np.sum(
        [resonant(buzz, f, b) / (k + 1)
         for k, (f, b) in enumerate(zip(formants, BANDWIDTHS, strict=True))], axis=0
    )  # fmt: skip
    vowel *= np.sin(np.pi * t / t[-1]) / max(np.abs(vowel).max(), 1e-9)
    hiss = rng.standard_normal(len(t)) * np.exp(-t / 0.02) * rng.choice([0.0, 0.15, 0.3])
    return vowel + resonant(hiss, 5000, 3000)


def resonant(y: Sound, hertz: float, width: float) -> Sound:
    """`y` through a resonance at a frequency, so many Hz wide (Klatt, 1980)."""
    from scipy.signal import lfilter

    radius = np.exp(-np.pi * width / SAMPLE_RATE)
    feedback = 2 * radius * np.cos(2 * np.pi * hertz / SAMPLE_RATE)
    return np.asarray(lfilter([1 - feedback + radius**2], [1, -feedback, radius**2], y))


def steps(seed: int) -> Sound:
    """Somebody walks: dull knocks, never quite even."""
    rng, y = np.random.default_rng(seed), np.zeros(len(TIMES))
    start, pace = 0.2, 0.45 + 0.08 * seed
    while start < SECONDS - 0.3:
        t = moments(0.12, SAMPLE_RATE)
        knock = resonant(rng.standard_normal(len(t)), rng.uniform(90, 250), 150) * np.exp(-t / 0.02)
        add(y, knock / np.abs(knock).max() * rng.uniform(0.6, 1), start)
        start += pace * rng.uniform(0.9, 1.1)
    return y + 0.01 * coloured(1, seed)


def typing(seed: int) -> Sound:
    """A keyboard: short bright clacks in bursts."""
    rng, y = np.random.default_rng(seed), 0.005 * coloured(1, seed)
    start = 0.1
    while start < SECONDS - 0.1:
        t = moments(0.03, SAMPLE_RATE)
        add(y, rng.uniform(0.3, 1) * rng.standard_normal(len(t)) * np.exp(-t / 0.004), start)
        start += rng.exponential(0.1) + (rng.uniform(0.3, 0.8) if rng.uniform() < 0.1 else 0.05)
    return y


NATURE: Mapping[str, Callable[[int], Sound]] = {
    "noise": lambda seed: coloured(seed - 1.0, seed),
    "wind": wind,
    "rain": rain,
    "fire": fire,
    "waves": waves,
    "birds": birds,
    "crickets": crickets,
    "dog": barking,
    "voice": voice,
    "crowd": lambda seed: np.sum([voice(10 * seed + k) for k in range(6)], axis=0),
    "steps": steps,
    "typing": typing,
}
"""By name, each a family of sounds that seeds 0 to 3 tell apart."""
