"""Histograms: the counts are NumPy's, the bars look as the picture does."""

import re
from xml.etree import ElementTree

import numpy as np
import pytest

from core.errors import EarshotError
from core.figures.lessons.histograms import HistogramPlot, histogram, histogram_markup
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


def drawn(values: np.ndarray, **changes) -> ElementTree.Element:
    """A histogram's markup, read."""
    how = {"title": "raw", "unit": "dB", "height": 168} | changes
    return ElementTree.fromstring(
        f"<div>{histogram_markup(HistogramPlot(histogram(values), **how))}</div>"
    )


def bars(root: ElementTree.Element) -> list[tuple[int, float, str]]:
    """Place, height in per cent of the plot, and colour of each bar."""
    return [
        (int(bar.attrib["x"]), float(bar.attrib["height"]), bar.attrib["fill"])
        for bar in root.iter("rect")
    ]


def texts(root: ElementTree.Element, name: str) -> list[str]:
    found = root.find(f".//*[@class='{name}']")
    return [] if found is None else [found.text or "", *(each.text or "" for each in found)]


def test_bars_are_the_shares_to_scale():
    values = np.random.default_rng(5).standard_normal(20_000).astype(np.float32)
    seen = histogram(values)
    most = 1.1 * seen.shares.max()
    heights = {place: height for place, height, _ in bars(drawn(values))}
    expected = {k: 100 * share / most for k, share in enumerate(seen.shares) if share}
    assert heights == pytest.approx(expected, abs=0.01)


def test_bars_have_the_colours_of_the_picture(decibels):
    seen = histogram(decibels)
    colours = {
        place: fill
        for place, _, fill in bars(drawn(decibels, colours="magma", low=-60.0, high=-20.0))
    }
    stops = COLOUR_MAPS["magma"]
    for place, colour in colours.items():
        value = seen.centres[place]
        if value <= -60:
            assert colour == stops[0]
        elif value >= -20:
            assert colour == stops[-1]
        else:  # between its two neighbours among the stops
            where = (value + 60) / 40 * (len(stops) - 1)
            ends = stops[int(where)], stops[int(where) + 1]
            for at in (1, 3, 5):
                low, high = sorted(int(end[at : at + 2], 16) for end in ends)
                assert low <= int(colour[at : at + 2], 16) <= high


def test_a_floor_that_towers_is_cut_off_and_told(decibels):
    root = drawn(decibels)
    assert bars(root)[0][1] == 100
    assert max(height for _, height, _ in bars(root)[1:]) < 80
    assert texts(root, "spike") == [f"↑ {histogram(decibels).shares[0]:.0f} %"]
    assert histogram(decibels).shares[0] == pytest.approx(100 / 3, abs=0.5)


def test_the_normal_distribution_is_drawn_to_scale():
    values = np.random.default_rng(5).standard_normal(200_000).astype(np.float32)
    root = drawn(values, normal=True)
    curve = next(root.iter("polyline")).attrib["points"].split()
    tops = {int(float(x)): 100 - float(y) for x, y in (point.split(",") for point in curve)}
    for place, height, _ in bars(root):
        assert tops[place] == pytest.approx(height, abs=7)


def test_a_bar_says_what_it_counts(decibels):
    titles = [title.text or "" for title in drawn(decibels).iter("title")]
    assert re.fullmatch(r"−80 to −7[89]\.\d+ dB: 33\.\d\d % of all values", titles[0])


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (-80, 0, ["−80", "−60", "−40", "−20", "0"]),
        (0, 1, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (-3.2, 4.1, ["−2", "0", "2", "4"]),
        (0, 24_758, ["0", "5,000", "10,000", "15,000", "20,000"]),
    ],
)
def test_numbers_on_the_axis_are_round_and_in_their_places(low, high, told):
    root = drawn(np.linspace(low, high, 500, dtype=np.float32))
    across = root.find(".//*[@class='across']")
    assert across is not None
    assert [each.text for each in across] == told
    for each in across:
        place = float(each.attrib["style"].removeprefix("left:").removesuffix("%"))
        value = float((each.text or "").replace("−", "-").replace(",", ""))
        assert place == pytest.approx(100 * (value - low) / (high - low), abs=0.01)


def test_a_title_may_hold_anything():
    assert texts(drawn(np.arange(9.0), title="<b>&"), "told") == ["<b>&"]
