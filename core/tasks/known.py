"""Targets of which some are unknown: what tags and quantities share."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from core.datasets import Dataset, Track
from core.tasks.base import Targets

if TYPE_CHECKING:
    from torch import Tensor


def known_targets(dataset: Dataset, tracks: Sequence[Track]) -> Targets:
    """The tracks' values by the dataset's names, NaN for those that a track has not."""
    nan = float("nan")
    rows = [[track.values.get(name, nan) for name in dataset.names] for track in tracks]
    values = np.array(rows, np.float32).reshape(len(tracks), len(dataset.names))
    units = tuple(dataset.units.get(name, "") for name in dataset.names)
    return Targets(values, tuple(dataset.names), units)


def masked_mean(expected: "Tensor", error: Callable[["Tensor"], "Tensor"]) -> "Tensor":
    """Mean of `error` of the expected values over those that are known; 0 where none is.

    `error` gets zeros in place of NaN: a NaN that is multiplied by 0 afterwards would still reach
    the gradient.
    """
    known = expected.isfinite()
    errors = error(expected.nan_to_num(0.0)) * known
    return errors.sum() / known.sum().clamp_min(1)
