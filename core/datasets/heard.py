"""What a song tells of itself once it was heard: its length, its faults, its artist, its course.

It is kept by what the file holds, so that each song is decoded once, wherever it lies.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from core import paths, sealed
from core.audio import SAMPLE_RATE, Audio, Limits, decode_file, resample, sounding
from core.datasets.base import Track
from core.datasets.contents import content_hash
from core.doubt import doubt
from core.errors import AudioError

VERSION = 1  # raised whenever these figures change
COURSE_SECONDS = 30.0  # of a song, from its first sound on
FRAME = SAMPLE_RATE // 4
EDGES = (0, 100, 200, 400, 800, 1600, 3200, 6400)  # Hz, of the bands of a course
SOFTEST_DB = 60.0  # below the loudest: what is softer is what a codec left there
COPY = 0.9  # correlation of courses from which on two songs are copies; see `joined_copies`
PEAK = 0.9999  # of the largest sample: what was cut off is flat, no wave is
CLIPPED_FROM = 0.5  # re full scale: a soft song touches its own maximum, and that is no clipping
RUN = 3  # samples at the peak in a row


@dataclass(frozen=True)
class Heard:
    """One song.

    Attributes
    ----------
    seconds : float
    clipped : float
        Share of samples that stand at the peak, three or more in a row: cut off.
    artist : str
        As its file says, else what stands before " - " in its name; empty where neither does.
    doubt : str
        Why it is no music; empty if it is.
    course : tuple of int
        How loud it is in some bands of pitch, every quarter of a second, in dB below the loudest.
    """

    seconds: float
    clipped: float
    artist: str
    doubt: str
    course: tuple[int, ...]


def heard(path: Path) -> Heard:
    """What the song at `path` tells, from an earlier time or heard now.

    Raises
    ------
    AudioError
        When it cannot be decoded.
    """
    file = paths.cache() / "heard" / f"{content_hash(path)}-v{VERSION}.json"
    found = _recalled(file)
    if found is None:
        found = _listen(decode_file(path, limits=Limits.for_files()))
        sealed.write(file, json.dumps(asdict(found)).encode())
    return found if found.artist else replace(found, artist=artist_in(path.stem))


def _recalled(file: Path) -> Heard | None:
    try:
        values: dict[str, Any] = json.loads(sealed.read(file) or b"{}")
        values["course"] = tuple(values["course"])
        return Heard(**values)
    except (ValueError, TypeError, KeyError):
        return None


def _listen(audio: Audio) -> Heard:
    y = resample(Audio.from_mono(audio.mono(), audio.sample_rate), SAMPLE_RATE).mono()
    clipped = max(clipped_share(channel) for channel in audio.samples)
    artist = audio.tags.artist.strip()
    return Heard(audio.seconds, clipped, artist, doubt(y), tuple(course(y).tolist()))


def artist_in(name: str) -> str:
    """What stands before the first " - " in a file's name, without a number before it.

    Examples
    --------
    >>> artist_in("03 Nina Simone - Feeling Good"), artist_in("blues.00001")
    ('Nina Simone', '')
    """
    before, dash, _ = name.partition(" - ")
    words = before.strip().split(" ")
    if len(words) > 1 and words[0].strip(".").isdigit():
        words = words[1:]
    return " ".join(words) if dash and not "".join(words).isdigit() else ""


def clipped_share(samples: np.ndarray) -> float:
    """Share of samples [n_samples] that are cut off: at the peak, three or more in a row.

    Examples
    --------
    >>> wave = np.sin(np.linspace(0, 200, 10_000))
    >>> clipped_share(wave), clipped_share(np.clip(2 * wave, -1, 1)) > 0.5
    (0.0, True)
    """
    level = np.abs(samples)
    peak = level.max(initial=0.0)
    if peak < CLIPPED_FROM:
        return 0.0
    flat = (level >= PEAK * peak) & (np.abs(np.diff(samples, prepend=0.0)) < (1 - PEAK) * peak)
    in_a_row = np.convolve(flat, np.ones(RUN - 1), mode="same") >= RUN - 1
    return float(np.mean(in_a_row))


def course(y: np.ndarray) -> np.ndarray:
    """Loudness of a sound [n_samples] in bands over time: int [n_bands · n_frames], dB."""
    y = y[sounding(y, SAMPLE_RATE)][: round(COURSE_SECONDS * SAMPLE_RATE)]
    n = len(y) // FRAME
    if not n:
        return np.zeros(0, int)
    power = np.square(np.abs(np.fft.rfft(y[: n * FRAME].reshape(n, FRAME), axis=1)))
    first = np.searchsorted(np.fft.rfftfreq(FRAME, 1 / SAMPLE_RATE), EDGES)
    bands = np.add.reduceat(power, first, axis=1)
    decibels = 10 * np.log10(bands / max(bands.max(), 1e-20) + 1e-20)
    return np.round(np.maximum(decibels, -SOFTEST_DB)).astype(int).ravel()


def joined_copies(songs: Sequence[Heard]) -> list[int]:
    """A number for each song, the same for copies: another format, level or fade is no other song.

    Copies are told by their courses, with each band's mean taken, which correlate by `COPY` or
    more. Of 464 clips of GTZAN all 21 known pairs of copies do (a song and its MP3: 0.996) and no
    other pair: two passages of one song come to 0.75, two demo songs to 0.71.
    """
    from core.datasets.splits import join_groups

    alike = _correlations([_centred(song.course) for song in songs]) >= COPY
    first = [str(int(np.argmax(row))) for row in alike]
    groups = join_groups([str(i) for i in range(len(songs))], first)
    return [int(number) for number in groups]


def _centred(course: Sequence[int]) -> np.ndarray:
    """A course without the mean of each band, of length 1; zeros where nothing is left."""
    bands = np.asarray(course, np.float64).reshape(-1, len(EDGES))
    x = (bands - bands.mean(axis=0)).ravel() if len(bands) else bands.ravel()
    length = np.linalg.norm(x)
    return x / length if length > len(EDGES) else np.zeros_like(x)


def _correlations(courses: Sequence[np.ndarray]) -> np.ndarray:
    longest = max(map(len, courses), default=0)
    padded = np.zeros((len(courses), longest))
    for row, course in zip(padded, courses, strict=True):
        row[: len(course)] = course
    together = padded @ padded.T
    np.fill_diagonal(together, 1.0)
    return together


def hear(tracks: Sequence[Track]) -> Iterator[tuple[Track, Heard | str]]:
    """Each track with what it tells, or with why it cannot be heard."""
    for track in tracks:
        try:
            yield track, heard(track.path or Path())
        except (AudioError, OSError) as error:
            yield track, str(error)


def told(tracks: Sequence[Track]) -> list[Track]:
    """The tracks with the artists and copies that their sounds tell; others stay as they are."""
    found = [(track, what) for track, what in hear(tracks) if isinstance(what, Heard)]
    numbers = joined_copies([what for _, what in found])
    known = {
        track.id: replace(track, artist=what.artist, group=f"copies of {number}")
        for (track, what), number in zip(found, numbers, strict=True)
    }
    return [known.get(track.id, track) for track in tracks]
