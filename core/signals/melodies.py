"""Notes one after the other, each with overtones."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.audio import SAMPLE_RATE
from core.errors import EarshotError
from core.signals.tones import harmonics

MAJOR = (0, 2, 4, 5, 7, 9, 11)
"""Semitones of a major scale above its first note."""


def major_scale(lowest: float, n_octaves: int) -> list[float]:
    """Frequencies in Hz of a major scale from `lowest` up to the same note `n_octaves` higher.

    Examples
    --------
    >>> [round(hz) for hz in major_scale(440.0, n_octaves=1)]
    [440, 494, 554, 587, 659, 740, 831, 880]
    """
    if n_octaves < 1 or lowest <= 0:
        raise EarshotError(f"A scale of {n_octaves} octaves from {lowest:g} Hz has no notes.")
    steps = [12 * octave + step for octave in range(n_octaves) for step in MAJOR]
    return [lowest * 2 ** (step / 12) for step in [*steps, 12 * n_octaves]]


def melody(
    fundamentals: Sequence[float],
    *,
    note_seconds: float,
    sample_rate: int = SAMPLE_RATE,
    n_overtones: int = 8,
) -> NDArray[np.float32]:
    """Notes of equal length in a row, see `harmonics`: [n_notes * note_seconds * sample_rate].

    Examples
    --------
    >>> melody([440.0, 550.0, 660.0], note_seconds=0.5, sample_rate=8000).shape
    (12000,)
    """
    if not fundamentals:
        raise EarshotError("A melody needs at least one note.")
    notes = [
        harmonics([each], seconds=note_seconds, sample_rate=sample_rate, n_overtones=n_overtones)
        for each in fundamentals
    ]
    return np.concatenate(notes)
