"""March: tuba and off-beat horns, a field drum, a fanfare in dotted rhythm."""

import numpy as np

from core.demo_music import palette
from core.demo_music.chance import one_of, perhaps
from core.demo_music.drums import BASS_DRUM, CYMBAL, FIELD_SNARE
from core.demo_music.harmony import Key, melody, root_near, voiced
from core.demo_music.rhythm import hits, humanised, n_bars
from core.demo_music.score import Mix, Note, Part, Score
from core.demo_music.styles import REGISTRY

PROGRESSIONS = (
    (0, 0, 4, 0, 0, 3, 4, 0),
    (0, 3, 0, 4, 0, 3, 4, 0),
    (0, 0, 3, 3, 4, 4, 0, 0),
)
RHYTHMS = (
    ((0, 0.75), (0.75, 0.25), (1, 1), (2, 0.75), (2.75, 0.25), (3, 1)),
    ((0, 1), (1, 0.5), (1.5, 0.5), (2, 2)),
    ((0, 1), (1, 0.75), (1.75, 0.25), (2, 1), (3, 1)),
    ((0, 1.5), (1.5, 0.5), (2, 1), (3, 1)),
)
ROLLS = ("X.xxx.x.X.xxx.xx", "X..xX..xX.xxxxxx", "X.xxX.xxX.xxxxxx", "X...x.xxX.x.xxxx")


@REGISTRY.register("march")
def march(rng: np.random.Generator, seconds: float) -> Score:
    key = Key.drawn(rng, "major", "major", "major", "harmonic minor")
    bpm = rng.uniform(104, 128)
    n = n_bars(seconds, bpm, 4)
    degrees = one_of(rng, *PROGRESSIONS)
    chords = [key.chord(degrees[i % 8]) for i in range(n)]
    low, horns, tune = [], [], []
    for bar, chord in enumerate(chords):
        for half, tone in ((0, 0), (2, 2)):
            low.append(Note(4 * bar + half, 0.7, root_near(chord, 42, tone), 0.9))
            horns += [Note(4 * bar + half + 1, 0.4, p, 0.7) for p in voiced(chord, 57)]
    for bar, line in enumerate(melody(rng, key, chords, RHYTHMS, rng.uniform(69, 76))):
        tune += [Note(4 * bar + beat, 0.85 * length, pitch) for beat, length, pitch in line]
    lead = one_of(rng, palette.BRASS, palette.BRASS, palette.FLUTE, palette.REED)
    middle = one_of(rng, palette.BRASS, palette.ORGAN, palette.ACCORDION)
    snare = hits(one_of(rng, *ROLLS), 0.25, 4 * n)
    parts = [
        Part(palette.TUBA.varied(rng), humanised(low, rng, bpm), 0.6, 0.2),
        Part(middle.varied(rng), humanised(horns, rng, bpm), 0.42, 0.25),
        Part(lead.varied(rng), humanised(tune, rng, bpm), rng.uniform(0.45, 0.65), 0.3),
        Part(FIELD_SNARE.varied(rng), humanised(snare, rng, bpm, 4), rng.uniform(0.25, 0.55), 0.2),
        Part(BASS_DRUM.varied(rng), hits("X.X.", 1, 4 * n), rng.uniform(0.3, 0.6)),
    ]
    if perhaps(rng, 0.6):
        parts.append(Part(CYMBAL.varied(rng), hits("X.......", 1, 4 * n), 0.3, 0.3))
    return Score(key, bpm, 4, parts, Mix.drawn(rng, 1.3))
