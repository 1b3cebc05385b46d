"""Songs between two styles: written in the one, and played in part as its neighbour is.

What makes a style is a habit, and habits are shared. A crossover keeps the notes of its own style,
which is what its label says, and may borrow from one neighbour the beat (metre, swing, drums), the
tempo, the instruments, the room that it is recorded in and an ending. One that borrows all of them
is known by its first notes alone.
"""

import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from core.demo_music.drums import Drum
from core.demo_music.rhythm import EARLY, rebarred, swung
from core.demo_music.score import Part, Score

NEIGHBOURS = (
    ("arpeggio", "bells"),  # patterns of single tones that ring into each other, no drums
    ("bells", "drone"),  # slow, over a low tone that is held, in a large room, no drums
    ("bossa", "shuffle"),  # a small band: bass, chords off the beat, a tune, light drums
    ("chiptune", "club"),  # machines: electronic tones over a beat that never bends
    ("chiptune", "power-chords"),  # fast tunes over loud chords and a hard back beat
    ("march", "waltz"),  # a bass on the beat, chords after it, a tune in eight bars
    ("power-chords", "shuffle"),  # rock and the blues that it comes from
)
BEATLESS = {"arpeggio", "bells", "drone"}  # two of them have no beat to borrow from each other
CLEAR = 0.3  # of all songs borrow nothing
LEAST = 0.3  # probability of each trait in the songs that borrow least; in the others up to 1
ENDING = 0.4  # share of a song that a borrowed ending takes


@dataclass(frozen=True)
class Crossover:
    """What a song borrows: names of `TRAITS`, none in a clear case, and from which style."""

    neighbour: str
    traits: tuple[str, ...]

    @staticmethod
    def drawn(style: str, seed: int) -> "Crossover":
        """What the song of this seed borrows; nothing where the style has no neighbour."""
        rng = np.random.default_rng([zlib.crc32(f"{style} crossed".encode()), seed])
        neighbours = [b if a == style else a for a, b in NEIGHBOURS if style in (a, b)]
        if not neighbours or rng.random() < CLEAR:
            return Crossover("", ())
        neighbour = neighbours[seed % len(neighbours)]  # each of them equally often
        probability = rng.uniform(LEAST, 1)
        drawn = [trait for trait in TRAITS if rng.random() < probability]
        if {style, neighbour} <= BEATLESS:
            drawn = [trait for trait in drawn if trait != "beat"]
        return Crossover(neighbour, tuple(drawn)) if drawn else Crossover("", ())

    def __str__(self) -> str:
        """``"tempo and room of waltz"``; nothing for a clear case."""
        if not self.traits:
            return ""
        *before, last = self.traits
        names = f"{', '.join(before)} and {last}" if before else last
        return f"{names} of {self.neighbour}"


def crossed(score: Score, other: Score, traits: tuple[str, ...], seconds: float) -> Score:
    """The `score` with these traits of `other`, for a song of so many seconds."""
    for trait in traits:
        score = TRAITS[trait](score, other, seconds)
    return score


def _beat(score: Score, other: Score, seconds: float) -> Score:
    """Its notes in the metre and swing of the other's drums, which play in place of its own."""
    notes = (score.beats_per_bar, other.beats_per_bar)
    pitched = [
        replace(
            part,
            notes=rebarred(swung(part.notes, other.swing, score.swing), *notes),
            pump=_counterpart(part, other).pump,
        )
        for part in _pitched(score)
    ]
    drums = [part for part in other.parts if isinstance(part.voice, Drum)]
    return replace(
        score, beats_per_bar=other.beats_per_bar, swing=other.swing, parts=[*pitched, *drums]
    )


def _tempo(score: Score, other: Score, seconds: float) -> Score:
    return replace(score, bpm=other.bpm)


def _instruments(score: Score, other: Score, seconds: float) -> Score:
    """Each part played as the other's part of the nearest register is."""
    parts = [part for part in score.parts if isinstance(part.voice, Drum)]
    for part in _pitched(score):
        counterpart = _counterpart(part, other)
        parts.append(replace(counterpart, notes=part.notes, gain=part.gain, pump=part.pump))
    return replace(score, parts=parts)


def _room(score: Score, other: Score, seconds: float) -> Score:
    return replace(score, mix=other.mix)


def _ending(score: Score, other: Score, seconds: float) -> Score:
    """From a bar on, what the other plays takes the place of its own, in its key."""
    bars = (1 - ENDING) * seconds * score.bpm / 60 / score.beats_per_bar
    switch = max(1, round(bars)) * score.beats_per_bar - EARLY
    shift = (score.key.tonic - other.key.tonic + 6) % 12 - 6
    parts = [
        replace(part, notes=[note for note in part.notes if note.start < switch])
        for part in score.parts
    ]
    for part in other.parts:
        notes = [
            replace(note, pitch=note.pitch + shift) for note in part.notes if note.start >= switch
        ]
        parts.append(replace(part, notes=notes))
    return replace(score, parts=parts)


TRAITS: dict[str, Callable[[Score, Score, float], Score]] = {
    "beat": _beat,
    "tempo": _tempo,
    "instruments": _instruments,
    "room": _room,
    "ending": _ending,  # the last, so that what comes before stays as it was made
}
"""What can be borrowed, by its name for people."""


def _pitched(score: Score) -> list[Part]:
    return [part for part in score.parts if part.notes and not isinstance(part.voice, Drum)]


def _counterpart(part: Part, other: Score) -> Part:
    """The part of `other` whose notes lie nearest in pitch on average."""
    return min(_pitched(other), key=lambda candidate: abs(_register(candidate) - _register(part)))


def _register(part: Part) -> float:
    return float(np.mean([note.pitch for note in part.notes]))
