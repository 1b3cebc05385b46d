"""Drone: a held fifth that swells and fades, and a slow voice above it. No beat at all."""

import numpy as np

from core.demo_music import palette
from core.demo_music.chance import one_of, perhaps
from core.demo_music.harmony import Key, melody
from core.demo_music.rhythm import humanised, n_bars
from core.demo_music.score import Mix, Note, Part, Score
from core.demo_music.styles import REGISTRY

RHYTHMS = (
    ((0, 4),),
    ((0, 3), (3, 1)),
    ((0, 2), (2, 2)),
    ((1, 3),),
)


@REGISTRY.register("drone")
def drone(rng: np.random.Generator, seconds: float) -> Score:
    key = Key.drawn(rng, "dorian", "minor", "mixolydian", "pentatonic minor", "major")
    bpm = rng.uniform(46, 66)
    n = n_bars(seconds, bpm, 4)
    low = 12 * one_of(rng, 3, 3, 4) + key.tonic
    tones = [low, low + 7, low + 12]
    if perhaps(rng, 0.6):
        tones.append(low + one_of(rng, 14, 19, 24))
    ground = []
    for pitch in tones:
        start = 0.0
        while start < 4 * n:  # each tone breathes in its own time, so the chord never stands still
            length = rng.uniform(5, 11)
            ground.append(Note(start, length, pitch, rng.uniform(0.45, 1.0)))
            start += 0.85 * length
    still = [[tone % 12 for tone in tones]] * n
    voice = [
        Note(4 * bar + beat, length, pitch, rng.uniform(0.5, 0.8))
        for bar, line in enumerate(melody(rng, key, still, RHYTHMS, 67))
        for beat, length, pitch in line
        if bar > 0
    ]
    bed = one_of(rng, palette.PAD, palette.BOWED, palette.CHOIR, palette.ORGAN, palette.STRINGS)
    lead = one_of(rng, palette.FLUTE, palette.CHOIR, palette.VIOLIN, palette.REED)
    parts = [
        Part(bed.varied(rng), ground, 0.5, 0.5),
        Part(palette.BOWED.varied(rng), ground[:1], 0.4, 0.3),
        Part(lead.varied(rng), humanised(voice, rng, bpm, 40), rng.uniform(0.5, 0.9), 0.8),
    ]
    if perhaps(rng, 0.35):
        times = rng.uniform(0, 4 * n, size=n)
        gong = [Note(float(t), 2, low + 12, 0.6) for t in times]
        parts.append(Part(palette.GONG.varied(rng), gong, 0.35, 0.8))
    return Score(key, bpm, 4, parts, Mix.drawn(rng, 2.8))
