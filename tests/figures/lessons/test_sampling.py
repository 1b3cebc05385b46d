"""Figures of the lesson on sampling: what is drawn is where arithmetic puts it."""

import numpy as np
import pytest

from core.figures.lessons.sampling import (
    DARKEST,
    Curve,
    Dots,
    folding_figure,
    mono_figure,
    snr_figure,
    spectra_figure,
    waves_figure,
)


def trace(figure, name: str):
    """The trace of this name."""
    return next(trace for trace in figure.data if trace.name == name)


def test_waves_are_drawn_in_milliseconds_with_their_areas():
    times, at = np.linspace(0, 0.01, 11), np.array([0.0, 0.004, 0.008])
    figure = waves_figure(
        times,
        [Curve("Line", np.sin(times), "#000000"), Curve("Held", times, "#000000", steps=True)],
        dots=Dots(at, np.array([0.5, -0.5, 0.25]), held=True),
    )
    np.testing.assert_allclose(trace(figure, "Line").x, 1000 * times)
    assert trace(figure, "Held").line.shape == "hv"
    areas = trace(figure, "Held for T")
    np.testing.assert_allclose(areas.x, [0, 4, 8, 12])  # the last one is as wide as the others
    assert (areas.fill, areas.line.shape) == ("tozeroy", "hv")
    np.testing.assert_allclose(trace(figure, "Samples").x, [0, 4, 8])


def test_curves_of_one_name_share_an_entry_of_the_legend():
    curves = [Curve(name, np.zeros(2), "#000000") for name in ("One", "Two", "Two", "Two")]
    figure = waves_figure(np.array([0, 0.001]), curves)
    assert [trace.showlegend for trace in figure.data] == [True, True, False, False]


def test_a_single_sample_is_drawn():
    figure = waves_figure(np.array([0.0]), [], dots=Dots(np.zeros(1), np.ones(1), held=True))
    assert list(trace(figure, "Samples").y) == [1]


def test_the_roof_folds_at_every_multiple_of_half_the_rate():
    figure = folding_figure(15_000, sample_rate=22_050, highest=20_000)
    roof, _, point = figure.data
    np.testing.assert_allclose(roof.x, [0, 11.025, 20])
    np.testing.assert_allclose(roof.y, [0, 11.025, 2.05])
    assert (point.x, point.y) == ((15,), (7.05,))
    figure = folding_figure(9000, sample_rate=8000, highest=20_000)
    np.testing.assert_allclose(figure.data[0].y, [0, 4, 0, 4, 0, 4])
    texts = [note.text for note in figure.layout.annotations]
    assert texts == ["f<sub>s</sub>/2", "f<sub>s</sub>", "3 f<sub>s</sub>/2", "2 f<sub>s</sub>"]


def test_folded_partials_are_marked_on_the_first_spectrum():
    decibels = np.full(11, -200.0)
    decibels[4] = -10
    figure = spectra_figure(
        [("Bare", decibels, "#000000"), ("Filtered", decibels - 5, "#111111")],
        sample_rate=20_000,
        half=5000,
        folded=(np.array([6100.0]), np.array([3900.0])),
    )
    np.testing.assert_allclose(trace(figure, "Bare").x, np.arange(11))
    assert min(trace(figure, "Bare").y) == DARKEST
    marks = trace(figure, "Folded partials")
    assert (marks.x, marks.y, marks.customdata) == ((3.9,), (-10,), (6.1,))
    assert figure.layout.xaxis.range == (0, 6.25)
    assert figure.layout.shapes[0].x0 == 5


def test_the_sound_here_is_left_out_where_it_has_no_ratio():
    bits = np.arange(1, 4)
    ratios = 6.02 * bits
    figure = snr_figure(bits, formula=ratios, sine=ratios - 1, here=(2, 9.5))
    assert (trace(figure, "This sound").x, trace(figure, "This sound").y) == ((2,), (9.5,))
    silent = snr_figure(bits, formula=ratios, sine=ratios, here=(2, -np.inf))
    assert len(silent.data) == 2


def test_what_mono_leaves_is_in_per_cent():
    figure = mono_figure(np.array([0.0, 500.0]), np.array([1.0, 0.25]))
    assert list(figure.data[0].y) == [100, 25]
    assert figure.layout.xaxis.range == pytest.approx((0, 500))
    assert figure.layout.margin.r == 20  # half of the label "4000" lies beyond the axis
