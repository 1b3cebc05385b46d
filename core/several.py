"""Several songs through one network: a row for each, and those first that speak against a label."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import numpy as np

from core.audio import SAMPLE_RATE, Audio
from core.datasets.base import AudioDataset, Track, cut, decoded
from core.errors import AudioError, DatasetError
from core.inference import predict
from core.tasks.base import BaseCalibration, Task
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
class SongPrediction:
    """What a network says about one of several songs.

    Attributes
    ----------
    seconds : float or None
        Duration, s; None for what could not be read.
    verdict : str
        What the network says, ``"unsure"``, or empty for what could not be read.
    note : str
        Why it is unsure, how much of the song could be read, or why none of it; empty otherwise.
    answer : tuple of float
        Of each output of the network; empty for what could not be read and what is no music.
    """

    seconds: float | None
    verdict: str
    note: str
    answer: tuple[float, ...]


WAITING = SongPrediction(None, "", "", ())


def predict_song(song: Song, source: str | Checkpoint) -> SongPrediction:
    """Ask the network `source` about `song`; what cannot be read is told, not raised."""
    try:
        audio = song.load()
    except (AudioError, DatasetError) as error:
        return SongPrediction(None, "", str(error), ())
    prediction = predict(audio, source)
    answer = () if prediction.refused else tuple(prediction.overall.tolist())
    note = f"{prediction.reason} {prediction.note}".strip()
    return SongPrediction(prediction.duration, prediction.verdict, note, answer)


def table(
    songs: Sequence[Song],
    predictions: Sequence[SongPrediction | None],
    task: Task,
    names: Sequence[str],
    calibration: BaseCalibration,
) -> "pd.DataFrame":
    """A row per song, in their order.

    Columns: ``id``, ``title``, those of the network's task (`Task.columns`), ``seconds``,
    ``label``, ``differs`` (whether one class is named that is not the label, where the network
    knows that label), ``note`` (why unsure or unread), and ``p_<output>``. What was not judged yet
    (None) has nothing but its title and label.
    """
    import pandas as pd

    pairs = zip(songs, predictions, strict=True)
    rows = pd.DataFrame(
        [_row(song, each or WAITING, task, names, calibration) for song, each in pairs]
    )
    last = [column for column in rows if column.startswith("p_")]
    return rows[[column for column in rows if column not in last] + last]


def _row(
    song: Song,
    prediction: SongPrediction,
    task: Task,
    names: Sequence[str],
    calibration: BaseCalibration,
) -> dict[str, Any]:
    answer = np.array(prediction.answer) if prediction.answer else None
    classes = {_plain(name) for name in names}
    verdict, label = _plain(prediction.verdict), _plain(song.label)
    return {
        "id": song.id,
        "title": song.title,
        **task.columns(prediction.verdict, answer, names, calibration),
        "seconds": prediction.seconds,
        "label": song.label,
        "differs": verdict in classes and label in classes and verdict != label,
        "note": prediction.note,
    }


def surprises_first(rows: "pd.DataFrame") -> "pd.DataFrame":
    """Songs confidently heard as another class than their label says, then the surest ones.

    Where nothing is told of confidence, their order stays but for those that differ.
    """
    keys = [key for key in ("differs", "confidence") if key in rows]
    return rows.sort_values(keys, ascending=False, kind="stable")


def as_csv(rows: "pd.DataFrame") -> str:
    """The table as a file to take away, with the probability of each class or tag."""
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
    if not dataset.recorded:
        return dataset.audio(track)
    path = dataset.file(track)
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise DatasetError(f"{path} cannot be opened: {error.strerror}.") from error
    return Audio(cut(decoded(path, changed, SAMPLE_RATE), SAMPLE_RATE, track), SAMPLE_RATE)


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
