"""Sounds that machines make: test tones, telephones, alarms, sirens, engines; each from a seed."""

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE
from core.signals.tones import clicks, harmonics, moments, tones

Sound = NDArray[np.floating]
SECONDS = 8.0
TIMES = moments(SECONDS, SAMPLE_RATE)
KEYS = [(low, high) for low in (697, 770, 852, 941) for high in (1209, 1336, 1477, 1633)]
"""The two tones of each key of a telephone, Hz (ITU-T Q.23)."""

MORSE = {
    "a": ".-", "c": "-.-.", "d": "-..", "e": ".", "i": "..", "l": ".-..", "m": "--", "n": "-.",
    "o": "---", "r": ".-.", "s": "...", "t": "-", "u": "..-",
}  # fmt: skip


def swept(frequency: Sound, *, n_harmonics: int = 1) -> Sound:
    """A tone whose frequency in Hz is told for every sample; its overtones fall as 1 / k."""
    phase = 2 * np.pi * np.cumsum(frequency) / SAMPLE_RATE
    return np.sum([0.5 / k * np.sin(k * phase) for k in range(1, n_harmonics + 1)], axis=0)


def wave(hertz: float) -> Sound:
    """−1 to 1 so many times a second."""
    return np.sin(2 * np.pi * hertz * TIMES)


def on(seconds: float, pause: float) -> Sound:
    """1 for so many seconds, then 0 for so many, again and again, with edges of 5 ms."""
    place = TIMES % (seconds + pause)
    return np.clip(np.minimum(place, seconds - place) / 0.005, 0, 1)


def alternating(first: Sound, second: Sound, seconds: float) -> Sound:
    """So many seconds of one, so many of the other."""
    gate = on(seconds, seconds)
    return gate * first + (1 - gate) * second


def between(low: float, high: float, course: Sound) -> Sound:
    """A frequency that goes from `low` to `high` evenly for the ear, as `course` from −1 to 1."""
    return low * (high / low) ** ((course + 1) / 2)


def add(y: Sound, sound: Sound, seconds: float) -> None:
    """Let a sound begin at a moment of `y`; what comes after its end is lost."""
    place = round(seconds * SAMPLE_RATE)
    y[place : place + len(sound)] += sound[: max(0, len(y) - place)]


def dialled(seed: int) -> Sound:
    """A telephone number: two tones a key, 0.12 s long, with pauses."""
    digits = np.random.default_rng(seed).integers(0, len(KEYS), 40)
    pause = np.zeros(round(0.08 * SAMPLE_RATE))
    keys = [np.r_[tones(KEYS[d], seconds=0.12, amplitude=0.6), pause] for d in digits]
    return np.concatenate(keys)[: len(TIMES)]


def ticking(beats: float, hertz: float) -> Sound:
    """A metronome: a short tone that dies away, so many times a minute, every fourth higher."""
    y = np.zeros(len(TIMES))
    for beat in range(int(SECONDS * beats / 60)):
        t = moments(0.06, SAMPLE_RATE)
        tick = np.sin(2 * np.pi * hertz * (1.5 if beat % 4 == 0 else 1) * t) * np.exp(-t / 0.01)
        add(y, 0.8 * tick, beat * 60 / beats)
    return y


def morse(seed: int) -> Sound:
    """Letters by a key: a dot is 50 to 90 ms long, a dash three dots."""
    rng = np.random.default_rng(seed)
    dot, hertz = rng.uniform(0.05, 0.09), rng.uniform(500, 900)
    y, place = np.zeros(len(TIMES)), 0.1
    while place < SECONDS - 1:
        for sign in MORSE[str(rng.choice(list(MORSE)))]:
            long = dot * (3 if sign == "-" else 1)
            add(y, tones([hertz], seconds=long, amplitude=0.5), place)
            place += long + dot
        place += 2 * dot
    return y


def modem(seed: int) -> Sound:
    """Bits as two tones, 300 a second, as an old modem sends them (Bell 103)."""
    bits = np.random.default_rng(seed).integers(0, 2, 1 + int(300 * SECONDS))
    low = (1070, 2025)[seed % 2]
    return swept(low + 200.0 * bits[(300 * TIMES).astype(int)])


