"""The tracks of one class of a dataset, on the sides on which the whole dataset's splits put them.

So a network that learns one genre, and one that learned to tell all genres by the same split and
seed, keep the same songs aside.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

import numpy as np

from core.audio import Audio
from core.datasets.base import AudioDataset, Dataset, Split, Track
from core.errors import DatasetError
from core.features import FeatureSpec

SEPARATOR = "/"  # between the name of a dataset and that of a class, as in gtzan/blues


@dataclass
class OneClass(AudioDataset):
    """A part of a dataset of sounds: `names` is its one class."""

    whole: AudioDataset = field(kw_only=True)

    def splits(self) -> dict[str, Callable[[int], Split]]:
        """Those of the whole, without the tracks of other classes."""
        return {name: partial(self._split, drawn) for name, drawn in self.whole.splits().items()}

    def _split(self, drawn: Callable[[int], Split], seed: int) -> Split:
        split = drawn(seed)
        return replace(
            split,
            train=self._own(split.train),
            validation=self._own(split.validation),
            test=self._own(split.test),
        )

    def file(self, track: Track) -> Path:
        return self.whole.file(track)

    def audio(self, track: Track) -> Audio:
        return self.whole.audio(track)

    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        return self.whole.features(track, specs)

    def track(self, track_id: str) -> Track:
        return self.whole.track(track_id)

    def _own(self, tracks: Sequence[Track]) -> tuple[Track, ...]:
        return tuple(track for track in tracks if track.label in self.names)


def only(whole: Dataset, label: str) -> OneClass:
    """The part of `whole` that has the class `label`.

    Raises
    ------
    DatasetError
        Where it has no such class, or is no dataset of sounds.

    Examples
    --------
    >>> from core.datasets import open_dataset
    >>> part = open_dataset("demo/club")
    >>> len(part.tracks), part.names, len(part.split("random-622", 0).test) < 10
    (24, ('club',), True)
    """
    if label not in whole.names or not isinstance(whole, AudioDataset):
        raise DatasetError(
            f"{whole.title} has no sounds of the class {label!r}. "
            f"Known: {', '.join(whole.names[:20])}."
        )
    tracks = tuple(track for track in whole.tracks if track.label == label)
    part = OneClass(
        f"{whole.name}{SEPARATOR}{label}",
        f"{whole.title}, {label} alone",
        tracks,
        (label,),
        synthetic=whole.synthetic,
        whole=whole,
    )
    part.about, part.limits = whole.about, whole.limits  # type: ignore[misc] - of this one alone
    return part
