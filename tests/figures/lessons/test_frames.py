"""Figures of frames and windows: they draw the numbers they are given, where those belong."""

import numpy as np
import pytest

from core.features.filters import WINDOW_COSINES
from core.figures.lessons.frames import (
    FLOOR_DB,
    band_panel,
    bins_figure,
    frame_figure,
    pair_figure,
    peak_name,
    product_figure,
    spectrum_figure,
)
from core.figures.lessons.windows import WINDOW_COLOURS, leakage_figure, lobes_figure
from core.lessons.frames.frame import analyse_frame, correlate, find_peaks, tone_in_bins
from core.lessons.frames.windows import LEAK_PADDING, leakage, window_lobes

RATE = 22050


def texts(figure) -> list[str]:
    return [note.text for note in figure.layout.annotations]


def test_a_frame_shows_samples_window_and_product():
    frame = analyse_frame(tone_in_bins(10, n_fft=256), window="hann", sample_rate=RATE)
    figure = frame_figure(frame.samples, frame.window, frame.windowed, sample_rate=RATE)
    assert texts(figure) == ["Samples of the frame", "× window", "= what is transformed"]
    for trace, values in zip(
        figure.data, (frame.samples, frame.window, frame.windowed), strict=True
    ):
        np.testing.assert_allclose(trace.y, values, atol=1e-6)
        assert trace.x[-1] == pytest.approx(1000 * 255 / RATE)


@pytest.mark.parametrize("axis", ["log", "linear"])
def test_a_spectrum_marks_its_peaks(axis):
    frame = analyse_frame(tone_in_bins(40, n_fft=1024), window="hann", sample_rate=RATE)
    named = [(peak.frequency, peak.level) for peak in find_peaks(frame)]
    figure = spectrum_figure(frame.frequencies, frame.decibels, peaks=named, axis=axis)
    line, marks = figure.data
    assert len(line.x) == (512 if axis == "log" else 513)
    assert marks.x == pytest.approx((40 * RATE / 1024,), abs=0.01)
    assert marks.customdata[0] == "861.3 Hz, A5"
    assert min(line.y) >= FLOOR_DB


def test_silence_is_drawn_at_the_floor():
    frame = analyse_frame(np.zeros(256), window="hann", sample_rate=RATE)
    figure = spectrum_figure(frame.frequencies, frame.decibels, peaks=[])
    assert set(figure.data[0].y) == {FLOOR_DB}
    drawn = frame_figure(frame.samples, frame.window, frame.windowed, sample_rate=RATE)
    assert drawn.layout.yaxis.range[1] > 0


def test_peaks_are_named_in_hertz_and_as_notes():
    assert peak_name(440.2) == "440.2 Hz, A4"
    assert peak_name(12.0) == "12.0 Hz"


def test_products_tell_their_sum():
    asked = correlate(tone_in_bins(5, n_fft=64), 5)
    cosine = product_figure(
        tone_in_bins(5, n_fft=64), asked.cosine, asked.with_cosine, name="cosine", colour="#000000"
    )
    assert texts(cosine)[1] == "Their product, sum = 32.00"
    sine = product_figure(
        tone_in_bins(5, n_fft=64), asked.sine, -asked.with_sine, name="sine", colour="#000000"
    )
    assert texts(sine)[1] == "Their product, sum = 0.00"


def test_the_asked_bin_stands_out():
    figure = bins_figure(np.arange(5.0), 3, bin_hz=344.5)
    colours = figure.data[0].marker.color
    assert [colour != colours[0] for colour in colours] == [False, False, False, True, False]


@pytest.mark.parametrize("chosen", WINDOW_COSINES)
def test_every_window_is_drawn_and_the_chosen_one_between_the_bins(chosen):
    seen = leakage(tone_in_bins(40.5, n_fft=1024), windows=list(WINDOW_COSINES), band=(30, 50))
    figure = leakage_figure(seen.bins, seen.levels, chosen=chosen, padding=LEAK_PADDING)
    assert len(figure.data) == 5
    line, dots = figure.data[-2:]
    assert (len(line.x), len(dots.x)) == (321, 21)
    np.testing.assert_allclose(dots.x, np.arange(30, 51))
    assert {trace.line.color for trace in figure.data[:3]} == {
        colour for name, colour in WINDOW_COLOURS.items() if name != chosen
    }


def test_lobes_are_symmetrical_and_told():
    its = window_lobes("hann")
    figure = lobes_figure(
        its.offsets, its.decibels, name="hann", main_lobe=its.main_lobe, side_lobe=its.side_lobe,
        side_lobe_at=its.side_lobe_at,
    )  # fmt: skip
    curve = figure.data[0]
    np.testing.assert_allclose(curve.y, curve.y[::-1])
    assert curve.x[0] == -16
    assert any("−31.5 dB" in text for text in texts(figure))
    assert any("4 bins wide" in text for text in texts(figure))


def test_a_pair_is_drawn_within_its_reach():
    places = np.arange(0.0, 100)
    figure = pair_figure(
        places, -places, pair=(40, 60), title="Time (ms)", unit="ms", reach=(30, 70),
        colour="#000000",
    )  # fmt: skip
    np.testing.assert_array_equal(figure.data[0].x, np.arange(30, 71))
    assert [shape.x0 for shape in figure.layout.shapes] == [40, 60]


def test_a_band_shows_its_rows_alone():
    frequencies = np.fft.rfftfreq(2048, 1 / RATE)
    values = np.tile(-frequencies[:, None] / 100, (1, 7))
    panel = band_panel(
        values, frequencies, band=(700, 1500), frame_seconds=0.01, title="Band", height=100
    )
    assert panel.pixels.shape[0] == len(panel.rows) == 76  # 74 rows from 700 to 1500, and one more
    assert [label for _, label in panel.y_ticks] == [str(hz) for hz in range(700, 1501, 100)]
    assert panel.high == pytest.approx(values[frequencies >= 700 - frequencies[1]].max())
