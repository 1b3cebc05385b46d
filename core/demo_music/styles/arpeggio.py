"""Arpeggio: broken chords in even steps, one chord to a bar, nothing else that moves."""

import numpy as np

from core.demo_music import palette
from core.demo_music.chance import one_of, perhaps
from core.demo_music.harmony import Key, root_near, voiced
from core.demo_music.rhythm import humanised, n_bars
from core.demo_music.score import Mix, Note, Part, Score
from core.demo_music.styles import REGISTRY

# Which of the chord's tones, lowest first over two octaves, is played at each step.
SHAPES = (
    (0, 1, 2, 3, 4, 3, 2, 1),
    (0, 1, 2, 3, 4, 5, 4, 2),
    (0, 2, 1, 3, 2, 4, 3, 5),
    (0, 3, 2, 4, 3, 5, 2, 3),
    (0, 1, 2, 3, 0, 1, 2, 4),
)


@REGISTRY.register("arpeggio")
def arpeggio(rng: np.random.Generator, seconds: float) -> Score:
    key = Key.drawn(rng, "major", "minor", "minor", "dorian")
    bpm = rng.uniform(84, 132)
    n = n_bars(seconds, bpm, 4)
    degrees, shape = key.loop(rng), one_of(rng, *SHAPES)
    step = one_of(rng, 0.25, 0.25, 0.5)
    centre, size = rng.uniform(57, 65), one_of(rng, 3, 4)
    run, ground = [], []
    for bar in range(n):
        chord = key.chord(degrees[bar % 4], size)
        low = voiced(chord, centre)
        ladder = sorted({*low, *(p + 12 for p in low)})
        for i in range(round(4 / step)):
            pitch = ladder[shape[i % len(shape)] % len(ladder)]
            velocity = 0.9 if i % len(shape) == 0 else 0.65
            run.append(Note(4 * bar + i * step, 1.6 * step, pitch, velocity))
        ground.append(Note(4 * bar, 3.8, root_near(chord, 40), 0.8))
    player = one_of(
        rng, palette.HARP, palette.PLUCK, palette.PIANO, palette.ELECTRIC_PIANO, palette.NYLON
    )
    parts = [
        Part(player.varied(rng), humanised(run, rng, bpm, 5), 0.6, rng.uniform(0.25, 0.5)),
        Part(one_of(rng, palette.BOWED, palette.FINGER_BASS).varied(rng), ground, 0.4, 0.2),
    ]
    if perhaps(rng, 0.5):
        held = [
            Note(4 * bar, 3.9, pitch, 0.6)
            for bar in range(n)
            for pitch in voiced(key.chord(degrees[bar % 4]), 62)
        ]
        bed = one_of(rng, palette.PAD, palette.STRINGS)
        parts.append(Part(bed.varied(rng), held, rng.uniform(0.12, 0.25), 0.5))
    return Score(key, bpm, 4, parts, Mix.drawn(rng, 1.8))
