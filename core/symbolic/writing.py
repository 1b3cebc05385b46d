"""Notes as a MIDI file, and pieces that the project composes itself."""

from typing import Any

import numpy as np

from core.demo_music import EXAMPLE_SECONDS, EXAMPLE_SEED, compose
from core.demo_music.drums import Drum
from core.symbolic.notes import Notes

TICKS = 480  # of a quarter, at 120 to the minute: about a millisecond each
PER_SECOND = 2 * TICKS


def write_midi(notes: Notes) -> bytes:
    """A standard MIDI file of one piano track, times rounded to about a millisecond.

    Examples
    --------
    >>> write_midi(example("waltz"))[:4]
    b'MThd'
    """
    import symusic

    score: Any = symusic.Score(TICKS)
    track: Any = symusic.Track(name="Piano", program=0, is_drum=False)
    start = np.round(notes.onset * PER_SECOND).astype(int)
    length = np.round(notes.duration * PER_SECOND).astype(int).clip(1)
    for row in zip(start, length, notes.pitch, notes.velocity, strict=True):
        track.notes.append(symusic.Note(*map(int, row)))
    score.tracks.append(track)
    return score.dumps_midi()


def example(style: str, seed: int = EXAMPLE_SEED, seconds: float = EXAMPLE_SECONDS) -> Notes:
    """The notes of a song that the project composes itself, without its drums.

    Parameters
    ----------
    style : str
        One of `core.demo_music.STYLES`.
    seed, seconds : int, float
        As for `core.demo_music.make_song`.

    Examples
    --------
    >>> notes = example("waltz", seconds=10)
    >>> bool(notes.seconds <= 10), len(notes.bars)
    (True, 10)
    """
    score = compose(style, seed, seconds)
    beat = 60 / score.bpm
    rows = np.array(
        [
            (
                n.start * beat,
                n.length * beat,
                round(n.pitch),
                np.clip(round(127 * n.velocity), 1, 127),
            )
            for part in score.parts
            if not isinstance(part.voice, Drum)
            for n in part.notes
            if 0 <= n.start * beat < seconds
        ]
    ).reshape(-1, 4)
    rows[:, 1] = np.minimum(rows[:, 1], seconds - rows[:, 0])
    bars = np.arange(0, seconds, score.beats_per_bar * beat)
    return Notes.of_rows(rows, bars)
