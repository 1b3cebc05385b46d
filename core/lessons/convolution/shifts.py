"""What moving a sound does to a network: its maps move along, its answer hardly changes."""

from dataclasses import dataclass

import numpy as np

from core.lessons.constant_q.transposition import best_shift, slowed, speed, transposed
from core.lessons.convolution.feature_maps import Layer


@dataclass(frozen=True)
class MapShift:
    """How far a map moved.

    Attributes
    ----------
    expected : float
        In places of the map, from how far the input moved and the layer's stride.
    measured : int
        The shift that makes the map before most like the map after.
    correlation : float
        Of the two then, −1 to 1.
    """

    expected: float
    measured: int
    correlation: float


def delayed(y: np.ndarray, n_samples: int) -> np.ndarray:
    """The sound begun `n_samples` later (earlier if negative); what leaves at one end returns."""
    return np.roll(y, n_samples)


def played_faster(y: np.ndarray, semitones: float) -> np.ndarray:
    """The sound higher and faster, as a record played faster, repeated to its own length."""
    return np.resize(transposed(y, semitones), y.shape)


def map_shift_in_time(before: Layer, after: Layer, channel: int, n_frames: float) -> MapShift:
    """How far the map of a channel moved when the input moved by `n_frames`."""
    match = best_shift(before.maps[channel].T, after.maps[channel].T)
    return MapShift(n_frames / before.receptive_field.stride, match.shift, match.correlation)


def map_shift_in_pitch(
    before: Layer, after: Layer, channel: int, semitones: float, n_bins: float
) -> MapShift:
    """The same when the sound was played `semitones` higher, which is `n_bins` rows of the input.

    The map of the faster sound is first drawn out to the time of the other.
    """
    drawn_out = slowed(after.maps[channel], speed(semitones))
    match = best_shift(before.maps[channel], drawn_out)
    return MapShift(n_bins / before.receptive_field.stride, match.shift, match.correlation)
