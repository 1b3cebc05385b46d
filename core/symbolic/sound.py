"""Notes as sound, played by the project's own instruments."""

from functools import lru_cache

import numpy as np

from core.audio import SAMPLE_RATE, Audio
from core.demo_music.instruments import Timbre, gate
from core.demo_music.palette import PIANO
from core.symbolic.notes import Notes

LONGEST = 6.0  # s that a string rings; by then it is 50 dB down
PEAK = 0.9  # of the loudest sample
ATTACK = 0.002  # s


def render(notes: Notes, *, sample_rate: int = SAMPLE_RATE, voice: Timbre = PIANO) -> Audio:
    """Play notes on one instrument; the same notes give the same sound.

    Each key is played once and cut to the length of each of its notes, since a plucked or struck
    string does not know how long it will be held: a piece of 2,000 notes takes 0.2 s.

    Parameters
    ----------
    notes : Notes
    sample_rate : int
        In Hz.
    voice : Timbre
        What plays.

    Returns
    -------
    Audio
        Mono; its loudest sample is `PEAK`.

    Examples
    --------
    >>> notes = Notes.of_rows(np.array([[0.0, 0.5, 69, 100]]), np.zeros(1))
    >>> render(notes).n_samples  # the note, and its release
    14332
    """
    n_samples = max(1, int((notes.seconds + voice.release) * sample_rate))
    y = np.zeros(n_samples, np.float32)
    start = (notes.onset * sample_rate).astype(int)
    held = (np.minimum(notes.duration, LONGEST - voice.release) * sample_rate).astype(int)
    loud = (notes.velocity / 127).astype(np.float32)
    for pitch, first, n, level in zip(notes.pitch, start, held, loud, strict=True):
        tone = key(int(pitch), sample_rate, voice)[: n_samples - first]
        tone = tone[: n + int(voice.release * sample_rate)]
        fading = gate(len(tone), int(ATTACK * sample_rate), n, int(voice.release * sample_rate))
        y[first : first + len(tone)] += level * tone * fading
    peak = float(np.abs(y).max())
    return Audio.from_mono(y * np.float32(PEAK / peak) if peak > 0 else y, sample_rate)


@lru_cache(maxsize=128)
def key(pitch: int, sample_rate: int, voice: Timbre) -> np.ndarray:
    """One key of an instrument, held for `LONGEST` s, float32 [shape=(n_samples,)]."""
    rng = np.random.default_rng(pitch)
    return voice.tone(pitch, LONGEST - voice.release, sample_rate, rng)
