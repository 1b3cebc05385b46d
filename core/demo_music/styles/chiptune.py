"""Chiptune: pulse waves, chords broken too fast to count, a triangle bass, drums of noise."""

from dataclasses import replace

import numpy as np

from core.demo_music.chance import one_of, perhaps
from core.demo_music.drums import Drum
from core.demo_music.harmony import Key, melody, root_near, voiced
from core.demo_music.instruments import Timbre
from core.demo_music.rhythm import hits, n_bars
from core.demo_music.score import Mix, Note, Part, Score
from core.demo_music.styles import REGISTRY

PULSE_WAVE = Timbre(duty=0.5, attack=0.002, release=0.006)
DUTIES = (0.125, 0.25, 0.5)
TRIANGLE_WAVE = Timbre(slope=2.0, even=0.0, attack=0.002, release=0.004)
NOISE_KICK = Drum(body=1.6, start=300, end=55, body_decay=0.06, noise=0.3, noise_decay=0.02)
NOISE_SNARE = Drum(noise=1.0, low=900, noise_decay=0.06)
NOISE_HAT = Drum(noise=0.6, low=5000, noise_decay=0.015)
RHYTHMS = (
    ((0, 0.5), (0.5, 0.5), (1, 1), (2, 0.5), (2.5, 0.5), (3, 1)),
    ((0, 0.75), (0.75, 0.75), (1.5, 0.5), (2, 0.75), (2.75, 0.75), (3.5, 0.5)),
    ((0, 1), (1, 0.5), (1.5, 1), (2.5, 0.5), (3, 1)),
    ((0, 0.5), (0.5, 0.5), (1, 0.5), (1.5, 0.5), (2, 2)),
)


@REGISTRY.register("chiptune")
def chiptune(rng: np.random.Generator, seconds: float) -> Score:
    key = Key.drawn(rng, "major", "harmonic minor", "mixolydian")
    bpm = rng.uniform(126, 178)
    n = n_bars(seconds, bpm, 4)
    degrees = key.loop(rng)
    chords = [key.chord(degrees[i % 4]) for i in range(n)]
    speed, leaping = one_of(rng, 0.125, 0.25, 0.25), perhaps(rng, 0.6)
    broken, bass, tune = [], [], []
    for bar, chord in enumerate(chords):
        tones = voiced(chord, 66)
        broken += [
            Note(4 * bar + i * speed, 0.9 * speed, tones[i % 3], 0.7)
            for i in range(round(4 / speed))
        ]
        root = root_near(chord, 42)
        bass += [Note(4 * bar + i / 2, 0.4, root + 12 * (leaping and i % 2)) for i in range(8)]
    for bar, line in enumerate(melody(rng, key, chords, RHYTHMS, rng.uniform(74, 81))):
        tune += [Note(4 * bar + beat, 0.85 * length, pitch) for beat, length, pitch in line]
    lead = replace(PULSE_WAVE, duty=one_of(rng, *DUTIES), vibrato=rng.uniform(0, 0.3))
    second = replace(PULSE_WAVE, duty=one_of(rng, *DUTIES))
    parts = [
        Part(lead, tune, rng.uniform(0.4, 0.55), 0.05),
        Part(second, broken, rng.uniform(0.2, 0.35), 0.05),
        Part(TRIANGLE_WAVE, bass, 0.45, 0.0),
    ]
    if perhaps(rng, 0.85):
        beat = one_of(rng, "X...X...", "X..X..X.", "X.X.X.X.")
        parts += [
            Part(NOISE_KICK.varied(rng), hits(beat, 0.5, 4 * n), 0.6, 0.0),
            Part(
                NOISE_SNARE.varied(rng), hits("..X...X.", 0.5, 4 * n), rng.uniform(0.3, 0.55), 0.0
            ),
            Part(NOISE_HAT.varied(rng), hits("xoxo", 0.5, 4 * n), rng.uniform(0.4, 0.8), 0.0),
        ]
    return Score(key, bpm, 4, parts, Mix.drawn(rng, 0.4))
