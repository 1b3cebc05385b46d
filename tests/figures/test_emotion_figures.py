"""Emotions drawn: what is shown is what was given."""

import numpy as np

from core.figures.emotions import correlations_figure, losses_figure, plane_panel
from core.figures.packing import pack
from core.figures.prediction import tags_image

NAMES = ["calm / soft", "happy", "sad"]


def test_correlations_are_told_with_their_sign() -> None:
    figure = correlations_figure(NAMES, [[1, 0.4, -0.6], [0.4, 1, -0.04], [-0.6, -0.04, 1]])
    (heat,) = figure.data
    assert list(heat.text[0]) == ["1.0", "0.4", "-0.6"]
    assert heat.text[1][2] == "0.0"
    assert (heat.zmin, heat.zmax) == (-1, 1)


def test_losses_stand_beside_that_of_one_answer_for_all() -> None:
    figure = losses_figure({"as it stands": [0.7, 0.6], "scaled": [0.7, 0.5]}, 0.59)
    assert [list(trace.y) for trace in figure.data] == [[0.7, 0.6], [0.7, 0.5]]
    assert figure.layout.shapes[0].y0 == 0.59


def test_a_path_lies_among_emotions_called_by_their_first_word() -> None:
    where = np.array([[0.5, -0.5], [0.9, 0.2], [-0.5, -0.5]])
    path = np.array([[0.0, 0.0], [0.1, 0.3]])
    panel = plane_panel(NAMES, where, ["a", "b", "a"], path, np.array([1.5, 3.0]))
    assert panel.labels == ("calm", "happy", "sad")
    np.testing.assert_allclose(panel.path_y, path[:, 1].astype(np.float32))
    assert [panel.classes[group] for group in panel.groups] == ["a", "b", "a"]
    assert b'"labels":["calm","happy","sad"]' in pack([panel], {})


def test_many_tags_are_rows_the_first_on_top_and_the_last_window_where_it_lies() -> None:
    times = np.array([1.5, 3.0, 4.5, 5.0])  # the last window ends with the song
    answers = np.array([[0.0, 0.2, 1.0], [0.0, 0.4, 1.0], [0.0, 0.6, 1.0], [0.0, 0.8, 1.0]])
    panel = tags_image(times, answers, NAMES)
    assert panel.rows == ("sad", "happy", "calm / soft")  # from the bottom
    np.testing.assert_array_equal(panel.pixels[[0, 2]], [[255] * 3, [0] * 3])
    np.testing.assert_allclose(panel.pixels[1] / 255, [0.2, 0.4, 0.6], atol=0.01)
    assert (panel.low, panel.high) == (0, 100)
    assert (panel.start, panel.end) == (0.75, 5.25)
