"""Bars and dots hold what the reports hold."""

import numpy as np
import pytest

from core.figures.comparison import (
    per_class_figure,
    probabilities_figure,
    reliability_figure,
    spread_figure,
)
from core.metrics import reliability


def test_bars_are_per_cent_of_each_class_with_their_intervals():
    reports = {
        "one": {"pop": {"f1": 0.5, "recall": 1.0, "support": 3}},
        "two": {"pop": {"f1": 0.25, "recall": 0.0, "support": 3}},
    }
    bounds = {"one": {"pop": (0.2, 0.9)}, "two": {"pop": (0.0, 0.6)}}
    drawn = per_class_figure(reports, classes=["pop"], bounds=bounds)
    assert [trace.x[0] for trace in drawn.data] == [50, 25]
    assert drawn.data[0].error_x.array == pytest.approx([40])
    assert drawn.data[0].error_x.arrayminus == pytest.approx([30])
    drawn = per_class_figure(reports, "recall", classes=["pop"], bounds=bounds)
    assert [trace.x[0] for trace in drawn.data] == [100, 0]


def test_only_the_classes_asked_for_have_bars():
    each = {"f1": 0.5, "support": 3}
    reports = {"one": {"pop": each, "jazz": each}, "two": {"jazz": each, "rock": each}}
    bounds = {name: {"jazz": (0.1, 0.8)} for name in reports}
    drawn = per_class_figure(reports, classes=["jazz"], bounds=bounds, items="pictures")
    assert [list(trace.y) for trace in drawn.data] == [["jazz"], ["jazz"]]
    assert "pictures" in drawn.data[0].hovertemplate


def test_a_class_that_a_model_does_not_know_has_no_dot():
    drawn = probabilities_figure(["a", "b"], {"knows a": np.array([1.0, np.nan])})
    assert np.isnan(drawn.data[0].x[1])


def test_each_model_has_its_own_colour_and_shape():
    by_model = {"x": np.array([0.9, 0.1]), "y": np.array([0.2, 0.8])}
    figure = probabilities_figure(["a", "b"], by_model)
    first, second = figure.data
    np.testing.assert_allclose(first.x, [90, 10])
    assert first.marker.color != second.marker.color
    assert first.marker.symbol != second.marker.symbol


def test_empty_bins_are_left_out_of_the_reliability_diagram():
    probabilities = np.array([[0.95, 0.05], [0.9, 0.1], [0.55, 0.45]])
    bins = reliability([0, 1, 0], probabilities, 10)
    _, model = reliability_figure({"it": bins}).data
    np.testing.assert_allclose(model.x, [55, 90, 95])
    np.testing.assert_allclose(model.y, [100, 0, 100])


def test_the_interval_is_drawn_around_the_mean():
    row = {"name": "r", "values": [0.7, 0.8], "mean": 0.75, "low": 0.6, "high": 0.9,
           "reported": 0.745}  # fmt: skip
    seeds, mean, paper = spread_figure([row]).data
    np.testing.assert_allclose(seeds.x, [70, 80])
    np.testing.assert_allclose([mean.error_x.array[0], mean.error_x.arrayminus[0]], [15, 15])
    np.testing.assert_allclose(paper.x, [74.5])
