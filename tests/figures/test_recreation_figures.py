"""Figures of recreated music hold the numbers that they are given."""

import numpy as np
import pytest

from core.figures.recreation import (
    coefficient_errors,
    moved_clouds,
    opinions_panel,
    reclassified_bars,
)


def test_bars_are_in_per_cent_with_their_intervals():
    figure = reclassified_bars({"song": [(0.5, 0.4, 0.8)], "noise": [(0.1, 0.0, 0.2)]}, ["jazz"])
    bar = figure.data[0]
    assert list(bar.x) == [50]
    assert bar.error_x.array == pytest.approx([30])
    assert bar.error_x.arrayminus == pytest.approx([10])
    assert [each.name for each in figure.data] == ["song", "noise"]


def test_errors_are_drawn_by_coefficient():
    figure = coefficient_errors({"with": np.array([3.0, 2.0]), "without": np.array([1.0, 1.0])})
    assert list(figure.data[0].y) == [3.0, 2.0]
    assert list(figure.data[0].x) == [0, 1]


def test_an_arrow_leads_from_the_middle_before_to_the_middle_after():
    points = {("jazz", "a"): np.array([[0.0, 0.0], [2.0, 4.0]]),
              ("jazz", "b"): np.array([[5.0, 5.0]])}  # fmt: skip
    titles = {("jazz", "a"): ["x", "y"], ("jazz", "b"): ["x"]}
    figure = moved_clouds(points, titles, np.array([0.6, 0.2]), ("a", "b"))
    (arrow,) = figure.layout.annotations
    assert (arrow.ax, arrow.ay, arrow.x, arrow.y) == (1.0, 2.0, 5.0, 5.0)
    assert "60 %" in figure.layout.xaxis.title.text


def test_networks_with_windows_of_their_own_share_one_clock():
    courses = {"a": (np.array([1.0, 3.0]), np.array([0.0, 1.0])),
               "b": (np.array([2.0]), np.array([0.25]))}  # fmt: skip
    panel = opinions_panel(courses, "jazz", 4.0)
    assert panel.values[0][np.argmin(np.abs(panel.times - 2.0))] == pytest.approx(50)
    assert panel.values[1] == pytest.approx(25)
