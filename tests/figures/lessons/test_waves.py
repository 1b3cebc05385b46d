"""Waves with their samples: what is drawn is where arithmetic puts it."""

import numpy as np

from core.figures.lessons.waves import Curve, Dots, waves_figure


def test_waves_are_drawn_in_milliseconds_with_their_areas():
    times, at = np.linspace(0, 0.01, 11), np.array([0.0, 0.004, 0.008])
    figure = waves_figure(
        times,
        [Curve("Line", np.sin(times), "#000000"), Curve("Held", times, "#000000", steps=True)],
        dots=Dots(at, np.array([0.5, -0.5, 0.25]), held=True),
    )
    areas, line, held, samples = figure.data
    np.testing.assert_allclose(line.x, 1000 * times)
    assert held.line.shape == "hv"
    np.testing.assert_allclose(areas.x, [0, 4, 8, 12])  # the last one is as wide as the others
    assert (areas.fill, areas.line.shape) == ("tozeroy", "hv")
    np.testing.assert_allclose(samples.x, [0, 4, 8])


def test_curves_of_one_name_share_an_entry_of_the_legend():
    curves = [Curve(name, np.zeros(2), "#000000") for name in ("One", "Two", "Two", "Two")]
    figure = waves_figure(np.array([0, 0.001]), curves)
    assert [trace.showlegend for trace in figure.data] == [True, True, False, False]


def test_a_single_sample_is_drawn():
    figure = waves_figure(np.array([0.0]), [], dots=Dots(np.zeros(1), np.ones(1), held=True))
    _, samples = figure.data
    assert list(samples.y) == [1]
