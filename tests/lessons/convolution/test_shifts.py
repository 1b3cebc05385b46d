"""Movements of feature maps, on maps that are known to have moved."""

import numpy as np
import pytest

from core.audio import SAMPLE_RATE
from core.lessons.convolution.feature_maps import Layer, ReceptiveField
from core.lessons.convolution.shifts import (
    delayed,
    map_shift_in_pitch,
    map_shift_in_time,
    played_faster,
)
from core.signals import tones


def layer(maps: np.ndarray, stride: int = 4) -> Layer:
    return Layer(1, 2, maps, ReceptiveField(10, stride))


def test_a_rolled_map_is_found_to_have_moved():
    maps = np.random.default_rng(0).random((2, 20, 100)).astype(np.float32)
    found = map_shift_in_time(layer(maps), layer(np.roll(maps, 7, axis=2)), 1, n_frames=28)
    assert found.measured == 7
    assert found.expected == 7
    assert found.correlation > 0.85  # what rolled round the end does not fit


def test_a_higher_map_is_found_although_it_is_faster():
    rng = np.random.default_rng(0)
    before = np.repeat(rng.random((1, 40, 10)), 16, axis=2).astype(np.float32)
    faster = before[:, :, ::2]  # an octave up: twice as fast
    after = np.zeros_like(faster)
    after[:, 3:] = faster[:, :-3]
    found = map_shift_in_pitch(layer(before), layer(after), 0, semitones=12, n_bins=12)
    assert (found.measured, found.expected) == (3, 3)
    assert found.correlation > 0.9  # frames fall between those of the slower one


def test_later_keeps_every_sample():
    y = np.arange(10, dtype=np.float32)
    np.testing.assert_array_equal(delayed(y, 3), [7, 8, 9, 0, 1, 2, 3, 4, 5, 6])


def test_higher_is_higher_and_as_long():
    y = tones([440], seconds=2)
    up = played_faster(y, 7)
    assert up.shape == y.shape
    spectrum = np.abs(np.fft.rfft(up[:SAMPLE_RATE]))
    assert spectrum.argmax() == pytest.approx(440 * 2 ** (7 / 12), abs=2)
