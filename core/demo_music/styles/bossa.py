"""Bossa: a plucked guitar off the beat, rim clicks in a two-bar pattern, soft ninth chords."""

import numpy as np

from core.demo_music import palette
from core.demo_music.chance import one_of, perhaps
from core.demo_music.drums import BRUSH, RIM, SHAKER, SOFT_KICK
from core.demo_music.harmony import Key, melody, root_near, voiced
from core.demo_music.rhythm import hits, humanised, n_bars
from core.demo_music.score import Mix, Note, Part, Score
from core.demo_music.styles import REGISTRY

# Degrees, a chord to each bar, that carry a ninth well.
PROGRESSIONS = {
    "major": (
        (0, 0, 1, 4, 0, 5, 1, 4),
        (1, 4, 0, 5, 1, 4, 0, 0),
        (0, 3, 0, 5, 1, 4, 0, 0),
        (0, 5, 1, 4, 3, 4, 0, 5),
    ),
    "dorian": (
        (0, 0, 3, 3, 0, 0, 3, 3),
        (0, 3, 6, 2, 0, 3, 6, 2),
        (0, 2, 6, 3, 0, 2, 6, 3),
    ),
}
COMPING = ("x..x..x...x..x..", "x.x..x.xx..x..x.", "..x..x..x..x..x.")
CLAVES = ("x..x..x...x..x..", "x..x...x..x.x...", "..x.x...x..x..x.")
RHYTHMS = (
    ((0, 1.5), (1.5, 1), (2.5, 1.5)),
    ((0.5, 1), (1.5, 1), (2.5, 0.5), (3, 1)),
    ((0, 0.5), (0.5, 1), (1.5, 0.5), (2, 2)),
    ((1.5, 2.5),),
)


@REGISTRY.register("bossa")
def bossa(rng: np.random.Generator, seconds: float) -> Score:
    key = Key.drawn(rng, "major", "major", "dorian")
    bpm = rng.uniform(118, 150)
    n = n_bars(seconds, bpm, 4)
    degrees = one_of(rng, *PROGRESSIONS[key.scale])
    chords = [key.chord(degrees[i % 8], 5) for i in range(n)]
    strum = hits(one_of(rng, *COMPING), 0.5, 4 * n)
    guitar, bass, tune = [], [], []
    for hit in strum:
        # What falls on the last half beat of a bar already belongs to the next chord.
        bar = min(int((hit.start + 0.5) // 4), n - 1)
        above = voiced(chords[bar][1:], 60)
        guitar += [Note(hit.start, 0.7, pitch, 0.7) for pitch in above]
    for bar, chord in enumerate(chords):
        for beat, length, tone in ((0, 1.4, 0), (1.5, 0.45, 2), (2, 1.4, 2), (3.5, 0.45, 0)):
            bass.append(Note(4 * bar + beat, length, root_near(chord, 42, tone), 0.8))
    for bar, line in enumerate(melody(rng, key, chords, RHYTHMS, 72)):
        if bar >= 1:
            tune += [Note(4 * bar + beat, 0.9 * length, p, 0.75) for beat, length, p in line]
    lead = one_of(rng, palette.FLUTE, palette.NYLON, palette.ELECTRIC_PIANO, palette.REED)
    chordal = one_of(rng, palette.NYLON, palette.NYLON, palette.ELECTRIC_PIANO)
    rim = hits(one_of(rng, *CLAVES), 0.5, 4 * n)
    parts = [
        Part(chordal.varied(rng), humanised(guitar, rng, bpm, 6), 0.4, 0.2),
        Part(palette.FINGER_BASS.varied(rng), humanised(bass, rng, bpm), 0.5, 0.05),
        Part(lead.varied(rng), humanised(tune, rng, bpm, 14), rng.uniform(0.35, 0.55), 0.35),
        Part(RIM.varied(rng), humanised(rim, rng, bpm, 4), rng.uniform(0.5, 1.0), 0.2),
        Part(SOFT_KICK.varied(rng), hits("x..xx..x", 0.5, 4 * n), rng.uniform(0.3, 0.6), 0.02),
    ]
    if perhaps(rng, 0.8):
        soft = humanised(hits("xoxo", 0.5, 4 * n), rng, bpm, 5)
        shaken = one_of(rng, SHAKER, BRUSH).varied(rng)
        parts.append(Part(shaken, soft, rng.uniform(0.5, 1.0), 0.05))
    return Score(key, bpm, 4, parts, Mix.drawn(rng, 1.0))
