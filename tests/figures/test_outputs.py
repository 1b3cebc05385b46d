"""Figures of tags, quantities and rows hold the numbers that they are given."""

import numpy as np

from core.figures.outputs import (
    errors_figure,
    intervals_figure,
    rows_figure,
    together_figure,
    truth_figure,
)

NAN = float("nan")


def test_tags_stand_from_the_best_down_with_their_intervals():
    figure = intervals_figure(
        ["calm", "sad", "odd"], [0.6, 0.9, NAN], ([0.5, 0.8, NAN], [0.7, 0.95, NAN]),
        title="AUROC", chance=0.5,
    )  # fmt: skip
    (points,) = figure.data
    assert list(points.y) == ["odd", "calm", "sad"], "the last is drawn on top"
    np.testing.assert_allclose(points.x[1:], [0.6, 0.9])
    np.testing.assert_allclose(points.error_x.array[1:], [0.1, 0.05])
    np.testing.assert_allclose(points.error_x.arrayminus[1:], [0.1, 0.1])
    assert figure.layout.shapes[0].x0 == 0.5


def test_counts_of_pairs_read_from_the_top():
    figure = together_figure(["calm", "sad"], [[5, 1], [1, 3]])
    np.testing.assert_array_equal(figure.data[0].z, [[5, 1], [1, 3]])
    assert figure.layout.yaxis.autorange == "reversed"


def test_what_is_right_lies_on_the_dotted_line():
    figure = truth_figure([60, 120], [70, 110], ["a", "b"], name="tempo")
    line, points = figure.data
    assert list(line.x) == list(line.y) == [60, 120]
    assert (list(points.x), list(points.y), list(points.text)) == ([60, 120], [70, 110], ["a", "b"])
    assert figure.layout.xaxis.title.text == "tempo, true"


def test_errors_are_counted_around_nothing():
    figure = errors_figure([-1, 0, 2], name="tempo")
    assert list(figure.data[0].x) == [-1, 0, 2]
    assert figure.layout.shapes[0].x0 == 0


def test_rows_below_nothing_have_another_colour():
    figure = rows_figure({"MFCC 1": 0.9, "MFCC 2": -0.2, "MFCC 3": None})
    colours = figure.data[0].marker.color
    assert colours[0] != colours[1]
    np.testing.assert_allclose(figure.data[0].y[:2], [90, -20])
    assert figure.layout.yaxis.range[0] == -20
