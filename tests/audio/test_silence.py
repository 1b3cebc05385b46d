"""Silence before and after a sound is cut off, pauses within and short ones at its ends are not."""

import numpy as np
import pytest

from core.audio import sounding

RATE = 1000
SOUND = np.sin(np.arange(3 * RATE))


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [(0, 0, (0, 0)), (900, 900, (900, 900)), (2000, 0, (0, 0)), (0, 1500, (0, 0)),
     (2500, 3000, (0, 0)), (1020, 0, (20, 0))],
)  # fmt: skip
def test_silence_of_a_second_or_more_goes(before: int, after: int, kept: tuple[int, int]):
    found = sounding(np.pad(SOUND, (before, after)), RATE)
    assert found == slice(before - kept[0], before + len(SOUND) + kept[1])


def test_pauses_and_quiet_passages_are_music():
    y = np.concatenate([0.002 * SOUND, np.zeros(5 * RATE), SOUND, 0.002 * SOUND])
    assert sounding(y, RATE) == slice(0, len(y))


@pytest.mark.parametrize("y", [np.zeros(4000), np.zeros(1), np.ones(1), np.full(5000, 1e-30)])
def test_of_what_is_the_same_all_through_all_is_left(y: np.ndarray):
    assert sounding(y.astype(np.float32), RATE) == slice(0, len(y))
