"""Figures of the lesson on sampling: what is drawn is where arithmetic puts it."""

import numpy as np
import pytest

from core.figures.lessons.sampling import (
    DARKEST,
    folding_figure,
    mono_figure,
    snr_figure,
    spectra_figure,
)


def trace(figure, name: str):
    """The trace of this name."""
    return next(trace for trace in figure.data if trace.name == name)


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
    figure = snr_figure(bits, formula=ratios, sine=ratios - 1, sound=(2, 9.5))
    assert (trace(figure, "This sound").x, trace(figure, "This sound").y) == ((2,), (9.5,))
    silent = snr_figure(bits, formula=ratios, sine=ratios, sound=(2, -np.inf))
    assert len(silent.data) == 2


def test_what_mono_leaves_is_in_per_cent():
    figure = mono_figure(np.array([0.0, 500.0]), np.array([1.0, 0.25]))
    assert list(figure.data[0].y) == [100, 25]
    assert figure.layout.xaxis.range == pytest.approx((0, 500))
    assert figure.layout.margin.r == 20  # half of the label "4000" lies beyond the axis
