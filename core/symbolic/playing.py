"""Statistics of how a passage is played: how loud, how fast, how long its notes, where in the bar.

`core.symbolic.statistics` know none of it, and these know nothing of which notes are played. What
only tells how a file was entered is left out on purpose: how exactly chords begin together, or how
near to a grid notes lie.
"""

import numpy as np

from core.symbolic.chords import Chords, chords
from core.symbolic.notes import Notes
from core.symbolic.statistics import LEAST_TIME, shares

LOUDER = (-20.0, -8.0, -2.5, -0.5, 0.5, 2.5, 8.0, 20.0)  # velocities, from one chord to the next
GAPS = np.arange(-6, 2, 0.5)  # octaves of a second from one chord to the next
LENGTHS = np.arange(-5, 2.5, 0.5)  # octaves of a second that notes last
PLACES = 24  # of a bar: semiquavers and their triplets
EARLY = 1e-4  # s that a note may come before its bar
TEMPO_SCALE, DENSITY_SCALE = 4.0, 16.0  # so that these values are of the size of the others


def playing(notes: Notes) -> dict[str, np.ndarray]:
    """All statistics of a passage's playing, by what they are of; float64 arrays.

    Parameters
    ----------
    notes : Notes
        At least one; its bars may be those of a whole piece.

    Examples
    --------
    >>> from core.symbolic import example
    >>> found = playing(example("waltz"))
    >>> round(float(2 ** found["bar"][0]), 2)  # s that a bar of three beats lasts
    1.11
    """
    found = chords(notes)
    return _loudness(notes, found) | _times(notes, found) | _metre(notes, found)


def _loudness(notes: Notes, found: Chords) -> dict[str, np.ndarray]:
    loud = notes.velocity / 127
    changes = np.diff(notes.velocity[found.first])
    varied = np.ptp(notes.velocity) > 0 and np.ptp(notes.pitch) > 0
    with_pitch = np.corrcoef(loud, notes.pitch)[0, 1] if varied else 0.0
    levels = len(np.unique(notes.velocity)) / 128
    return {
        "loudness": np.array([loud.mean(), loud.std(), *np.percentile(loud, (5, 25, 50, 75, 95))]),
        "levels": np.array([levels, with_pitch]),
        "velocities": shares(notes.velocity // 8, 16),
        "louder and softer": shares(np.digitize(changes, LOUDER), len(LOUDER) + 1),
    }


def _times(notes: Notes, found: Chords) -> dict[str, np.ndarray]:
    """In octaves of a second."""
    gaps = np.log2(np.diff(found.onset).clip(LEAST_TIME)) if len(found) > 1 else np.zeros(1)
    lengths = np.log2(notes.duration.clip(LEAST_TIME))
    lasting = max(notes.onset[-1] - notes.onset[0], LEAST_TIME)
    sums = [each for x in (gaps, lengths) for each in (np.median(x), x.mean(), x.std())]
    return {
        "tempo": np.array([*sums, np.log2(len(notes) / lasting)]) / TEMPO_SCALE,
        "gaps": shares(np.digitize(gaps, GAPS), len(GAPS) + 1),
        "held": shares(np.digitize(lengths, LENGTHS), len(LENGTHS) + 1),
    }


def _metre(notes: Notes, found: Chords) -> dict[str, np.ndarray]:
    """Where in their bars chords begin, and how long and how full bars are."""
    number = np.searchsorted(notes.bars, found.onset + EARLY, side="right") - 1
    inside = (number >= 0) & (number < len(notes.bars) - 1)
    if not inside.any():
        return {"places in the bar": np.zeros(PLACES), "bar": np.zeros(2)}
    number, onset = number[inside], found.onset[inside]
    length = np.diff(notes.bars)[number]
    place = np.round((onset - notes.bars[number]) / length * PLACES) % PLACES
    full = len(number) / len(np.unique(number)) / DENSITY_SCALE
    return {
        "places in the bar": shares(place, PLACES),
        "bar": np.array([np.log2(max(np.median(length), LEAST_TIME)), full]),
    }
