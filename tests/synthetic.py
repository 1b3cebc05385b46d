"""Sounds that machines make and nobody calls music: test tones, signals, alarms, a bird.

Built from `core.signals` and sines, so that what they are is known exactly.
"""

import io
from collections.abc import Callable

import numpy as np
import soundfile

from core.audio import SAMPLE_RATE
from core.signals.tones import clicks, harmonics, moments, tones

SECONDS = 8.0
TIMES = moments(SECONDS, SAMPLE_RATE)
KEYS = [(low, high) for low in (697, 770, 852, 941) for high in (1209, 1336, 1477, 1633)]


def swept(frequency: np.ndarray, *, n_harmonics: int = 1) -> np.ndarray:
    """A tone whose frequency in Hz is told for every sample; its overtones fall as 1 / k."""
    phase = 2 * np.pi * np.cumsum(frequency) / SAMPLE_RATE
    return np.sum([0.5 / k * np.sin(k * phase) for k in range(1, n_harmonics + 1)], axis=0)


def wave(hertz: float) -> np.ndarray:
    """-1 to 1 so many times a second."""
    return np.sin(2 * np.pi * hertz * TIMES)


def on(seconds: float, pause: float) -> np.ndarray:
    """1 for so many seconds, then 0 for so many, again and again, with edges of 5 ms."""
    place = TIMES % (seconds + pause)
    return np.clip(np.minimum(place, seconds - place) / 0.005, 0, 1)


def alternating(first: np.ndarray, second: np.ndarray, seconds: float) -> np.ndarray:
    """So many seconds of one, so many of the other."""
    gate = on(seconds, seconds)
    return gate * first + (1 - gate) * second


def dialled(seed: int = 0) -> np.ndarray:
    """A telephone number: two tones a key, 0.12 s long, with pauses."""
    digits = np.random.default_rng(seed).integers(0, len(KEYS), 40)
    pause = np.zeros(round(0.08 * SAMPLE_RATE))
    keys = [np.r_[tones(KEYS[d], seconds=0.12, amplitude=0.6), pause] for d in digits]
    return np.concatenate(keys)[: len(TIMES)]


def add(y: np.ndarray, sound: np.ndarray, seconds: float) -> None:
    """Let a sound begin at a moment of `y`; what comes after its end is lost."""
    place = round(seconds * SAMPLE_RATE)
    y[place : place + len(sound)] += sound[: max(0, len(y) - place)]


def bird(seed: int = 0) -> np.ndarray:
    """Chirps that rise or fall by some hundred Hz in a tenth of a second, in groups."""
    rng, y = np.random.default_rng(seed), np.zeros(len(TIMES))
    start = 0.1
    while start < SECONDS - 0.3:
        low, width = rng.uniform(2500, 4500), rng.uniform(-1200, 1500)
        for k in range(rng.integers(2, 7)):
            t = moments(rng.uniform(0.04, 0.14), SAMPLE_RATE)
            chirp = swept(low + width * t / t[-1]) * np.sin(np.pi * t / t[-1])
            add(y, chirp, start + 0.16 * k)
        start += 0.16 * k + rng.uniform(0.3, 0.9)
    return y


def ticking(beats: float, hertz: float) -> np.ndarray:
    """A metronome: a short tone that dies away, so many times a minute, every fourth higher."""
    y = np.zeros(len(TIMES))
    for beat in range(int(SECONDS * beats / 60)):
        t = moments(0.06, SAMPLE_RATE)
        tick = np.sin(2 * np.pi * hertz * (1.5 if beat % 4 == 0 else 1) * t) * np.exp(-t / 0.01)
        add(y, 0.8 * tick, beat * 60 / beats)
    return y


def between(low: float, high: float, course: np.ndarray) -> np.ndarray:
    """A frequency that goes from `low` to `high` evenly for the ear, as `course` from -1 to 1."""
    return low * (high / low) ** ((course + 1) / 2)


