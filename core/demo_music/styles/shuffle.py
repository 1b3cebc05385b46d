"""Shuffle: swung eighths, a walking bass, dominant sevenths in a twelve-bar round."""

import numpy as np

from core.demo_music import palette
from core.demo_music.chance import one_of, perhaps
from core.demo_music.drums import BRUSH, HAT, RIDE, SNARE, SOFT_KICK
from core.demo_music.harmony import Key, melody, voiced
from core.demo_music.rhythm import hits, humanised, n_bars, swung
from core.demo_music.score import Mix, Note, Part, Score
from core.demo_music.styles import REGISTRY

# Semitones of each bar's root above the tonic; a song begins at the start of a line of four.
ROUND = (0, 0, 0, 0, 5, 5, 0, 0, 7, 5, 0, 7)
QUICK_ROUND = (0, 5, 0, 0, 5, 5, 0, 0, 7, 5, 0, 7)
WALKS = (
    (0, 4, 7, 9),
    (0, 4, 7, 4),
    (12, 10, 9, 7),
    (0, 7, 9, 10),
)
BOOGIE = (0, 4, 7, 9, 10, 9, 7, 4)
RHYTHMS = (
    ((0, 0.5), (0.5, 0.5), (1, 0.5), (1.5, 1.5)),
    ((0.5, 0.5), (1, 0.5), (1.5, 0.5), (2, 1.5)),
    ((0, 1), (1.5, 0.5), (2, 0.5), (2.5, 1)),
    ((0, 3),),
    (),
)
RIDING = ("x.xxx.xx", "x.xxx.xx", "xxxxxxxx")
COMPING = ("..x...x.", "x..x....", "..xx..x.", "...x...x")


@REGISTRY.register("shuffle")
def shuffle(rng: np.random.Generator, seconds: float) -> Score:
    key = Key.drawn(rng, "blues")
    bpm = rng.uniform(88, 134)
    long = rng.uniform(0.61, 0.69)
    n = n_bars(seconds, bpm, 4)
    line, start = one_of(rng, ROUND, QUICK_ROUND), 4 * int(rng.integers(3))
    roots = [line[(start + bar) % 12] for bar in range(n)]
    chords = [[(key.tonic + root + step) % 12 for step in (0, 4, 7, 10)] for root in roots]
    stabs = hits(one_of(rng, *COMPING), 0.5, 4)
    comping = [
        Note(4 * bar + hit.start, 0.4, pitch, 0.7)
        for bar, chord in enumerate(chords)
        for hit in stabs
        for pitch in voiced(chord[1:], 60)
    ]
    tune = [
        Note(4 * bar + beat, 0.9 * length, pitch)
        for bar, phrase in enumerate(melody(rng, key, chords, RHYTHMS, 70))
        for beat, length, pitch in phrase
    ]
    chordal = one_of(rng, palette.ORGAN, palette.ELECTRIC_PIANO, palette.PIANO)
    lead = one_of(rng, palette.REED, palette.ORGAN, palette.NYLON, palette.BRASS, palette.PIANO)
    band = (
        (palette.FINGER_BASS, _walk(rng, key, roots), 0.5, 0.05),
        (chordal, comping, 0.35, 0.2),
        (lead, tune, 0.5, 0.25),
        (one_of(rng, RIDE, HAT, BRUSH), hits(one_of(rng, *RIDING), 0.5, 4 * n), 0.5, 0.05),
        (one_of(rng, SNARE, BRUSH), hits("..x...x.", 0.5, 4 * n), rng.uniform(0.5, 0.8), 0.15),
        (SOFT_KICK, hits("x...x...", 0.5, 4 * n), rng.uniform(0.3, 0.5), 0.0),
    )
    parts = [
        Part(voice.varied(rng), humanised(swung(notes, long), rng, bpm), gain, send)
        for voice, notes, gain, send in band
    ]
    return Score(key, bpm, 4, parts, Mix.drawn(rng, 0.8), long)


def _walk(rng: np.random.Generator, key: Key, roots: list[int]) -> list[Note]:
    """A bass in quarters that differ from bar to bar, or the same eighths throughout."""
    boogie = perhaps(rng, 0.35)
    notes = []
    for bar, root in enumerate(roots):
        walk = BOOGIE if boogie else one_of(rng, *WALKS)
        low = 32 + (key.tonic + root + 4) % 12
        step = 4 / len(walk)
        notes += [Note(4 * bar + i * step, 0.85 * step, low + up) for i, up in enumerate(walk)]
    return notes