def engine(seed: int) -> Sound:
    """Pulses whose rate wanders as a motor's does, through its exhaust: overtones fall fast."""
    rng = np.random.default_rng(seed)
    rate = rng.uniform(25, 90) * (1 + 0.15 * wave(rng.uniform(0.05, 0.3)))
    rate = rate * (1 + 0.02 * np.repeat(rng.standard_normal(801), 221)[: len(TIMES)])
    y = np.sum([swept(k * rate) / k**0.8 for k in range(1, 16)], axis=0)
    return y + 0.1 * rng.standard_normal(len(y))


def drill(seed: int) -> Sound:
    """A whine with overtones and noise, pressed against a wall now and then."""
    rng = np.random.default_rng(seed)
    pressed = 0.5 + 0.5 * np.sign(wave(rng.uniform(0.2, 0.5)))
    whine = swept(rng.uniform(300, 700) * (1 - 0.2 * pressed), n_harmonics=12)
    return whine + (0.1 + 0.5 * pressed) * rng.standard_normal(len(TIMES))


def trill(seed: int) -> Sound:
    """A telephone: two pitches in quick turns, then a pause."""
    low = 900 + 100 * seed
    return on(1.5, 1.0) * alternating(wave(low), wave(1.3 * low), 0.025 + 0.005 * seed)


def pick(seed: int, *values: float) -> float:
    """The value of a seed."""
    return values[seed % len(values)]


MACHINES: Mapping[str, Callable[[int], Sound]] = {
    "tone": lambda seed: tones([pick(seed, 100, 440, 1000, 3000)], seconds=SECONDS),
    "tone that swells": lambda seed: (1 + wave(pick(seed, 0.25, 0.5, 6, 9))) / 2 * wave(440),
    "vibrato": lambda seed: swept(440 * 2 ** (pick(seed, 0.5, 1, 2, 3) / 12 * wave(4 - seed))),
    "sweep": lambda seed: swept(np.geomspace(20 * 2**seed, 10_000 / 2**seed, len(TIMES))),
    "siren": lambda seed: swept(between(500, 1500, wave(pick(seed, 0.2, 0.4, 1, 3)))),
    "siren with overtones": lambda seed: swept(
        between(pick(seed, 200, 400, 500, 600), pick(seed, 450, 1200, 1500, 1400),
                wave(pick(seed, 0.1, 0.3, 0.25, 2.5))), n_harmonics=5 + seed),
    "siren of two tones": lambda seed: alternating(
        wave(440), wave(pick(seed, 585, 660, 550, 500)), 0.6),
    "dial tone": lambda seed: tones(
        ([350, 440], [425], [400, 450], [480, 620])[seed], seconds=SECONDS),
    "busy tone": lambda seed: on(*((0.5, 0.5), (0.25, 0.25), (0.35, 0.35), (2, 4))[seed])
    * tones([480, 620], seconds=SECONDS),
    "telephone number": dialled,
    "telephone that trills": trill,
    "Morse": morse,
    "modem": modem,
    "beeps": lambda seed: on(0.1 + 0.15 * seed, 0.2) * wave(pick(seed, 2000, 1000, 800, 3100)),
    "alarm": lambda seed: 0.4 * np.sign(
        alternating(wave(pick(seed, 800, 1200, 650, 2000)), wave(1000), pick(seed, 0.5, 0.1, 0.3,
                    0.2))),
    "metronome": lambda seed: ticking(60 + 40 * seed, pick(seed, 900, 1600, 1200, 2200)),
    "clicks": lambda seed: clicks(
        np.arange(0.2, SECONDS, 0.15 + 0.15 * seed).tolist(), seconds=SECONDS),
    "mains hum": lambda seed: harmonics(
        [pick(seed, 50, 60, 100, 120)], seconds=SECONDS, n_overtones=8 + 4 * seed),
    "engine": engine,
    "drill": drill,
}  # fmt: skip
"""By name, each a family of sounds that seeds 0 to 3 tell apart."""
