"""Music that is no copy: drawn from a generator, and between two genres or two songs."""

from collections.abc import Callable

import numpy as np

from core.audio import Audio
from core.errors import EarshotError
from core.features import Mfcc
from core.features.filters import window_samples
from core.features.inverse import samples, spectra
from core.features.spectrum import Framing
from core.synthesis.course import Course
from core.synthesis.from_mfcc import LOUDEST, mel_from_mfcc, power_from_mel
from core.synthesis.generators import (
    coefficients_of,
    mean_spectrum,
    mfcc_spec,
    open_generator,
    recreate,
    sound_of,
    widened,
)

SECONDS = 10.0
LONGEST = 60.0  # s
HOTTEST = 3.0
LEVEL = 0.1  # RMS, re full scale, of what is drawn or blended: 20 dB below it
QUIETEST = 1e-5  # what is softer is not made louder than by this
FADE_SECONDS = 0.01
BAR_SECONDS = 2.0  # four beats at 120 a minute

Progress = Callable[[float], None]


def sample(
    name: str, *, temperature: float = 1.0, seed: int = 0, seconds: float = SECONDS
) -> np.ndarray:
    """MFCC [n_mfcc, n_frames] of new material, drawn from a generator.

    Parameters
    ----------
    name : str
        Of the generator.
    temperature : float
        0 to `HOTTEST`; as of `Course.drawn`.
    seed : int
        The same seed gives the same.
    seconds : float
        Above 0, at most `LONGEST`.

    Raises
    ------
    EarshotError
        For a value out of range.
    """
    _within("temperature", temperature, 0.0, HOTTEST)
    _within("seconds", seconds, 0.5, LONGEST)
    checkpoint = open_generator(name)
    spec = mfcc_spec(checkpoint.recipe)
    way = Course.load(checkpoint.path).drawn(
        n_frames(seconds, spec),
        temperature=temperature,
        seed=seed,
        bar_steps=round(BAR_SECONDS / spec.step_seconds),
    )
    return widened(checkpoint, way)


def between(first: np.ndarray, second: np.ndarray, share: float) -> np.ndarray:
    """MFCC on the way from one sequence to another, as long as the shorter of both.

    Halfway, each mel band has the mean of both in dB.

    Parameters
    ----------
    first, second : np.ndarray [shape=(n_mfcc, n_frames)]
    share : float
        0 is the first, 1 the second.

    Examples
    --------
    >>> between(np.zeros((1, 3)), np.full((1, 2), 8.0), 0.25).tolist()
    [[2.0, 2.0]]
    """
    _within("share", share, 0.0, 1.0)
    n = min(first.shape[1], second.shape[1])
    return (1 - share) * first[:, :n] + share * second[:, :n]


def through(audio: Audio, name: str, *, seconds: float = SECONDS) -> np.ndarray:
    """MFCC [n_mfcc, n_frames] of the first `seconds` of a song, recreated by a generator."""
    checkpoint = open_generator(name)
    return recreate(checkpoint, beginning(audio, mfcc_spec(checkpoint.recipe), seconds=seconds))


def beginning(audio: Audio, spec: Mfcc, *, seconds: float = SECONDS) -> np.ndarray:
    """MFCC [n_mfcc, n_frames] of the first `seconds` of a song, as it is."""
    return coefficients_of(cut(audio, seconds), spec)


def cut(audio: Audio, seconds: float = SECONDS) -> Audio:
    """The first `seconds` of a sound, mono."""
    _within("seconds", seconds, 0.5, LONGEST)
    return Audio.from_mono(audio.mono()[: int(seconds * audio.sample_rate)], audio.sample_rate)


def heard(coefficients: np.ndarray, spec: Mfcc, progress: Progress | None = None) -> Audio:
    """A sound that has these MFCC but for its loudness, which is `LEVEL` or as near as it fits."""
    n_samples = (coefficients.shape[1] - 1) * spec.hop_length
    y = sound_of(coefficients, spec, n_samples, progress)
    gain = LEVEL / max(float(np.sqrt(np.mean(y**2))), QUIETEST)
    gain = min(gain, LOUDEST / max(float(np.abs(y).max()), QUIETEST))
    return Audio.from_mono(faded(y * np.float32(gain), spec.sample_rate), spec.sample_rate)


def faded(y: np.ndarray, sample_rate: int) -> np.ndarray:
    """A sound [n_samples] that begins and ends softly: cut in the middle of a wave, it clicks.

    Examples
    --------
    >>> y = faded(np.ones(1000, np.float32), 22_050)
    >>> float(y[0]), float(y[500]), float(y[-1])
    (0.0, 1.0, 0.0)
    """
    n = min(round(FADE_SECONDS * sample_rate), len(y) // 2)
    rise = np.linspace(0, 1, n, dtype=np.float32)
    level = np.concatenate([rise, np.ones(len(y) - 2 * n, np.float32), rise[::-1]])
    return y * level


def shaped_noise(name: str, *, n_samples: int, seed: int = 0) -> np.ndarray:
    """Noise [n_samples] with the mean spectrum, in dB, of the songs that a generator learned.

    White noise whose bins are weighted: what a genre is without any event.
    """
    spec = mfcc_spec(open_generator(name).recipe)
    magnitude = _magnitudes(mean_spectrum(name)[:, np.newaxis], spec)[:, 0]
    framing = Framing(spec.n_fft, spec.hop_length)
    white = np.random.default_rng(seed).standard_normal(n_samples).astype(np.float32)
    own = np.linalg.norm(window_samples(spec.window, spec.n_fft))  # what white noise has in a bin
    shaped = spectra(white, framing, spec.window) * (magnitude / own)
    y = samples(shaped.astype(np.complex64), framing, n_samples, spec.window)
    return y / max(1.0, float(np.abs(y).max()))


def n_frames(seconds: float, spec: Mfcc) -> int:
    """Frames of a sound of so many seconds."""
    return 1 + int(seconds * spec.sample_rate) // spec.hop_length


def _magnitudes(coefficients: np.ndarray, spec: Mfcc) -> np.ndarray:
    mel_power = 10 ** (mel_from_mfcc(coefficients, n_mels=spec.n_mels) / 10)
    return np.sqrt(power_from_mel(mel_power, sample_rate=spec.sample_rate, n_fft=spec.n_fft))


def _within(what: str, value: float, low: float, high: float) -> None:
    if not low <= value <= high:
        raise EarshotError(f"{what} = {value:g} must be {low:g} to {high:g}.")
