"""Why two songs lie near each other, in features that have names.

A network's embedding has no words, so its answer is told by the averages of both songs: what is
unusual, and alike, in both says most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.analysis.mistakes import UNITS, with_unit
from core.features import Averages, column_names
from core.library.description import Description
from core.training.checkpoint import Checkpoint
from core.training.run import Results


@dataclass(frozen=True)
class Trait:
    """An average that people have words for: what little and much, less and more of it is."""

    column: str
    noun: str
    little: str
    much: str
    less: str
    more: str


TRAITS = (
    Trait("spectral_centroid_mean", "brightness", "dark", "bright", "darker", "brighter"),
    Trait("rms_mean", "loudness", "soft", "loud", "softer", "louder"),
    Trait("zero_crossing_rate_mean", "noisiness", "smooth", "noisy", "smoother", "noisier"),
    Trait("spectral_bandwidth_mean", "width of the spectrum", "narrow in spectrum",
          "wide in spectrum", "narrower in spectrum", "wider in spectrum"),
    Trait("chroma_stft_mean", "density of pitches", "clear in pitch", "dense in pitch",
          "clearer in pitch", "denser in pitch"),
    Trait("mfcc2_mean", "bass against treble", "light in bass", "heavy in bass",
          "lighter in bass", "heavier in bass"),
)  # fmt: skip
PLACES = [column_names(Averages()).index(trait.column) for trait in TRAITS]

CLEAR = 0.5  # standard deviations from the mean, from which on a song is something
ALIKE = 0.75  # standard deviations between two songs, up to which they are alike
APART = 1.5  # and from which on they are not
SAME_TEMPO = 0.04  # of the tempo
MOST = 3


@dataclass(frozen=True)
class Reason:
    """What two songs share, and what parts them.

    Attributes
    ----------
    traits : tuple of str
        What both are, most telling first: ``"bright"``.
    alike : tuple of str
        In what they are alike though not unusual, most alike first: ``"loudness"``.
    tempo : float or None
        Beats per minute of both, where that is about the same.
    apart : str
        What the other one is more than the first, most of all: ``"louder"``; empty where nothing.
    """

    traits: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    tempo: float | None = None
    apart: str = ""

    @property
    def sentence(self) -> str:
        """In one plain line; empty where nothing can be told.

        Examples
        --------
        >>> Reason(("bright", "loud"), ("noisiness",), 120.2, "heavier in bass").sentence
        'Both are bright and loud; both have some 120 BPM; this one is heavier in bass.'
        """
        shared = f"alike in {listed(self.alike)}" if self.alike else ""
        parts = (
            f"both are {listed(self.traits)}" if self.traits else shared,
            f"both have some {self.tempo:.0f} BPM" if self.tempo else "",
            f"this one is {self.apart}" if self.apart else "",
        )
        line = "; ".join(filter(None, parts))
        return f"{line[0].upper()}{line[1:]}." if line else ""


def reason(one: Description, other: Description, checkpoint: Checkpoint) -> Reason:
    """Why `other` may lie near `one`: the averages that are alike, and unusual, in both.

    "Bright" is what lies half a standard deviation above the mean of the songs that the network
    learned from.
    """
    tempo = other.tempo if same_tempo(one.tempo, other.tempo) else None
    ours, theirs = standardised(one, checkpoint), standardised(other, checkpoint)
    if ours is None or theirs is None:
        return Reason(tempo=tempo)
    gaps = np.abs(theirs - ours)
    clear = np.sign(ours) * (np.minimum(np.abs(ours), np.abs(theirs)) > CLEAR)
    telling = (gaps < ALIKE) & (clear * theirs > 0)
    traits = [TRAITS[i] for i in np.argsort(-np.abs(ours), kind="stable") if telling[i]]
    alike = [TRAITS[i] for i in np.argsort(gaps, kind="stable") if gaps[i] < ALIKE]
    return Reason(
        tuple(t.much if ours[TRAITS.index(t)] > 0 else t.little for t in traits[:MOST]),
        tuple(trait.noun for trait in alike[:MOST]),
        tempo,
        _widest(theirs - ours),
    )


def _widest(gaps: NDArray[np.float64]) -> str:
    """What the other song is most of all more than the first; empty where they are near."""
    widest = int(np.abs(gaps).argmax())
    if abs(gaps[widest]) < APART:
        return ""
    return TRAITS[widest].more if gaps[widest] > 0 else TRAITS[widest].less


def listed(words: Sequence[str]) -> str:
    """As people list things.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b", "c"])
    ('a', 'a, b and c')
    """
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def same_tempo(one: float | None, other: float | None) -> bool:
    """Whether two tempos are one, give or take `SAME_TEMPO`.

    Examples
    --------
    >>> same_tempo(120.0, 123.0), same_tempo(120.0, 60.0), same_tempo(None, 60.0)
    (True, False, False)
    """
    return one is not None and other is not None and abs(other / one - 1) <= SAME_TEMPO


def in_figures(one: Description, other: Description) -> list[dict[str, str]]:
    """What the reason is made of: the averages of two songs that have words, with their units.

    ``feature``, ``yours``, ``this song``; none where one of them was not heard.
    """
    if one.averages is None or other.averages is None:
        return []
    return [
        {
            "feature": trait.noun,
            "yours": told(trait, float(one.averages[place])),
            "this song": told(trait, float(other.averages[place])),
        }
        for trait, place in zip(TRAITS, PLACES, strict=True)
    ]


def told(trait: Trait, value: float) -> str:
    """A value of a trait, with its unit where that is not a share."""
    unit = UNITS.get(trait.column, "dB" if "mfcc" in trait.column else "")
    return with_unit(value, "" if unit.startswith("of ") else unit)


def standardised(song: Description, checkpoint: Checkpoint) -> NDArray[np.float64] | None:
    """The `TRAITS` of a song in standard deviations from what a network's training songs have.

    None where the song was not heard, or the network carries no averages.
    """
    file = checkpoint.path / "songs.parquet"
    ends = _scale(checkpoint.path, file.stat().st_mtime_ns) if file.exists() else None
    if song.averages is None or ends is None:
        return None
    return (song.averages[PLACES] - ends[0]) / ends[1]


@lru_cache(maxsize=8)
def _scale(path: Path, _changed: int) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    songs = Results(path).songs()
    columns = [trait.column for trait in TRAITS]
    if songs is None or not {*columns} <= {*songs.columns}:
        return None
    values = songs.loc[songs.side == "train", columns].to_numpy(np.float64)
    spread = values.std(axis=0)
    return values.mean(axis=0), np.where(spread > 0, spread, 1.0)
