"""Datasets that are tables: a song a row, its features some of the columns, no sound."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from core.datasets.base import Dataset, Split, Track
from core.datasets.splits import by_song
from core.errors import DatasetError
from core.features import FeatureSpec


@dataclass
class Rows(Dataset):
    """Songs of which only a table tells; `rows` holds each song's values by its id."""

    rows: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def splits(self) -> dict[str, Callable[[int], Split]]:
        """By song: copies stay together."""
        return by_song(self.tracks)

    def features(self, track: Track, specs: Sequence[FeatureSpec]) -> list[np.ndarray]:
        """What each spec takes of the track's row [n_values]."""
        return [self._feature(track, spec) for spec in specs]

    def _feature(self, track: Track, spec: FeatureSpec) -> np.ndarray:
        if not self.can_give(spec):
            raise DatasetError(f"{self.title} is a table of other values; {spec.kind!r} needs the "
                               "sound.")  # fmt: skip
        try:
            return spec.of_row(self.rows[track.id])
        except KeyError as lacking:
            known = ", ".join(next(iter(self.rows.values())))
            raise DatasetError(f"{self.title} has no column {lacking}. It has: {known}.") from None
