"""What every dataset offers: tracks, classes, splits, and each track's features and sound."""

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

import numpy as np

from core.audio import Audio, decode_file, sounding
from core.datasets.contents import content_hash
from core.errors import DatasetError
from core.features import FeatureSpec, SoundSpec, cached, extract, of_sound


@dataclass(frozen=True)
class Track:
    """One item of a dataset; a slice of a song is a Track with its own `start` and `seconds`.

    Attributes
    ----------
    id : str
        Unique in the dataset: ``"blues.00000"``, a slice ``"blues.00000@3"``.
    label : str
        The class name; empty where tracks have none.
    path : Path or None
        The sound file; None for rows of a table.
    group : str
        Exact and near copies share it; no honest split parts them.
    artist, title : str
        Empty when unknown.
    start, seconds : float
        Where in the file the track lies, s; `seconds` is None for "to the end".
    values : mapping of str to float
        Of a tag, 1 or 0; of a quantity, how much. What is not in it is unknown.
    collection : str
        In a dataset that is made of several, which of them it is from.
    """

    id: str
    label: str
    path: Path | None = None
    group: str = ""
    artist: str = ""
    title: str = ""
    start: float = 0.0
    seconds: float | None = None
    values: Mapping[str, float] = field(default_factory=dict, hash=False)
    collection: str = ""


@dataclass(frozen=True)
class Split:
    """A division of tracks into three sides; `leaky` when songs lie on more than one side."""

    name: str
    seed: int
    train: tuple[Track, ...]
    validation: tuple[Track, ...]
    test: tuple[Track, ...]
    leaky: bool = False

    def side(self, name: str) -> tuple[Track, ...]:
        """The tracks of ``"train"``, ``"validation"`` or ``"test"``."""
        if name not in ("train", "validation", "test"):
            raise DatasetError(f"A split has no side {name!r}. Known: train, validation, test.")
        return getattr(self, name)


@dataclass
class Dataset(ABC):
    """Tracks with their labels, and the splits that may be drawn from them.

    Attributes
    ----------
    name, title : str
        The name in recipes, and the one for people.
    tracks : tuple of Track
    names : tuple of str
        What is told of a track: sorted classes (a label's index is its place here), tags, or
        quantities.
    left_out : dict of str to str
        Track id to the reason why it is not among `tracks`.
    synthetic : bool
        Whether a program made the sounds.
    units : mapping of str to str
        Of quantities by name: ``"beats per minute"``; what is not in it has none.
    task : str
        The kind of task that its truth is for, unless a recipe names another.
    gives : tuple of FeatureSpec types
        What `features` can compute.
    items : str
        What its tracks are called: songs, pictures.
    about, limits : str, tuple of str
        For model cards: where it comes from, and what a network trained on it cannot know.
    withheld : bool
        Whether its table of truths may not be passed on: runs then keep fingerprints of it.
    chosen : mapping of str to str
        For model cards: by split, how a seed is chosen among several if not by validation loss.
    """

    task: ClassVar[str] = "single_label"
    gives: ClassVar[tuple[type[FeatureSpec], ...]]
    items: ClassVar[str] = "songs"
    about: ClassVar[str] = "A collection of the user's own."
    limits: ClassVar[tuple[str, ...]] = ()
    withheld: ClassVar[bool] = False
    chosen: ClassVar[Mapping[str, str]] = {}

    name: str
    title: str
    tracks: tuple[Track, ...]
    names: tuple[str, ...]
    left_out: dict[str, str] = field(default_factory=dict)
    synthetic: bool = False
    units: Mapping[str, str] = field(default_factory=dict)

    @abstractmethod
    def splits(self) -> dict[str, Callable[[int], Split]]:
        """What draws each split from a seed, by its name; the default first, then honest ones."""

    def split_names(self) -> list[str]:
        """Names that `split` takes, the default first."""
        return list(self.splits())

    def split(self, name: str, seed: int) -> Split:
        """The split `name`, drawn from `seed`; DatasetError names the known ones."""
        known = self.splits()
        if name not in known:
            raise DatasetError(f"{self.title} has no split {name!r}. Known: {', '.join(known)}.")
        return known[name](seed)

    @abstractmethod
    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        """One float32 array per spec, [n_bins, n_frames] or [n_values].

        Raises
        ------
        DatasetError
            Where it cannot `give` one of them.
        """

    def can_give(self, spec: FeatureSpec | type[FeatureSpec]) -> bool:
        """Whether `features` can compute it."""
        kind = spec if isinstance(spec, type) else type(spec)
        return issubclass(kind, self.gives)

    def label_index(self, track: Track) -> int:
        """Place of the track's class in `names`; DatasetError where it is none of them."""
        if track.label not in self.names:
            raise DatasetError(
                f"{track.id} of {self.title} has the class {track.label!r}, which is none of "
                f"{', '.join(self.names[:10])}."
            )
        return self.names.index(track.label)

    def track(self, track_id: str) -> Track:
        """The track with this id; DatasetError when there is none."""
        for track in self.tracks:
            if track.id == track_id:
                return track
        raise DatasetError(f"The dataset {self.name} has no track {track_id!r}.")


