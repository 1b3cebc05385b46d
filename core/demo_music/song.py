"""Composes a demo song and plays it."""

import zlib

import numpy as np

from core.demo_music.crossover import Crossover, crossed
from core.demo_music.mixing import distorted, low_passed, mixed
from core.demo_music.score import Part, Score
from core.demo_music.styles import REGISTRY
from core.registry import import_all

EXAMPLE_SEED, EXAMPLE_SECONDS = 7, 30.0  # of the song that stands for a style
LEAD_IN = 0.03  # s before the first beat, so that its stroke is heard whole
SECONDS = (1.0, 300.0)
SAMPLE_RATES = (8000, 48_000)
LONGER = 3.5  # a borrowed tempo takes up to 2.3 times as many beats, and of four it may cut one

import_all("core.demo_music.styles")

# The names of the ten styles, in alphabetical order: the classes of the demo dataset.
STYLES: tuple[str, ...] = tuple(REGISTRY.names())


def make_song(
    style: str, seed: int, seconds: float = 15.0, sample_rate: int = 22_050
) -> np.ndarray:
    """Make one synthetic song.

    Parameters
    ----------
    style : str
        One of `STYLES`.
    seed : int
        0 or more. The same seed gives the same song.
    seconds : float
        Duration, 1 to 300 s.
    sample_rate : int
        8000 to 48000 Hz.

    Returns
    -------
    y : float32 array [shape=(n_samples,)]
        Mono, within -1..1, about -16 LUFS.

    Raises
    ------
    EarshotError
        There is no such style.
    ValueError
        `seed`, `seconds` or `sample_rate` is out of range.

    Examples
    --------
    >>> y = make_song("waltz", seed=7, seconds=5)
    >>> y.shape, y.dtype.name
    ((110250,), 'float32')
    """
    return play(compose(style, seed, seconds), seed, seconds, sample_rate)


def make_crossover(
    style: str, seed: int, seconds: float = 15.0, sample_rate: int = 22_050
) -> np.ndarray:
    """Make a song that borrows from a neighbouring style what `Crossover.drawn` says.

    Parameters, result and errors as for `make_song`, whose song it is where it borrows nothing.

    Examples
    --------
    >>> make_crossover("waltz", seed=7, seconds=5).shape
    (110250,)
    """
    return play(compose_crossover(style, seed, seconds), seed, seconds, sample_rate)


def compose(style: str, seed: int, seconds: float = 15.0) -> Score:
    """Write the notes of a song: its key, tempo, parts and mix. Parameters as for `make_song`.

    Examples
    --------
    >>> score = compose("waltz", seed=7)
    >>> len(score.parts), all(part.notes for part in score.parts)
    (3, True)
    """
    if not SECONDS[0] <= seconds <= SECONDS[1]:
        raise ValueError(f"seconds is {seconds:g}; it must be within {SECONDS}.")
    return _written(style, seconds, seed)


def compose_crossover(style: str, seed: int, seconds: float = 15.0) -> Score:
    """Write the notes of a song for `make_crossover`.

    Examples
    --------
    >>> from core.demo_music import STYLES, Crossover
    >>> borrowing = [style for style in STYLES if Crossover.drawn(style, seed=0).traits]
    >>> all(compose_crossover(style, 0) != compose(style, 0) for style in borrowing)
    True
    """
    score = compose(style, seed, seconds)
    crossover = Crossover.drawn(style, seed)
    if not crossover.traits:
        return score
    score = _written(style, LONGER * seconds, seed)
    # A song that is heard nowhere else, so that no song of the set holds a piece of another.
    other = _written(crossover.neighbour, LONGER * seconds, seed, zlib.crc32(style.encode()))
    return crossed(score, other, crossover.traits, seconds)


def _written(style: str, seconds: float, seed: int, *which: int) -> Score:
    if seed < 0:
        raise ValueError(f"seed is {seed}; it must be 0 or more.")
    write = REGISTRY.get(style)
    # By name, not by place in the list: a new style must not change the songs of the others.
    return write(np.random.default_rng([zlib.crc32(style.encode()), seed, *which]), seconds)


def play(score: Score, seed: int, seconds: float, sample_rate: int) -> np.ndarray:
    """Turn a score into sound. Parameters and result as for `make_song`."""
    if not SAMPLE_RATES[0] <= sample_rate <= SAMPLE_RATES[1]:
        raise ValueError(f"sample_rate is {sample_rate} Hz; it must be within {SAMPLE_RATES}.")
    n_samples = round(seconds * sample_rate)
    rng = np.random.default_rng(seed)
    dry = np.zeros(n_samples, dtype=np.float32)
    wet = np.zeros(n_samples, dtype=np.float32)
    for part in score.parts:
        bus = _played(part, score.bpm, n_samples, sample_rate, rng)
        dry += bus * np.float32(part.gain)
        wet += bus * np.float32(part.gain * part.send)
    return mixed(dry, wet, score.mix, sample_rate, rng)


def _played(
    part: Part, bpm: float, n_samples: int, sample_rate: int, rng: np.random.Generator
) -> np.ndarray:
    """One part on its own, before its gain, float32 [shape=(n_samples,)]."""
    bus = np.zeros(n_samples, dtype=np.float32)
    tones: dict[tuple[float, float], np.ndarray] = {}
    for note in part.notes:
        start = int((LEAD_IN + note.start * 60 / bpm) * sample_rate)
        if start >= n_samples:
            continue
        name = (note.pitch, note.length)
        if name not in tones:
            tones[name] = part.voice.tone(note.pitch, note.length * 60 / bpm, sample_rate, rng)
        tone = tones[name][: n_samples - start]
        bus[start : start + len(tone)] += np.float32(note.velocity) * tone
    if part.drive:
        bus = distorted(bus, part.drive)
    if part.cutoff is not None:
        bus = low_passed(bus, part.cutoff, sample_rate)
    if part.pump:
        beats = (np.arange(n_samples) / sample_rate - LEAD_IN) * bpm / 60
        bus *= 1 - np.float32(part.pump) * np.exp(-6 * (beats % 1)).astype(np.float32)
    return bus
