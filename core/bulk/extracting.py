"""Features of many songs, into the cache that training reads or into rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.bulk.song import Content, Row
from core.datasets.base import cached_features, features_of, part_of
from core.features import FeatureSpec

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa


@dataclass(frozen=True)
class Caching:
    """Puts features into the cache, as a dataset of the same files asks for them."""

    specs: tuple[FeatureSpec, ...]

    @property
    def key(self) -> str:
        """The specs' own."""
        return "+".join(spec.key for spec in self.specs)

    def __call__(self, content: Content) -> Row:
        """Nothing but what every row has."""
        cached_features(part_of(content.id), self.specs, _heard(content))
        return {}


@dataclass(frozen=True)
class Extracting(Caching):
    """Gives features as columns, each called by its spec's key: lists of rows, or of values."""

    def __call__(self, content: Content) -> Row:
        """The features of a song."""
        found = features_of(self.specs, _heard(content))
        return {key: list(array) for key, array in found.items()}

    def fields(self) -> "list[pa.Field]":
        """A column for each feature."""
        import pyarrow as pa

        values = pa.list_(pa.float32())
        return [
            pa.field(spec.key, pa.list_(values) if spec.sequence else values) for spec in self.specs
        ]


def _heard(content: Content) -> "Callable[[int], np.ndarray]":
    return lambda rate: content.audio(rate).mono()
