"""Figures of learning hold what they are given, and their films end where the path ends."""

import numpy as np
import pandas as pd
import pytest

from core.figures.learning_curves import loss_curves
from core.figures.lessons.learning import answer_figure, descent_figure, mark_epochs, plane_figure


def test_probabilities_and_gradient_are_bars():
    p, slope = np.array([0.7, 0.2, 0.1]), np.array([-0.3, 0.2, 0.1])
    bars, frame, gradient = answer_figure(list("abc"), ["red"] * 3, p, slope, 0).data
    np.testing.assert_allclose(bars.y, [70, 20, 10])
    assert list(frame.y) == [100, None, None]
    np.testing.assert_allclose(gradient.y, slope)
    assert gradient.text[0] == "−0.300"
    assert gradient.marker.color[0] != gradient.marker.color[1] == gradient.marker.color[2]


def test_thin_bars_have_short_numbers():
    p = np.array([0.826, 0.004, *[0.17 / 8] * 8])
    bars, _, gradient = answer_figure(
        list("abcdefghij"), ["red"] * 10, p, p - np.eye(10)[2], 2
    ).data
    assert bars.text[:3] == ("83", "< 1", "2")
    assert gradient.text[:4] == ("+0.83", "", "−0.98", "")


@pytest.fixture
def path() -> tuple[np.ndarray, np.ndarray]:
    w = 4.0 * 0.8 ** np.arange(21)
    return w, w**2 / 2


def test_the_whole_path_is_there_before_it_is_played(path):
    curve = np.linspace(-5, 5, 11)
    figure = descent_figure((curve, curve**2 / 2), path[0], path[1], [(0.0, 0.0)])
    _, minimum, trail, ball, losses, _ = figure.data
    assert (minimum.x[0], minimum.y[0]) == (0, 0)
    np.testing.assert_allclose(trail.x, path[0])
    np.testing.assert_allclose(losses.y, path[1])
    np.testing.assert_allclose(ball.x, path[0][-1:])
    assert figure.layout.updatemenus[0].buttons[0].label == "▶ Play"


def test_the_film_shows_every_step_of_a_short_path(path):
    curve = np.linspace(-5, 5, 11)
    figure = descent_figure((curve, curve**2 / 2), path[0], path[1], [(0.0, 0.0)])
    assert len(figure.frames) == 21
    for k in (0, 7, 20):
        trail, ball, *_ = figure.frames[k].data
        assert len(trail.x) == k + 1
        np.testing.assert_allclose(ball.x, [path[0][k]])
    assert list(figure.frames[0].traces) == [2, 3, 4, 5]


def test_a_long_film_stays_short_and_ends_at_the_end():
    w = np.linspace(4, 0, 500)
    figure = descent_figure((w, w**2), w, w**2, [(0.0, 0.0)])
    assert len(figure.frames) <= 40
    timing = figure.layout.updatemenus[0].buttons[0].args[1]["frame"]
    assert len(figure.frames) * timing["duration"] <= 5001  # ms
    assert figure.frames[-1].data[1].x[0] == 0


def test_a_divergence_leaves_at_the_top_and_the_start_stays_in_sight():
    w = 4.0 * (-1.5) ** np.arange(20)
    figure = descent_figure((np.linspace(-5, 5, 3), np.ones(3)), w, w**2, [(0.0, 0.0)])
    low, high = figure.layout.yaxis2.range
    assert low < 16 < high < 100


def test_a_path_at_rest_has_an_axis():
    zero = np.zeros(3)
    figure = descent_figure((np.linspace(-5, 5, 3), np.ones(3)), zero, zero, [(0.0, 0.0)])
    low, high = figure.layout.yaxis2.range
    assert low < 0 < high


def test_two_paths_in_one_plane_end_each_for_itself():
    u = np.linspace(-4, 4, 9)
    loss = u[None, :] ** 2 + u[:, None] ** 2
    paths = {"short": np.zeros((3, 2)), "long": np.ones((10, 2))}
    figure = plane_figure((u, u, loss), paths, [(0.0, 0.0)])
    assert [trace.name for trace in figure.data if trace.showlegend] == [
        "short", "long",
    ]  # fmt: skip
    assert len(figure.frames) == 10
    assert [len(figure.frames[-1].data[i].x) for i in (0, 2)] == [3, 10]
    np.testing.assert_array_equal(figure.data[0].customdata, loss)


def test_epochs_are_marked():
    history = pd.DataFrame({"epoch": [1, 2], "train_loss": [2, 1], "validation_loss": [2, 1.5]})
    figure = mark_epochs(
        loss_curves(history, n_epochs=2), {"stop": 1, "patience ends": 2}, top=0.34
    )
    assert [line.x0 for line in figure.layout.shapes] == [1, 2]
    assert [note.text for note in figure.layout.annotations] == ["stop 1", "patience ends 2"]
    assert [note.y for note in figure.layout.annotations] == pytest.approx([0.34, 0.24])