TONES: dict[str, Callable[[], np.ndarray]] = {
    "a tone of 440 Hz": lambda: tones([440], seconds=SECONDS),
    "a tone of 1 kHz": lambda: tones([1000], seconds=SECONDS),
    "a tone of 100 Hz": lambda: tones([100], seconds=SECONDS),
    "a tone that beeps": lambda: on(0.5, 0.5) * wave(1000),
    "a tone that swells": lambda: (1 + wave(0.5)) / 2 * wave(440),
    "a tremolo": lambda: (1 + 0.9 * wave(6)) / 2 * wave(880),
    "a vibrato": lambda: swept(440 * 2 ** (0.5 / 12 * wave(5.5))),
    "a wide slow vibrato": lambda: swept(660 * 2 ** (2 / 12 * wave(1.5))),
    "a frequency-modulated tone": lambda: swept(1000 + 200 * wave(2)),
    "a sweep": lambda: swept(np.geomspace(20, 10_000, len(TIMES))),
    "a linear sweep": lambda: swept(np.linspace(100, 8000, len(TIMES))),
    "a siren": lambda: swept(between(500, 1500, wave(0.25))),
    "a quick siren": lambda: swept(between(600, 1400, wave(3))),
    "a siren that rises": lambda: swept(between(400, 1600, 2 * (TIMES % 1.5) / 1.5 - 1)),
    "a siren of two tones": lambda: alternating(wave(440), wave(585), 0.6),
    "a dial tone": lambda: tones([350, 440], seconds=SECONDS),
    "a dial tone of one pitch": lambda: tones([425], seconds=SECONDS),
    "a busy tone": lambda: on(0.5, 0.5) * tones([480, 620], seconds=SECONDS),
    "a ringing tone": lambda: on(2.0, 4.0) * tones([440, 480], seconds=SECONDS),
    "a telephone number": dialled,
    "another telephone number": lambda: dialled(1),
    "a bird": bird,
    "another bird": lambda: bird(1),
    "a third bird": lambda: bird(2),
}
"""One or two sines at a time, whatever they do."""

SIGNALS: dict[str, Callable[[], np.ndarray]] = {
    "a metronome": lambda: ticking(100, 1600),
    "a slow wooden metronome": lambda: ticking(60, 900),
    "clicks": lambda: clicks(np.arange(0.2, SECONDS, 0.25).tolist(), seconds=SECONDS),
    "hum of 50 Hz": lambda: harmonics([50], seconds=SECONDS, n_overtones=12),
    "hum of 120 Hz": lambda: harmonics([120], seconds=SECONDS, n_overtones=20),
    "a buzzer": lambda: np.sign(wave(400)) * 0.4,
    "a buzzer that beeps": lambda: np.sign(wave(800)) * 0.4 * on(0.25, 0.25),
    "an alarm of two tones": lambda: 0.4 * np.sign(alternating(wave(800), wave(1000), 0.5)),
    "a quick alarm of two tones": lambda: alternating(wave(1200), wave(1700), 0.1),
    "a truck that backs up": lambda: on(0.6, 0.6) * harmonics([1250], seconds=SECONDS),
    "a telephone that trills": lambda: on(1.5, 1.0) * alternating(wave(1000), wave(1300), 0.025),
}
"""One or two sounds, each always the same."""

SIRENS: dict[str, Callable[[], np.ndarray]] = {
    "a siren with overtones": lambda: swept(between(500, 1500, wave(0.25)), n_harmonics=6),
    "a quick siren with overtones": lambda: swept(between(600, 1400, wave(2.5)), n_harmonics=5),
    "an air-raid siren": lambda: swept(between(200, 450, wave(0.1)), n_harmonics=10),
}
"""One harmonic tone that glides."""


def as_file(y: np.ndarray, kind: str, **options: float) -> np.ndarray:
    """What is left of `y` in a file of kind ``"MP3"`` or ``"OGG"``."""
    buffer = io.BytesIO()
    soundfile.write(buffer, y, SAMPLE_RATE, format=kind, **options)
    buffer.seek(0)
    return soundfile.read(buffer, dtype="float32")[0]
