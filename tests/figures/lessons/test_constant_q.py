"""Figures of the lesson on constant Q: boxes of area 1, and shifts marked where they are."""

import numpy as np
import pytest

from core.errors import EarshotError
from core.figures.lessons.constant_q import Boxes, ShiftCurve, boxes_figure, shift_figure
from core.lessons.constant_q.quality import filter_lengths, quality

CENTRES = 32.703 * 2 ** (np.arange(84) / 12)


@pytest.fixture
def figure():
    left = Boxes("left", CENTRES, filter_lengths(CENTRES, 12) / 22050, CENTRES / quality(12))
    bins = np.arange(400) * 22050 / 2048
    right = Boxes("right", bins, np.full(400, 2048 / 22050), np.full(400, 22050 / 2048))
    return boxes_figure(left, right, 24)


def corners(trace) -> tuple[np.ndarray, np.ndarray]:
    """Width in ms and height in Hz of each box."""
    x, y = np.reshape(trace.x, (-1, 6)), np.reshape(trace.y, (-1, 6))
    return x[:, 1] - x[:, 0], y[:, 2] - y[:, 0]


def test_each_box_has_the_area_1(figure):
    for trace in (figure.data[0], figure.data[3]):
        width, height = corners(trace)
        np.testing.assert_allclose((width * height)[1:], 1000, rtol=1e-9)  # the first is cut at 0


def test_constant_q_halves_its_time_with_each_octave_and_the_stft_does_not(figure):
    width, _ = corners(figure.data[0])
    np.testing.assert_allclose(width[12:] / width[:-12], 0.5)
    assert width[0] == pytest.approx(514.2, abs=0.1)
    assert np.ptp(corners(figure.data[3])[0]) == pytest.approx(0)


def test_the_chosen_filter_and_its_nearest_stand_out(figure):
    chosen, nearest = (np.mean(figure.data[k].y[:4]) for k in (1, 4))
    assert chosen == pytest.approx(CENTRES[24])
    assert nearest == pytest.approx(CENTRES[24], abs=22050 / 2048 / 2)
    assert figure.data[2].text[24].startswith("C3")


def test_the_best_shift_is_marked_beside_the_expected_one():
    shifts = np.arange(-5, 6)
    curves = [
        ShiftCurve("one", shifts, -np.abs(shifts - 4) / 10 + 1, best=4, expected=4),
        ShiftCurve("two", shifts, np.cos(shifts), best=0),
    ]
    figure = shift_figure(curves)
    assert [(t.x[0], t.y[0]) for t in figure.data[1::2]] == [(4, 1.0), (0, 1.0)]
    assert [line.x0 for line in figure.layout.shapes] == [4]


def test_without_pictures_there_is_nothing_to_draw():
    with pytest.raises(EarshotError, match="no pair"):
        shift_figure([])
