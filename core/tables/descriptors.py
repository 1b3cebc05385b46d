"""What services tell of a song: thirteen numbers, with their units and bounds.

As Spotify described them for developers: eight of them are estimates of its own, 0 to 1.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LONGEST_IN_MINUTES = 30.0  # a duration below this is in minutes: no song lasts 30 ms

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Descriptor:
    """A column that is known by name.

    Attributes
    ----------
    name, title, unit : str
        In recipes, for people, and what a value is measured in.
    low, high : float
        Bounds; what lies outside is a fault.
    about : str
        What it tells, in a few words.
    also : tuple of str
        Other names of the column.
    mend : callable
        From values as they are found to those that are meant, NaN for gaps.
    """

    name: str
    title: str
    unit: str
    low: float
    high: float
    about: str
    also: tuple[str, ...] = ()
    mend: Callable[[Values], Values] = lambda values: values


def in_milliseconds(durations: Values) -> Values:
    """Durations of which some are in minutes and some in ms, all in whole ms.

    Examples
    --------
    >>> in_milliseconds(np.array([234596.0, 3.50165])).tolist()
    [234596.0, 210099.0]
    """
    minutes = durations < LONGEST_IN_MINUTES
    return np.where(minutes, np.round(durations * 60_000), durations)


def zeros_are_gaps(values: Values) -> Values:
    """0 and −1 as gaps: in the table that networks here learn from, zeros were lost.

    Of 17,996 songs none has the key 0 (C, elsewhere among the commonest) and none an
    instrumentalness of 0, while 11 and 24 % have nothing there; −1 stands for "no key found".
    """
    return np.where((values == 0) | (values == -1), np.nan, values)


DESCRIPTORS = (
    Descriptor("danceability", "Danceability", "", 0, 1, "how well it is danced to"),
    Descriptor("energy", "Energy", "", 0, 1, "how loud, fast and noisy it feels"),
    Descriptor(
        "key", "Key", "semitones above C", -1, 11, "the key's first note", mend=zeros_are_gaps
    ),
    Descriptor("loudness", "Loudness", "dB", -60, 10, "mean level re full scale"),
    Descriptor("mode", "Mode", "", 0, 1, "1 is major, 0 minor"),
    Descriptor("speechiness", "Speechiness", "", 0, 1, "how much is spoken"),
    Descriptor("acousticness", "Acousticness", "", 0, 1, "how sure it has no amplifiers"),
    Descriptor(
        "instrumentalness", "Instrumentalness", "", 0, 1, "how sure nobody sings",
        mend=zeros_are_gaps,
    ),
    Descriptor("liveness", "Liveness", "", 0, 1, "how sure there is an audience"),
    Descriptor("valence", "Valence", "", 0, 1, "how cheerful it sounds"),
    Descriptor("tempo", "Tempo", "beats per minute", 0, 400, "its beat", ("bpm",)),
    Descriptor(
        "duration_ms", "Duration", "ms", 1_000, 86_400_000, "how long it lasts",
        ("duration_in min/ms", "duration", "track_duration_ms", "length_ms"), in_milliseconds,
    ),
    Descriptor("time_signature", "Time signature", "beats in a bar", 0, 7, "its metre", ("meter",)),
)  # fmt: skip
"""In the order of the published table."""


def descriptor(name: str) -> Descriptor:
    """The known column `name`, or one that may hold any number.

    Examples
    --------
    >>> descriptor("tempo").unit, descriptor("year").high
    ('beats per minute', inf)
    """
    anything = Descriptor(name, name.replace("_", " "), "", -np.inf, np.inf, "")
    return next((each for each in DESCRIPTORS if each.name == name), anything)
