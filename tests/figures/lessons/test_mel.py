"""Figures of the lesson on mel: what is drawn stands where the numbers say."""

import numpy as np
import pytest

from core.features.filters import mel_edges, mel_weights
from core.figures.lessons.mel import cepstrum_figure, filter_figure, mel_curve_figure
from core.figures.style import ACCENT, CONTRAST, GREY
from core.lessons.mel.mel import MEL_SCALES, equal_steps


def test_steps_are_carried_from_the_curve_to_the_axis():
    hz = np.arange(0.0, 11026)
    curves = {name: scale.mel(hz) for name, scale in MEL_SCALES.items()}
    ends = equal_steps(4, 11025, MEL_SCALES["Slaney"])
    figure = mel_curve_figure(hz, curves, ends, "Slaney")
    lines, marks = figure.data[0], figure.data[-1]
    np.testing.assert_allclose(marks.x, ends)
    corners = np.reshape(lines.y, (-1, 4))
    np.testing.assert_allclose(np.diff(corners[:, 0]), np.diff(corners[:2, 0])[0], rtol=1e-4)
    np.testing.assert_array_equal(corners[:, 2], 0)
    colours = {trace.name: trace.line.color for trace in figure.data[1:3]}
    assert colours == {"O'Shaughnessy": CONTRAST, "Slaney": ACCENT}


@pytest.fixture
def bank() -> dict[str, np.ndarray]:
    weights = mel_weights(22050, 2048, 40, 0.0, None)
    power = np.linspace(1, 5, 1025)
    return {
        "frequencies": np.fft.rfftfreq(2048, 1 / 22050),
        "spectrum": 10 * np.log10(power),
        "edges": mel_edges(40, 0.0, 11025),
        "weights": weights[11],
        "mel": 10 * np.log10(weights @ power),
    }


@pytest.mark.parametrize("log", [True, False])
def test_the_chosen_filter_stands_out_and_its_energy_is_a_point(bank, log):
    figure = filter_figure(**bank, chosen=11, log=log)
    named = {trace.name: trace for trace in figure.data if trace.name}
    triangle = named["filter 12"]
    corners = triangle.x[[0, np.argmax(triangle.y), -1]]
    np.testing.assert_allclose(corners, bank["edges"][11:14])
    dots = named["its weight at each bin"]
    np.testing.assert_allclose(dots.customdata, bank["weights"][bank["weights"] > 0])
    inside = np.interp(dots.x, named["filter 12"].x, named["filter 12"].y)
    np.testing.assert_allclose(dots.y, inside, atol=1e-6)  # dots lie on the triangle
    (point,) = [t for t in figure.data if t.marker.size == 12]
    assert (point.x[0], point.y[0]) == (bank["edges"][12], bank["mel"][11])
    assert figure.layout.xaxis.type == ("log" if log else None)


def test_the_lowest_triangle_is_bent_by_a_logarithmic_axis_as_its_dots_are(bank):
    bank["weights"] = mel_weights(22050, 2048, 40, 0.0, None)[0]
    figure = filter_figure(**bank, chosen=0, log=True)
    named = {trace.name: trace for trace in figure.data if trace.name}
    triangle, dots = named["filter 1"], named["its weight at each bin"]
    seen = dots.x > 20  # Hz, where the axis begins
    line = np.interp(np.log(dots.x[seen]), np.log(triangle.x), triangle.y)  # as it is drawn
    np.testing.assert_allclose(dots.y[seen], line, atol=0.03)


def test_triangles_have_equal_areas(bank):
    figure = filter_figure(**bank, chosen=0, log=False)
    (lines,) = [trace for trace in figure.data if trace.name == "all filters"]
    corners = np.stack([np.reshape(lines.x, (-1, 4)), np.reshape(lines.y, (-1, 4))])
    areas = (corners[0, :, 2] - corners[0, :, 0]) * corners[1, :, 1] / 2
    np.testing.assert_allclose(areas, areas[0])


def drawn(coefficients: np.ndarray, n_kept: int, chosen: int):
    return cepstrum_figure(
        centres=np.linspace(100, 8000, 128),
        decibels=np.zeros(128),
        rebuilt=np.ones(128),
        coefficients=coefficients,
        n_kept=n_kept,
        chosen=chosen,
        cosine=np.full(128, 0.5),
    )


def test_kept_dropped_and_chosen_have_their_colours():
    figure = drawn(np.arange(1.0, 129), 13, 5)
    (bars,) = [trace for trace in figure.data if trace.type == "bar"]
    colours = list(bars.marker.color)
    assert colours[:5] == [ACCENT] * 5
    assert colours[5] == CONTRAST
    assert colours[13:] == [GREY] * 115
    (cosine,) = [t for t in figure.data if t.type == "scatter" and t.line.color == CONTRAST]
    np.testing.assert_allclose(cosine.y, 3.0)  # 0.5 times coefficient 5, which is 6


def test_a_first_coefficient_that_leaves_the_axis_is_told():
    coefficients = np.r_[-412.0, np.full(127, 10.0)]
    notes = [note.text for note in drawn(coefficients, 13, 0).layout.annotations]
    assert notes == ["coefficient 0 is −412 dB"]
    assert not drawn(np.full(128, 10.0), 13, 0).layout.annotations
