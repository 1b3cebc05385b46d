"""Several songs through one network: a row for each, and those first that speak against a label."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from core.audio import SAMPLE_RATE, Audio
from core.datasets.base import AudioDataset, Track, cut, decoded
from core.errors import AudioError, DatasetError
from core.inference import UNSURE, predict
from core.training.checkpoint import Checkpoint

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Song:
    """One of several songs.

    Attributes
    ----------
    id : str
        Tells it from the others.
    title : str
        For people.
    load : callable
        Its sound, mono at `SAMPLE_RATE`; AudioError or DatasetError says why there is none.
    label : str
        The genre that somebody gave it; empty where nobody did.
    """

    id: str
    title: str
    load: Callable[[], Audio]
    label: str = ""


@dataclass(frozen=True)
class Judged:
    """What a network says about one of several songs.

    Attributes
    ----------
    seconds : float or None
        Duration, s; None for what could not be read.
    verdict : str
        The genre, ``"unsure"``, or empty for what could not be read.
    reason : str
        Why it is unsure, how much of the song could be read, or why none of it; empty otherwise.
    probabilities : tuple of float
        Of each class of the network; empty for what could not be read and what is no music.
    """

    seconds: float | None
    verdict: str
    note: str
    probabilities: tuple[float, ...]


def judge(song: Song, source: str | Checkpoint) -> Judged:
    """Ask the network `source` about `song`; what cannot be read is told, not raised."""
    try:
        audio = song.load()
    except (AudioError, DatasetError) as error:
        return Judged(None, "", str(error), ())
    told = predict(audio, source)
    shares = () if told.refused else tuple(float(share) for share in told.overall)
    return Judged(told.duration, told.verdict, f"{told.reason} {told.note}".strip(), shares)


def table(
    songs: Sequence[Song], judged: Sequence[Judged | None], classes: Sequence[str]
) -> "pd.DataFrame":
    """A row per song, in their order.

    Columns: ``id``, ``title``, ``genre`` (the verdict), ``confidence`` (of the most probable
    genre, 0 to 1), ``seconds``, ``label``, ``differs`` (whether a genre is named that is not the
    label, where the network knows that label), ``note`` (why unsure or unread), and ``p_<class>``.
    What was not judged yet (None) has nothing but its title and label.
    """
    import pandas as pd

    return pd.DataFrame([_row(*pair, classes) for pair in zip(songs, judged, strict=True)])


def _row(song: Song, told: Judged | None, classes: Sequence[str]) -> dict[str, Any]:
    told = told or Judged(None, "", "", ())
    named = told.verdict not in ("", UNSURE)
    known = _plain(song.label) in map(_plain, classes)
    shares = told.probabilities or [None] * len(classes)
    return {
        "id": song.id,
        "title": song.title,
        "genre": told.verdict,
        "confidence": max(told.probabilities, default=None),
        "seconds": told.seconds,
        "label": song.label,
        "differs": named and known and _plain(told.verdict) != _plain(song.label),
        "note": told.note,
    } | {f"p_{name}": share for name, share in zip(classes, shares, strict=True)}


def most_telling_first(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Songs confidently heard as another genre than their label says, then the surest ones."""
    return rows.sort_values(["differs", "confidence"], ascending=False, kind="stable")


def as_csv(rows: "pd.DataFrame") -> str:
    """The table as a file to take away, with the probability of each genre."""
    return rows.drop(columns="id").to_csv(index=False, float_format="%.4g")


def label_of(path: str, classes: Sequence[str]) -> str:
    """The class that the folder of a file is named after (``Hip-Hop/song.mp3``), or nothing.

    Examples
    --------
    >>> label_of("Songs/jazz/a.mp3", ["jazz", "rock"]), label_of("a.mp3", ["jazz", "rock"])
    ('jazz', '')
    """
    named = {_plain(name): name for name in classes}
    return named.get(_plain(PurePath(path).parent.name), "")


def songs_of(
    dataset: AudioDataset, tracks: Sequence[Track], titled: Callable[[Track], str]
) -> list[Song]:
    """The tracks of a dataset, as songs to be judged."""
    return [
        Song(
            f"{dataset.name}~{track.id}",
            titled(track),
            partial(_sound, dataset, track),
            track.label,
        )
        for track in tracks
    ]


def _sound(dataset: AudioDataset, track: Track) -> Audio:
    path = dataset.file(track)
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise DatasetError(f"{path} cannot be opened: {error.strerror}.") from error
    return Audio(cut(decoded(path, changed, SAMPLE_RATE), SAMPLE_RATE, track), SAMPLE_RATE)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
