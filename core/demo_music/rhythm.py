"""Where notes fall: step patterns, swing, and hands that are not quite a machine's."""

from collections.abc import Iterable
from math import ceil

import numpy as np

from core.demo_music.score import Note

EARLY = 0.1  # beats by which a hand may come before the beat that it means

# What a character of a pattern is worth; every other one is a rest.
VELOCITIES = {"X": 1.0, "x": 0.75, "o": 0.45}


def n_bars(seconds: float, bpm: float, beats_per_bar: int) -> int:
    """Bars that it takes to fill `seconds`."""
    return max(1, ceil(seconds * bpm / 60 / beats_per_bar))


def hits(
    steps: str, step: float, beats: float, length: float = 0.25, pitch: float = 60
) -> list[Note]:
    """Notes of a step pattern, repeated until `beats` are full.

    Parameters
    ----------
    steps : str
        ``X`` is a strong hit, ``x`` a plain one, ``o`` a soft one, anything else a rest.
    step : float
        Beats from one character to the next.
    beats, length : float
        How long to go on, and how long a note is, in beats.
    """
    n = ceil(beats / step)
    pattern = (steps * ceil(n / len(steps)))[:n]
    return [
        Note(i * step, length, pitch, VELOCITIES[mark])
        for i, mark in enumerate(pattern)
        if mark in VELOCITIES
    ]


def swung(notes: Iterable[Note], long: float, now: float = 0.5) -> list[Note]:
    """Notes whose second half of each beat begins at `long` of the beat, where it did at `now`."""
    moved = []
    for note in notes:
        beat, part = divmod(note.start, 1.0)
        late = part / now * long if part < now else long + (part - now) / (1 - now) * (1 - long)
        moved.append(note.at(beat + late))
    return moved


def rebarred(notes: Iterable[Note], beats: int, new_beats: int) -> list[Note]:
    """Notes of bars of so many `beats` in bars of `new_beats`: cut, or their last beat repeated.

    What starts less than `EARLY` before a bar belongs to it.
    """
    moved = []
    for note in notes:
        bar, beat = divmod(note.start + EARLY, beats)
        repeats = range(max(0, new_beats - beats) + 1 if beat >= beats - 1 else 1)
        starts = (new_beats * bar + beat + again - EARLY for again in repeats if beat < new_beats)
        moved += [note.at(max(0.0, start)) for start in starts]
    return moved


def humanised(
    notes: Iterable[Note], rng: np.random.Generator, bpm: float, milliseconds: float = 8.0
) -> list[Note]:
    """Notes that start up to twice `milliseconds` off and differ in strength by some 8 %."""
    notes = list(notes)
    spread = milliseconds / 1000 * bpm / 60
    shifts = np.clip(rng.normal(0, spread, len(notes)), -2 * spread, 2 * spread)
    strengths = rng.normal(1, 0.08, len(notes))
    starts = np.maximum(0.0, [note.start for note in notes] + shifts).tolist()
    velocities = np.clip([note.velocity for note in notes] * strengths, 0.1, 1.0).tolist()
    return [
        Note(start, note.length, note.pitch, velocity)
        for note, start, velocity in zip(notes, starts, velocities, strict=True)
    ]
