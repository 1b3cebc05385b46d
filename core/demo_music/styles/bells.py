"""Bells: five-tone patterns that interlock and ring into each other, over a slow gong."""

import numpy as np

from core.demo_music import palette
from core.demo_music.chance import one_of, perhaps
from core.demo_music.harmony import Key
from core.demo_music.rhythm import humanised, n_bars
from core.demo_music.score import Mix, Note, Part, Score
from core.demo_music.styles import REGISTRY


@REGISTRY.register("bells")
def bells(rng: np.random.Generator, seconds: float) -> Score:
    key = Key.drawn(rng, "pentatonic major", "pentatonic minor")
    bpm = rng.uniform(60, 104)
    n = n_bars(seconds, bpm, 4)
    high = one_of(rng, palette.GLOCKENSPIEL, palette.MUSIC_BOX, palette.KALIMBA)
    middle = one_of(rng, palette.TUBULAR_BELL, palette.CHURCH_BELL, palette.GLOCKENSPIEL)
    parts = [
        Part(high.varied(rng), humanised(_pattern(rng, key, 5, 0.5, n, 0.6), rng, bpm), 0.4, 0.5),
        Part(middle.varied(rng), humanised(_pattern(rng, key, 4, 1, n, 0.5), rng, bpm), 0.45, 0.5),
    ]
    if perhaps(rng, 0.75):
        toll = [Note(8 * i, 4, key.pitch(0, one_of(rng, 2, 3)), 0.9) for i in range((n + 1) // 2)]
        low = one_of(rng, palette.GONG, palette.CHURCH_BELL)
        parts.append(Part(low.varied(rng), toll, rng.uniform(0.3, 0.5), 0.4))
    if perhaps(rng, 0.3):
        held = [Note(8 * i, 8.5, key.pitch(d, 3), 0.6) for i in range(n // 2 + 1) for d in (0, 3)]
        parts.append(Part(palette.PAD.varied(rng), held, 0.12, 0.5))
    return Score(key, bpm, 4, parts, Mix.drawn(rng, 2.6))


def _pattern(
    rng: np.random.Generator, key: Key, octave: int, step: float, n: int, density: float
) -> list[Note]:
    """A two-bar figure that returns, with a tone or two changed each time."""
    n_steps = round(8 / step)
    degrees = np.clip(np.cumsum(rng.choice([-2, -1, 1, 2], n_steps)), -2, 6)
    sounds = rng.random(n_steps) < density
    sounds[0] = True
    notes = []
    for repetition in range((n + 1) // 2):
        for i in range(n_steps):
            if sounds[i] != (rng.random() < 0.08):
                velocity = 0.9 if i == 0 else rng.uniform(0.5, 0.8)
                pitch = key.pitch(int(degrees[i]), octave)
                notes.append(Note(8 * repetition + i * step, step, pitch, velocity))
    return notes
