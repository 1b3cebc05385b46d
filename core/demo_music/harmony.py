"""Keys, chords, the way from one chord to the next, and melodies over them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SCALES = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "pentatonic major": (0, 2, 4, 7, 9),
    "pentatonic minor": (0, 3, 5, 7, 10),
    "blues": (0, 3, 5, 6, 7, 10),
}

# Four bars that go round, as degrees of each scale; no diminished or augmented chord among them.
LOOPS = {
    "major": ((0, 5, 3, 4), (0, 4, 5, 3), (5, 3, 0, 4), (0, 2, 3, 4), (0, 3, 4, 4)),
    "minor": ((0, 5, 2, 6), (0, 3, 6, 2), (0, 3, 5, 6), (0, 6, 5, 6), (0, 5, 3, 4)),
    "harmonic minor": ((0, 5, 3, 4), (0, 3, 4, 0), (0, 0, 5, 4), (0, 3, 5, 4)),
    "dorian": ((0, 3, 0, 3), (0, 2, 3, 0), (0, 6, 2, 3), (0, 0, 6, 3)),
    "mixolydian": ((0, 6, 3, 0), (0, 3, 6, 3), (0, 6, 5, 3), (0, 4, 3, 6)),
}
FORM = (0, 0, 1, 0)  # which of a tune's two phrases comes when: A A B A


@dataclass(frozen=True)
class Key:
    """A tonic (0 is C, 11 is B) and a scale."""

    tonic: int
    scale: str

    @staticmethod
    def drawn(rng: np.random.Generator, *scales: str) -> "Key":
        """Any tonic, with one of `scales`."""
        return Key(int(rng.integers(12)), scales[int(rng.integers(len(scales)))])

    def pitch(self, degree: int, octave: int = 4) -> int:
        """MIDI pitch of a scale degree; 0 is the tonic, and degrees run on past the octave."""
        steps = SCALES[self.scale]
        turns, step = divmod(degree, len(steps))
        return 12 * (octave + 1 + turns) + self.tonic + steps[step]

    def loop(self, rng: np.random.Generator) -> tuple[int, ...]:
        """One of the scale's `LOOPS`."""
        loops = LOOPS[self.scale]
        return loops[int(rng.integers(len(loops)))]

    def pitch_classes(self) -> set[int]:
        """The scale's pitch classes, 0 to 11."""
        return {(self.tonic + step) % 12 for step in SCALES[self.scale]}

    def chord(self, degree: int, n_notes: int = 3) -> list[int]:
        """Pitch classes of thirds stacked on a degree, root first: 3 is a triad, 4 a seventh."""
        return [self.pitch(degree + 2 * i) % 12 for i in range(n_notes)]


def voiced(chord: Sequence[int], centre: float) -> list[int]:
    """Pitches of a chord, each the nearest one to `centre`, so that few voices have to leap."""
    return sorted(round((centre - tone) / 12) * 12 + tone for tone in chord)


def root_near(chord: Sequence[int], centre: float, index: int = 0) -> int:
    """Pitch of one tone of a chord, the nearest to `centre`; 0 is the root, 2 the fifth."""
    return voiced([chord[index]], centre)[0]


def melody(
    rng: np.random.Generator,
    key: Key,
    chords: Sequence[Sequence[int]],
    rhythms: Sequence[Sequence[tuple[float, float]]],
    centre: float,
) -> list[list[tuple[float, float, int]]]:
    """A tune over one chord per bar, in phrases A A B A of two bars each.

    A phrase is a rhythm and a contour. When it comes back, its notes are fitted to the chords of
    the moment: the first of a bar is a chord tone, the others go by step or small leap.

    Parameters
    ----------
    key : Key
        Its scale holds the melody.
    chords : sequence of chord
        Pitch classes for each bar.
    rhythms : sequence of rhythm
        Each a bar's worth of (beat, length), in beats, to choose from.
    centre : float
        MIDI pitch around which the tune stays, within about an octave either way.

    Returns
    -------
    bars : list of list of (beat, length, pitch)
        For each bar, beats counted from its start.
    """
    classes = key.pitch_classes()
    ladder = [p for p in range(round(centre) - 10, round(centre) + 11) if p % 12 in classes]
    phrases = [[_bar_idea(rng, rhythms) for _ in range(2)] for _ in range(2)]
    place, bars = len(ladder) // 2, []
    for i, chord in enumerate(chords):
        phrase = phrases[FORM[i // 2 % len(FORM)]]
        bar = []
        for (beat, length), step in phrase[i % 2]:
            place = _turned_back(place + step, len(ladder))
            if beat == 0:
                place = _nearest_chord_tone(ladder, place, chord)
            bar.append((beat, length, ladder[place]))
        bars.append(bar)
    return bars


def _bar_idea(
    rng: np.random.Generator, rhythms: Sequence[Sequence[tuple[float, float]]]
) -> list[tuple[tuple[float, float], int]]:
    """A rhythm, and a step on the scale for each of its notes."""
    rhythm = rhythms[int(rng.integers(len(rhythms)))]
    steps = rng.choice([-2, -1, -1, 0, 1, 1, 2, 3], size=len(rhythm))
    return [(slot, int(step)) for slot, step in zip(rhythm, steps, strict=True)]


def _turned_back(place: int, n: int) -> int:
    """A place on a ladder of `n` rungs, reflected at both ends."""
    if place < 0:
        return min(-place, n - 1)
    return place if place < n else max(2 * (n - 1) - place, 0)


def _nearest_chord_tone(ladder: list[int], place: int, chord: Sequence[int]) -> int:
    fitting = [i for i, pitch in enumerate(ladder) if pitch % 12 in chord]
    return min(fitting, key=lambda i: abs(i - place)) if fitting else place
