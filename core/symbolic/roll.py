"""Piano roll: which keys are down, over time."""

import numpy as np

from core.errors import MidiError
from core.symbolic.notes import Notes

N_PITCHES = 128
MOST_FRAMES = 2**20
"""Of a roll, which takes 512 MB then: 9 hours at 32 frames a second."""


def piano_roll(notes: Notes, *, frames_per_second: float = 16.0) -> np.ndarray:
    """How hard each key is held down in each frame.

    Parameters
    ----------
    notes : Notes
    frames_per_second : float
        Above 0.

    Returns
    -------
    np.ndarray [shape=(128, n_frames)]
        float32, 0 where a key is up, else the velocity of its note, to 1; a note sounds in every
        frame that it touches.

    Raises
    ------
    MidiError
        If there were more than `MOST_FRAMES` frames.

    Examples
    --------
    >>> notes = Notes.of_rows(np.array([[0.0, 0.5, 60, 127], [0.5, 0.5, 64, 127]]), np.zeros(1))
    >>> roll = piano_roll(notes, frames_per_second=2)
    >>> roll.shape, roll[60].tolist(), roll[64].tolist()
    ((128, 2), [1.0, 0.0], [0.0, 1.0])
    """
    n_frames = max(1, int(np.ceil(notes.seconds * frames_per_second)))
    if n_frames > MOST_FRAMES:
        raise MidiError(
            f"A piano roll of {notes.seconds:,.0f} s at {frames_per_second:g} frames a second "
            f"would have {n_frames:,} frames; the limit is {MOST_FRAMES:,}."
        )
    roll = np.zeros((N_PITCHES, n_frames), np.float32)
    first = (notes.onset * frames_per_second).astype(int).clip(max=n_frames - 1)
    last = np.ceil(notes.offset * frames_per_second - 1e-6).astype(int).clip(first + 1)
    level = notes.velocity / np.float32(127)
    for pitch, begin, end, loud in zip(notes.pitch, first, last, level, strict=True):
        held = roll[pitch, begin:end]
        np.maximum(held, loud, out=held)
    return roll
