"""Power chords: distorted fifths, chugging eighths, a loud backbeat."""

import numpy as np

from core.demo_music import palette
from core.demo_music.chance import one_of, perhaps
from core.demo_music.drums import CYMBAL, HAT, KICK, OPEN_HAT, SNARE
from core.demo_music.harmony import Key, melody
from core.demo_music.rhythm import hits, humanised, n_bars
from core.demo_music.score import Mix, Note, Part, Score
from core.demo_music.styles import REGISTRY

# Semitones above the tonic, a chord to each bar.
RIFFS = ((0, 8, 3, 10), (0, 0, 8, 10), (0, 3, 5, 3), (0, 10, 8, 10), (0, 5, 3, 10))
CHUGS = ("XoooXooo", "XooXooXo", "X.ooX.oo", "XoXooXoo", "X...X.X.")
KICKS = ("X..XX...", "X...X.X.", "X.X.X...", "XX..XX..")
RHYTHMS = (
    ((0, 1), (1, 0.5), (1.5, 0.5), (2, 2)),
    ((0, 0.5), (0.5, 0.5), (1, 1.5), (2.5, 1.5)),
    ((0, 2), (2, 1), (3, 1)),
)


@REGISTRY.register("power-chords")
def power_chords(rng: np.random.Generator, seconds: float) -> Score:
    key = Key.drawn(rng, "pentatonic minor")
    bpm = rng.uniform(116, 172)
    n = n_bars(seconds, bpm, 4)
    riff, chug = one_of(rng, *RIFFS), one_of(rng, *CHUGS)
    low = 35 + (key.tonic + 1) % 12
    rhythm, muted, bass = [], [], []
    for bar in range(n):
        root = low + (riff[bar % 4] if riff[bar % 4] < 8 else riff[bar % 4] - 12)
        for hit in hits(chug, 0.5, 4):
            start, ring = 4 * bar + hit.start, 1.0 if hit.velocity == 1 else 0.45
            notes = rhythm if hit.velocity == 1 else muted
            notes += [Note(start, ring, root + up, hit.velocity) for up in (0, 7, 12)]
        bass += [Note(4 * bar + i / 2, 0.45, root - 12 * (root >= 40), 0.8) for i in range(8)]
    drive, cabinet = rng.uniform(3, 9), rng.uniform(2600, 4200)
    guitar, mute = palette.GUITAR.varied(rng), palette.MUTED_GUITAR.varied(rng)
    cymbal = one_of(rng, HAT, OPEN_HAT, CYMBAL).varied(rng)
    parts = [
        Part(guitar, humanised(rhythm, rng, bpm, 5), 0.4, 0.12, drive, cabinet),
        Part(mute, humanised(muted, rng, bpm, 5), 0.45, 0.08, drive, cabinet),
        Part(palette.FINGER_BASS.varied(rng), humanised(bass, rng, bpm, 5), 0.5, 0.0, drive=1.0),
        Part(KICK.varied(rng), hits(one_of(rng, *KICKS), 0.5, 4 * n), 0.6, 0.05),
        Part(SNARE.varied(rng), hits("..X...X.", 0.5, 4 * n), rng.uniform(0.5, 0.7), 0.2),
        Part(cymbal, hits("xoxo" if perhaps(rng, 0.6) else "x.x.", 0.5, 4 * n), 0.35, 0.1),
    ]
    if perhaps(rng, 0.5):
        chords = [[(key.tonic + riff[bar % 4] + up) % 12 for up in (0, 7)] for bar in range(n)]
        solo = [
            Note(4 * bar + beat, length, pitch)
            for bar, line in enumerate(melody(rng, key, chords, RHYTHMS, 69))
            for beat, length, pitch in line
        ]
        parts.append(Part(guitar, humanised(solo, rng, bpm, 12), 0.35, 0.4, drive, 1.3 * cabinet))
    return Score(key, bpm, 4, parts, Mix.drawn(rng, 0.8))
