"""Figures of one mistake: places in standard deviations, ways in per cent, one scale for all."""

import numpy as np
import pandas as pd
import pytest

from core.figures.mistakes import MOST, averages_figure, shared_scale, shift_figure
from core.figures.palette import color_of

CLASSES = ["jazz", "rock"]


def test_the_song_lies_between_the_means_of_either():
    table = pd.DataFrame({"name": ["centroid"] * 9, "unit": "Hz", "value": 1950.0,
                          "of_label": 1000.0, "of_predicted": 2000.0, "spread": 100.0,
                          "pull": 9.0})  # fmt: skip
    own, other, song = averages_figure(table, label="jazz", predicted="rock", classes=CLASSES).data
    assert (own.x[0], other.x[0], song.x[0]) == pytest.approx((0, 10, 9.5))
    assert own.marker.color == color_of("jazz", CLASSES)
    assert song.customdata[0] == "1,950 Hz"
    assert len(song.x) == MOST


def test_the_turn_is_marked_where_there_is_one():
    answers = {"jazz": np.array([0.1, 0.9])}
    figure = shift_figure(
        np.array([0, 1]), answers, label="jazz", first_change=0.4, classes=CLASSES
    )
    assert figure.data[0].y.tolist() == [10, 90]
    assert figure.layout.shapes[0].x0 == 40
    figure = shift_figure(
        np.array([0, 1]), answers, label="jazz", first_change=None, classes=CLASSES
    )
    assert not figure.layout.shapes


def test_pictures_in_db_share_the_loudest_and_coefficients_zero():
    quiet, loud = np.full((4, 3), -60.0), np.full((4, 3), -5.0)
    scale = shared_scale("dB", quiet, loud)
    assert (scale.floor, scale.ceiling, scale.unit) == (-85, -5, "dB")
    small, large = np.ones((4, 100)), np.full((4, 100), -20.0)
    large[0] = -400.0  # tells the level, and would leave no colours for the others
    scale = shared_scale("", small, large)
    assert (scale.floor, scale.ceiling) == (-20, 20)