@dataclass
class AudioDataset(Dataset, ABC):
    """A dataset of sound files: features are computed once and cached by the file's content."""

    gives = (SoundSpec,)
    recorded: ClassVar[bool] = True
    """Whether its files are sound; if not, `audio` makes it of them."""

    def file(self, track: Track) -> Path:
        """The sound file that a track is, or is a slice of; DatasetError where it has none."""
        if track.path is None:
            raise DatasetError(f"{track.id} has no sound file.")
        return track.path

    def audio(self, track: Track) -> Audio:
        """The track's sound at its own rate, cut to the slice that the track is."""
        audio = decode_file(self.file(track))
        return Audio(cut(audio.samples, audio.sample_rate, track), audio.sample_rate)

    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        """Cached features; what is missing is computed in one pass over the sound."""
        return track_features(track, specs)


def track_features(
    track: Track,
    specs: Sequence[FeatureSpec],
    read: Callable[[Path, int], np.ndarray] | None = None,
) -> list[np.ndarray]:
    """Features of a track with a sound file, cached by the file's content and the slice.

    Silence before and after the sound is left out, as where a network is asked about a song.
    `read` gives mono samples [1, n_samples] at a rate in Hz; without it the file is decoded as a
    stranger's is, in a process of its own.
    """
    path = track.path
    if path is None:
        raise DatasetError(f"{track.id} has no sound file.")
    changed = path.stat().st_mtime_ns

    def heard(rate: int) -> np.ndarray:
        samples = read(path, rate) if read else decoded(path, changed, rate)
        return cut(samples, rate, track)[0]

    return cached_features(part_of(content_hash(path), track.start, track.seconds), specs, heard)


def part_of(content: str, start: float = 0.0, seconds: float | None = None) -> str:
    """Says which part of which content a feature is of: all that determines the sound."""
    return f"{content}:{start}:{seconds}"


def cached_features(
    part: str, specs: Sequence[FeatureSpec], heard: Callable[[int], np.ndarray]
) -> list[np.ndarray]:
    """Features of a sound from the cache; what is not there is computed of all that is heard.

    Parameters
    ----------
    part : str
        Says all that determines the sound.
    specs : sequence of FeatureSpec
    heard : callable
        Gives its mono samples [n_samples] at a rate in Hz.
    """
    computed: dict[str, np.ndarray] = {}

    def compute(spec: FeatureSpec) -> np.ndarray:
        if spec.key not in computed:  # the first miss pays for all of its rate: they share spectra
            rate = of_sound(spec).sample_rate
            alike = [s for s in specs if of_sound(s).sample_rate == rate]
            computed.update(features_of(alike, heard))
        return computed[spec.key]

    key = hashlib.sha256(part.encode()).hexdigest()
    return [cached(key, spec, lambda spec=spec: compute(spec)) for spec in specs]


def features_of(
    specs: Sequence[FeatureSpec], heard: Callable[[int], np.ndarray]
) -> dict[str, np.ndarray]:
    """Features of what `heard` gives at each of their rates, by key; silence at its ends is cut."""
    found: dict[str, np.ndarray] = {}
    for rate in dict.fromkeys(of_sound(spec).sample_rate for spec in specs):
        alike = [spec for spec in specs if of_sound(spec).sample_rate == rate]
        y = heard(rate)
        arrays = extract(y[sounding(y, rate)], specs=alike)
        found.update(zip((spec.key for spec in alike), arrays, strict=True))
    return found


@lru_cache(maxsize=2)
def decoded(path: Path, _changed: int, sample_rate: int) -> np.ndarray:
    """Mono samples [1, n_samples] at a rate in Hz; slices of one song decode it once."""
    return decode_file(path, sample_rate=sample_rate, mono=True).samples


def cut(samples: np.ndarray, sample_rate: int, track: Track) -> np.ndarray:
    """The part of `samples` [n_channels, n_samples] that the track covers."""
    first = round(track.start * sample_rate)
    if track.seconds is None:
        return samples[:, first:]
    return samples[:, first : first + max(1, round(track.seconds * sample_rate))]


def slices(track: Track, seconds: float, total: float) -> list[Track]:
    """The track cut into whole slices of `seconds`; one shorter than that stays one slice."""
    n_slices = max(1, int(total // seconds))
    return [
        replace(
            track,
            id=f"{track.id}@{i * seconds:g}",
            start=track.start + i * seconds,
            seconds=min(seconds, total),
        )
        for i in range(n_slices)
    ]
