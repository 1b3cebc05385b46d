"""From the sum of the parts to a recording: room, tone, loudness, and no clipping."""

from functools import lru_cache

import numpy as np
from scipy import fft

from core.demo_music.score import Mix

CEILING = 0.97  # largest sample
KNEE = 0.6  # samples below it pass the limiter unchanged


def distorted(y: np.ndarray, drive: float) -> np.ndarray:
    """Sound through a valve: ``tanh`` of the level-matched sound, as loud as before.

    Parameters
    ----------
    y : float32 array [shape=(n_samples,)]
        Any level.
    drive : float
        Above 0; at 1 the loudest moments round off, at 10 all of it is square.
    """
    level = float(np.sqrt(np.mean(y**2))) + 1e-9
    pushed = np.tanh(y * np.float32(drive / level / 2))
    return pushed * np.float32(level / (np.sqrt(np.mean(pushed**2)) + 1e-9))


def low_passed(y: np.ndarray, cutoff: float, sample_rate: int) -> np.ndarray:
    """Sound without what lies above `cutoff` in Hz, 24 dB per octave, no delay."""
    n = fft.next_fast_len(len(y), real=True)
    f = fft.rfftfreq(n, 1 / sample_rate)
    shape = (1 / (1 + (f / cutoff) ** 4)).astype(np.float32)
    return fft.irfft(fft.rfft(y, n) * shape, n)[: len(y)]


def mixed(
    dry: np.ndarray, wet: np.ndarray, mix: Mix, sample_rate: int, rng: np.random.Generator
) -> np.ndarray:
    """The recording: reverb, equaliser, loudness and limiter, float32 [shape=(n_samples,)].

    Parameters
    ----------
    dry, wet : float32 array [shape=(n_samples,)]
        What is heard directly, and what goes into the room.
    mix : Mix
        Room, tone and loudness.
    """
    n_samples = len(dry)
    room = _room(mix.reverb, sample_rate, rng)
    n = fft.next_fast_len(n_samples + len(room), real=True)
    f = np.maximum(fft.rfftfreq(n, 1 / sample_rate), 1.0)
    spectrum = fft.rfft(dry, n) + fft.rfft(wet, n) * fft.rfft(room, n)
    tone = 10 ** (mix.tilt * np.log2(np.clip(f, 60, 8000) / 1000) / 20)
    tone /= (1 + (f / mix.bandwidth) ** 8) * (1 + (25 / f) ** 4)
    y = fft.irfft(spectrum * tone.astype(np.float32), n)[:n_samples]
    level = np.sqrt(np.mean(y**2)) + 1e-9
    hiss = rng.standard_normal(n_samples, dtype=np.float32)
    y += np.float32(level * 10 ** (mix.hiss / 20)) * hiss
    y = _faded(y, sample_rate)
    return limited(y * np.float32(10 ** ((mix.loudness - loudness(y, sample_rate)) / 20)))


def loudness(y: np.ndarray, sample_rate: int) -> float:
    """K-weighted loudness of a mono sound in LUFS, without gating (ITU-R BS.1770-5).

    The standard's two filters are evaluated at their own 48 kHz and applied to the spectrum, so
    any sample rate up to that will do.
    """
    n = fft.next_fast_len(len(y), real=True)
    spectrum = fft.rfft(y, n) * _k_weighting(n, sample_rate)
    power = 2 * np.sum(np.abs(spectrum) ** 2) / n / len(y)
    return float(-0.691 + 10 * np.log10(power + 1e-20))


@lru_cache(maxsize=4)  # songs of one length have one
def _k_weighting(n: int, sample_rate: int) -> np.ndarray:
    """The two filters on the spectrum of `n` samples, complex [shape=(1 + n // 2,)]."""
    z = np.exp(-2j * np.pi * fft.rfftfreq(n, 1 / sample_rate) / 48_000)
    shelf = (1.53512485958697 - 2.69169618940638 * z + 1.19839281085285 * z**2) / (
        1 - 1.69065929318241 * z + 0.73248077421585 * z**2
    )
    high_pass = (1 - 2 * z + z**2) / (1 - 1.99004745483398 * z + 0.99007225036621 * z**2)
    return shelf * high_pass


def limited(y: np.ndarray) -> np.ndarray:
    """Sound whose peaks bend softly towards `CEILING`; below `KNEE` nothing changes."""
    room = CEILING - KNEE
    size = np.abs(y)
    bent = KNEE + room * np.tanh((size - KNEE) / room)
    return np.where(size > KNEE, np.sign(y) * bent, y).astype(np.float32)


def _room(seconds: float, sample_rate: int, rng: np.random.Generator) -> np.ndarray:
    """Impulse response of a room: noise that falls by 60 dB in `seconds`, its highs first."""
    n = int(seconds * sample_rate)
    noise = rng.standard_normal((2, n), dtype=np.float32)
    t = np.arange(n, dtype=np.float32) / sample_rate
    dull = low_passed(noise[0], 1800.0, sample_rate) * np.exp(-6.9 * t / seconds)
    bright = 0.5 * low_passed(noise[1], 6000.0, sample_rate) * np.exp(-12 * t / seconds)
    tail = dull + bright
    tail *= np.minimum(t / 0.01, 1)  # the first 10 ms belong to the direct sound
    return tail / np.sqrt(np.sum(tail**2))


def _faded(y: np.ndarray, sample_rate: int) -> np.ndarray:
    """Sound that begins within 5 ms and fades over its last tenth, 1.5 s at most."""
    rise, fall = int(0.005 * sample_rate), int(min(1.5 * sample_rate, 0.1 * len(y)))
    y[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    y[-fall:] *= np.cos(np.linspace(0, np.pi / 2, fall, dtype=np.float32))
    return y
