"""Datasets that are tables: a song a row, its features some of the columns, no sound."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.datasets.base import Dataset, Split, Track
from core.datasets.splits import BY_SONG
from core.errors import DatasetError
from core.features import FeatureSpec


@dataclass
class Rows(Dataset):
    """Songs of which only a table tells; `rows` holds each song's values by its id."""

    rows: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def split_names(self) -> list[str]:
        """The honest ones first."""
        return list(self._splits())

    def split(self, name: str, seed: int) -> Split:
        """Draw a split, in which copies stay together; DatasetError names the known ones."""
        known = self._splits()
        if name not in known:
            raise DatasetError(f"{self.title} has no split {name!r}. Known: {', '.join(known)}.")
        return known[name](self.tracks, seed=seed)

    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        """What each spec takes of the track's row [n_values]."""
        return [self._feature(track, spec) for spec in specs]

    def _splits(self) -> dict[str, Callable[..., Split]]:
        """What draws each split of tracks from a seed, by its name; the default first."""
        return dict(BY_SONG)

    def _feature(self, track: Track, spec: FeatureSpec) -> np.ndarray:
        if not self.can_give(spec):
            raise DatasetError(f"{self.title} is a table of other values; {spec.kind!r} needs the "
                               "sound.")  # fmt: skip
        try:
            return spec.of_row(self.rows[track.id])
        except KeyError as lacking:
            known = ", ".join(next(iter(self.rows.values())))
            raise DatasetError(f"{self.title} has no column {lacking}. It has: {known}.") from None
