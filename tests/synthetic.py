"""Sounds that machines make and nobody calls music: test tones, signals, alarms, a bird.

Built from `core.signals` and sines, so that what they are is known exactly.
"""

import io
from collections.abc import Callable

import numpy as np
import soundfile

from core.audio import SAMPLE_RATE
from core.signals.machines import (
    SECONDS,
    TIMES,
    alternating,
    between,
    dialled,
    on,
    swept,
    ticking,
    wave,
)  # fmt: skip
from core.signals.nature import birds
from core.signals.tones import clicks, harmonics, tones

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
    "a telephone number": lambda: dialled(0),
    "another telephone number": lambda: dialled(1),
    "a bird": lambda: birds(0),
    "another bird": lambda: birds(1),
    "a third bird": lambda: birds(2),
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
