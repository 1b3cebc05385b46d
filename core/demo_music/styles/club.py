"""Club: a kick on every beat, hats between them, chords that duck under the kick."""

import numpy as np

from core.demo_music import palette
from core.demo_music.chance import one_of, perhaps
from core.demo_music.drums import CLAP, HAT, KICK, OPEN_HAT, SHAKER
from core.demo_music.harmony import Key, root_near, voiced
from core.demo_music.rhythm import hits, n_bars
from core.demo_music.score import Mix, Note, Part, Score
from core.demo_music.styles import REGISTRY

STABS = ("x..x..x...x..x..", "..x...x...x...x.", "x..x..x.x..x..x.", "x.............x.")
BASSES = ("..x...x...x...x.", "..xx..xx..xx..xx", "x..x..x.x..x..x.", ".xxx.xxx.xxx.xxx")


@REGISTRY.register("club")
def club(rng: np.random.Generator, seconds: float) -> Score:
    key = Key.drawn(rng, "minor", "minor", "dorian", "major")
    bpm = rng.uniform(116, 134)
    n = n_bars(seconds, bpm, 4)
    degrees = key.loop(rng)
    stab, bassline = one_of(rng, *STABS), one_of(rng, *BASSES)
    stabs, low, lead = [], [], []
    order = rng.permutation(8) % 4
    for bar in range(n):
        chord = key.chord(degrees[bar % 4], 4)
        for hit in hits(stab, 0.25, 4, 0.3):
            stabs += [Note(4 * bar + hit.start, 0.3, p, hit.velocity) for p in voiced(chord, 62)]
        root = root_near(chord, 38)
        low += [Note(4 * bar + hit.start, 0.22, root) for hit in hits(bassline, 0.25, 4)]
        high = voiced(chord, 77)
        lead += [Note(4 * bar + i / 2, 0.2, high[order[i]], 0.6) for i in range(8)]
    chords = one_of(rng, palette.SAW, palette.ELECTRIC_PIANO, palette.ORGAN, palette.PLUCK)
    parts = [
        Part(KICK.varied(rng), hits("X", 1, 4 * n), rng.uniform(0.55, 0.8), 0.02),
        Part(CLAP.varied(rng), hits(".X", 1, 4 * n), rng.uniform(0.25, 0.45), 0.25),
        Part(OPEN_HAT.varied(rng), hits(".x", 0.5, 4 * n), rng.uniform(0.25, 0.5), 0.05),
        Part(one_of(rng, HAT, SHAKER).varied(rng), hits("xoxo", 0.25, 4 * n), 0.45, 0.05),
        Part(palette.SYNTH_BASS.varied(rng), low, 0.55, 0.0, pump=0.4),
        Part(chords.varied(rng), stabs, rng.uniform(0.25, 0.38), 0.35, pump=0.7),
    ]
    if perhaps(rng, 0.5):
        parts.append(Part(palette.PLUCK.varied(rng), lead, rng.uniform(0.15, 0.3), 0.5, pump=0.4))
    if perhaps(rng, 0.4):
        held = [
            Note(4 * bar, 4, p, 0.6)
            for bar in range(n)
            for p in voiced(key.chord(degrees[bar % 4]), 65)
        ]
        parts.append(Part(palette.PAD.varied(rng), held, 0.18, 0.4, pump=0.8))
    return Score(key, bpm, 4, parts, Mix.drawn(rng, 0.9))
