"""Waltz: three beats, bass on the first, chords on the others, a tune that sings."""

import numpy as np

from core.demo_music import palette
from core.demo_music.chance import one_of, perhaps
from core.demo_music.drums import BRUSH, TRIANGLE
from core.demo_music.harmony import Key, melody, root_near, voiced
from core.demo_music.rhythm import hits, humanised, n_bars
from core.demo_music.score import Mix, Note, Part, Score
from core.demo_music.styles import REGISTRY

PROGRESSIONS = (
    (0, 0, 4, 4, 4, 4, 0, 0),
    (0, 3, 0, 4, 0, 3, 4, 0),
    (0, 5, 3, 4, 0, 5, 4, 0),
    (0, 4, 5, 3, 0, 3, 4, 0),
)
RHYTHMS = (
    ((0, 3),),
    ((0, 2), (2, 1)),
    ((0, 1), (1, 1), (2, 1)),
    ((0, 1.5), (1.5, 0.5), (2, 1)),
    ((0, 1), (1, 0.5), (1.5, 0.5), (2, 1)),
)


@REGISTRY.register("waltz")
def waltz(rng: np.random.Generator, seconds: float) -> Score:
    key = Key.drawn(rng, "major", "major", "harmonic minor")
    bpm = rng.uniform(138, 190)
    n = n_bars(seconds, bpm, 3)
    degrees = one_of(rng, *PROGRESSIONS)
    chords = [key.chord(degrees[i % 8]) for i in range(n)]
    left, right, tune = [], [], []
    for bar, chord in enumerate(chords):
        left.append(Note(3 * bar, 0.9, root_near(chord, 43, 2 * (bar % 2)), 0.9))
        for beat in (1, 2):
            right += [Note(3 * bar + beat, 0.55, pitch, 0.6) for pitch in voiced(chord, 59)]
    for bar, line in enumerate(melody(rng, key, chords, RHYTHMS, 74)):
        tune += [Note(3 * bar + beat, 0.95 * length, pitch) for beat, length, pitch in line]
    comping = one_of(rng, palette.PIANO, palette.ACCORDION, palette.PIZZICATO, palette.STRINGS)
    lead = one_of(rng, palette.VIOLIN, palette.ACCORDION, palette.FLUTE, palette.PIANO)
    bass = one_of(rng, palette.PIANO, palette.FINGER_BASS, palette.TUBA)
    parts = [
        Part(bass.varied(rng), humanised(left, rng, bpm), 0.8),
        Part(comping.varied(rng), humanised(right, rng, bpm), 0.35, 0.3),
        Part(lead.varied(rng), humanised(tune, rng, bpm), rng.uniform(0.45, 0.65), 0.35),
    ]
    if perhaps(rng, 0.4):
        drum, steps = one_of(rng, (BRUSH, ".xx"), (TRIANGLE, "x....."))
        strokes = hits(steps, 1, 3 * n)
        parts.append(Part(drum.varied(rng), humanised(strokes, rng, bpm), rng.uniform(0.4, 0.8)))
    return Score(key, bpm, 3, parts, Mix.drawn(rng, 1.4))
