"""Figures of levels: three rulers agree, and a floor parts a histogram."""

import numpy as np
import pytest

from core.figures.lessons.decibels import floor_figure, ruler_figure, visible_range
from core.figures.lessons.histograms import histogram


@pytest.mark.parametrize(
    ("gain", "told"),
    [
        (-6, ("× 0.501", "× 0.251", "−6.0 dB")),
        (20, ("× 10.0", "× 100", "+20.0 dB")),
        (0, ("× 1.00", "× 1.00", "0.0 dB")),
        (-40, ("× 0.0100", "× 0.000100", "−40.0 dB")),
    ],
)
def test_one_number_is_told_in_three_units(gain, told):
    figure = ruler_figure(gain)
    marked = figure.data[-1]
    assert tuple(text.removeprefix("<b>").removesuffix("</b>") for text in marked.text) == told
    assert set(marked.x) == {gain}


def test_a_ruler_keeps_its_name_above_what_is_told_at_its_mark():
    figure = ruler_figure(-40)
    assert {note.yshift for note in figure.layout.annotations} == {22}
    assert figure.data[-1].textfont.size < 22 - figure.data[-1].marker.size / 2


def test_ticks_of_the_rulers_stand_at_their_decibels():
    amplitude, power, decibels = (ruler_figure(0).data[k] for k in (1, 3, 5))
    np.testing.assert_allclose(amplitude.x, 20 * np.log10([float(text) for text in amplitude.text]))
    np.testing.assert_allclose(power.x, 10 * np.log10([float(text) for text in power.text]))
    assert list(decibels.x) == [-40, -30, -20, -10, 0, 10, 20]


def test_a_floor_parts_the_histogram():
    values = np.random.default_rng(1).uniform(-100, 0, 5000).astype(np.float32)
    figure = floor_figure(histogram(values), floor=-40, reference="full scale")
    hidden, kept = figure.data
    assert max(hidden.x) < -40 <= min(kept.x)
    assert sum(hidden.y) == pytest.approx(60, abs=3)
    assert figure.layout.shapes[0].x0 == -40
    assert "full scale" in figure.layout.xaxis.title.text


def test_silence_does_not_stretch_the_axis():
    np.testing.assert_array_equal(visible_range(np.array([-200.0, -50])), [-140, -50])
