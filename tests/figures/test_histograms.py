"""Histograms: the counts are NumPy's, the bars stand where and look as the picture does."""

import numpy as np
import pytest

from core.errors import EarshotError
from core.figures.histograms import HistogramPlot, histogram, histogram_figure
from core.figures.palette import COLOUR_MAPS


@pytest.fixture
def decibels() -> np.ndarray:
    """A picture with a third of its values at a floor of -80 dB."""
    values = np.random.default_rng(3).normal(-40, 12, (60, 50)).astype(np.float32)
    values[:20] = -80
    return np.maximum(values, -80)


def test_counts_are_those_of_numpy(decibels):
    seen = histogram(decibels, n_bins=50)
    counts, edges = np.histogram(decibels, bins=50)
    np.testing.assert_allclose(seen.edges, edges, atol=1e-4)
    # A value on an edge may fall to its other side; none of these 3,000 lies farther off.
    assert np.abs(seen.shares * decibels.size / 100 - counts).max() <= 2
    assert seen.shares.sum() == pytest.approx(100)
    assert seen.mean == pytest.approx(decibels.mean(), abs=1e-3)
    assert seen.std == pytest.approx(decibels.std(), abs=1e-3)


def test_a_constant_has_one_bar():
    seen = histogram(np.full((4, 5), -80.0, np.float32))
    assert seen.shares[0] == pytest.approx(100)
    assert (seen.edges[0], seen.edges[-1]) == (-80, -79)
    assert seen.std == 0


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (np.empty(0), "at least one"),
        (np.array([0, np.nan]), "finite"),
        (np.array([np.inf]), "finite"),
    ],
)
def test_what_cannot_be_counted_is_refused(values, reason):
    with pytest.raises(EarshotError, match=reason):
        histogram(values)


def test_bins_have_limits():
    with pytest.raises(EarshotError, match="not 257"):
        histogram(np.zeros(3), n_bins=257)


def plots(values: np.ndarray, **changes) -> list[HistogramPlot]:
    told = {"unit": "dB", "height": 168, "colours": "magma", "low": -60.0, "high": -20.0}
    first = HistogramPlot(histogram(values), title="raw", top=92, **told | changes)
    z = (values - values.mean()) / values.std()
    second = HistogramPlot(
        histogram(z), title="z", unit="z-score", top=324, height=168, normal=True
    )
    return [first, second]


def test_each_stands_beside_its_picture(decibels):
    height = 538
    figure = histogram_figure(plots(decibels), height=height)
    layout = figure.layout
    inner = height - layout.margin.t - layout.margin.b
    for axis, top in ((layout.yaxis, 92), (layout.yaxis2, 324)):
        bottom, above = axis.domain
        assert layout.margin.t + (1 - above) * inner == pytest.approx(top)
        assert layout.margin.t + (1 - bottom) * inner == pytest.approx(top + 168)


def test_bars_have_the_colours_of_the_picture(decibels):
    bars = histogram_figure(plots(decibels), height=538).data[0]
    assert tuple(colour for _, colour in bars.marker.colorscale) == COLOUR_MAPS["magma"]
    values = np.asarray(bars.x)
    places = np.asarray(bars.marker.color)
    assert set(places[values < -60]) == {0.0}
    assert set(places[values > -20]) == {1.0}
    inside = (values > -60) & (values < -20)
    np.testing.assert_allclose(places[inside], (values[inside] + 60) / 40)


def test_a_floor_that_towers_is_cut_off_and_told(decibels):
    figure = histogram_figure(plots(decibels), height=538)
    most = figure.layout.yaxis.range[1]
    shares = np.asarray(figure.data[0].y)
    assert shares[1:].max() < most < shares[0]
    texts = [note.text for note in figure.layout.annotations]
    assert f"↑ {shares[0]:.0f} %" in texts
    assert shares[0] == pytest.approx(100 / 3, abs=0.5)


def test_the_normal_distribution_is_drawn_to_scale():
    values = np.random.default_rng(5).standard_normal(200_000).astype(np.float32)
    figure = histogram_figure(plots(values), height=538)
    bars, curve = (
        next(t for t in figure.data if t.type == kind and t.xaxis == "x2")
        for kind in ("bar", "scatter")
    )
    np.testing.assert_allclose(curve.y, bars.y, atol=0.25)  # per cent


def test_nothing_hides_the_page_behind_it(decibels):
    layout = histogram_figure(plots(decibels), height=538).layout
    assert layout.paper_bgcolor == layout.plot_bgcolor == "rgba(0,0,0,0)"
    units = [note.text for note in layout.annotations]
    assert {"dB", "z-score"} <= set(units)
