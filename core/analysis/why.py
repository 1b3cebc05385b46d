"""Why a network gave an answer, in one plain sentence: which seconds, and which songs it knows."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from core.analysis.neighbourhood import neighbourhood_of
from core.analysis.passages import Passage, steady, strongest, weakest
from core.datasets import Track, locations, open_dataset
from core.errors import EarshotError
from core.inference import Prediction
from core.training.checkpoint import Checkpoint

N_NEAREST = 3
SAME = 0.999  # cosine similarity: it is that very song
SECONDS = "s"


@dataclass(frozen=True)
class Neighbour:
    """A training song and how much it is like another, as the network sums them up.

    Attributes
    ----------
    track_id, label : str
    artist, title : str
        Empty where its dataset is not on this machine, or does not know them.
    similarity : float
        Cosine of the angle between standardised embeddings, −1 to 1.
    """

    track_id: str
    label: str
    artist: str
    title: str
    similarity: float

    @property
    def called(self) -> str:
        """Title and artist as far as they are known, else the id: ``“Big Gun” by AC/DC``."""
        title = f"“{self.title}”" if self.title else ""
        by = f" by {self.artist}" if self.artist else ""
        return title + by if title else self.artist or self.track_id


@dataclass(frozen=True)
class Why:
    """What lies behind an answer.

    Attributes
    ----------
    answer : str
        The most probable class, which the rest is about.
    strongest, weakest : Passage or None
        Where in the song that is most and least probable; None where it is told at once, or is
        nearly the same all the time.
    steady : Passage or None
        The whole song, with the mean probability, where that is nearly the same all the time.
    nearest : tuple of Neighbour
        The nearest training songs, nearest first; none where the checkpoint carries none.
    near : bool
        Whether the first of them lies no farther than training songs are from each other.
    n_training : int
        How many training songs were looked at.
    """

    answer: str
    strongest: Passage | None
    weakest: Passage | None
    steady: Passage | None
    nearest: tuple[Neighbour, ...]
    near: bool
    n_training: int

    @property
    def sentence(self) -> str:
        """All of it, in one plain sentence; empty where nothing can be told."""
        text = "; ".join(part for part in (self._seconds(), self._songs()) if part)
        return f"{text[0].upper()}{text[1:]}." if text else ""

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        passage = self.strongest or self.steady
        return {
            "sentence": self.sentence,
            "seconds": None if passage is None else asdict(passage),
            "nearest": [asdict(each) for each in self.nearest],
            "near": self.near if self.nearest else None,
        }

    def _seconds(self) -> str:
        if self.steady:
            return f"{self.answer} throughout ({per_cent(self.steady.probability)} on average)"
        if not (self.strongest and self.weakest):
            return ""
        most, least = self.strongest, self.weakest
        return (
            f"{self.answer} above all from {clock(most.start)} to {clock(most.end)} "
            f"({per_cent(most.probability)}), least from {clock(least.start)} to "
            f"{clock(least.end)} ({per_cent(least.probability)})"
        )

    def _songs(self) -> str:
        if not self.nearest:
            return ""
        first = self.nearest[0]
        if first.similarity > SAME:
            return f"it learned from this very song, {first.called} ({first.label})"
        if not self.near:
            return (
                f"none of the {self.n_training:,} songs that it learned from lies near, the "
                f"nearest is {first.called} ({first.label})"
            )
        *others, last = (f"{each.called} ({each.label})" for each in self.nearest)
        return (
            f"of the {self.n_training:,} songs that it learned from, the nearest are "
            f"{', '.join(others)} and {last}"
        )


def why(prediction: Prediction, checkpoint: Checkpoint) -> Why | None:
    """Why `checkpoint` gave the answer `prediction`.

    None where it was not asked, or does not tell one class out of several.

    Raises
    ------
    CheckpointError
        Where what the checkpoint carries of its training songs is not of its weights.

    Examples
    --------
    >>> from core.audio import Audio
    >>> from core.demo_music import make_song
    >>> from core.inference import predict
    >>> prediction = predict(Audio.from_mono(make_song("club", 1, seconds=6.0)), "demo-baseline")
    >>> found = why(prediction, Checkpoint.load("demo-baseline"))
    >>> len(found.nearest), found.sentence.startswith(prediction.likeliest.capitalize())
    (3, True)
    """
    if prediction.refused or not prediction.task.exclusive:
        return None
    most, least, always = _passages(prediction)
    nearest, near, n_training = _nearest(prediction, checkpoint)
    return Why(prediction.likeliest, most, least, always, nearest, near, n_training)


def _passages(prediction: Prediction) -> tuple[Passage | None, Passage | None, Passage | None]:
    """Where it is most and least probable; or the whole, where that is nearly all the same."""
    if prediction.clock != SECONDS or len(prediction.times) < 2:
        return None, None, None
    if steady(prediction):
        course = prediction.answers[:, prediction.names.index(prediction.likeliest)]
        return None, None, Passage(0.0, prediction.duration, float(course.mean()))
    return strongest(prediction), weakest(prediction), None


def _nearest(
    prediction: Prediction, checkpoint: Checkpoint
) -> tuple[tuple[Neighbour, ...], bool, int]:
    """The nearest training songs, whether the first is near, and how many there are."""
    songs = neighbourhood_of(checkpoint)
    if songs is None or songs.mean.shape != prediction.embedding.shape:
        return (), False, 0
    similarities = songs.similarities(prediction.embedding)
    order = np.argsort(-similarities, kind="stable")[:N_NEAREST]
    tracks = _tracks(checkpoint.recipe.data.dataset)
    found = tuple(
        Neighbour(songs.track_ids[i], songs.labels[i], track.artist, track.title, similarity)
        for i, similarity in zip(order, similarities[order].tolist(), strict=True)
        for track in (tracks.get(songs.track_ids[i], Track("", "")),)
    )
    return found, found[0].similarity >= songs.near, len(songs.labels)


def _tracks(dataset: str) -> Mapping[str, Track]:
    """By id, where the dataset is on this machine; songs that the program makes have no names."""
    if locations.made_here(dataset):
        return {}
    try:
        return _opened(dataset, str(locations.find(dataset)))
    except EarshotError:  # not kept: it may be added any moment
        return {}


@lru_cache(maxsize=4)
def _opened(dataset: str, _place: str) -> Mapping[str, Track]:
    return {track.id: track for track in open_dataset(dataset).tracks}


def per_cent(probability: float) -> str:
    """A probability as the answer tells it: ``"93 %"``.

    Examples
    --------
    >>> per_cent(0.934)
    '93 %'
    """
    return f"{100 * probability:.0f} %"


def clock(seconds: float) -> str:
    """A moment as players tell it.

    Examples
    --------
    >>> clock(7.4), clock(185.0)
    ('0:07', '3:05')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
