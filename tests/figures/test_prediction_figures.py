"""Genres over a song, and several networks side by side."""

import numpy as np

from core.figures.palette import colors_of
from core.figures.prediction import genre_bars, genre_panel, taggram_panel

CLASSES = ["blues", "jazz", "rock"]


def test_the_panel_holds_every_class_over_time():
    times = np.array([2.5, 5.0])
    probabilities = np.array([[0.2, 0.3, 0.5], [0.1, 0.1, 0.8]])
    panel = genre_panel(times, probabilities, CLASSES)
    np.testing.assert_allclose(panel.times, times)
    np.testing.assert_allclose(panel.values, probabilities.T)
    assert panel.names == tuple(CLASSES)
    assert panel.series_colours == colors_of(CLASSES)


def test_bars_show_every_class_of_every_model_in_per_cent():
    one, other = np.array([0.7, 0.2999, 0.0001]), np.array([0.1, 0.1, 0.8])
    figure = genre_bars(CLASSES, {"one": one, "other": other})
    assert [trace.orientation for trace in figure.data] == ["h", "h"]
    for trace, values in zip(figure.data, (one, other), strict=True):
        np.testing.assert_allclose(trace.x, 100 * values)
        assert list(trace.y) == CLASSES
        assert trace.marker.color == colors_of(CLASSES)
    assert list(figure.data[0].text) == ["70", "30", "< 1"]
    assert [a.text for a in figure.layout.annotations] == ["<b>one</b>", "<b>other</b>"]
    assert figure.layout.yaxis.autorange == "reversed"  # the first class on top
    assert figure.layout.paper_bgcolor == "rgba(0,0,0,0)"


def test_a_long_name_above_bars_takes_lines_and_room():
    one, two = (
        genre_bars(CLASSES, {name: np.eye(3)[0]}) for name in ("one", "the-network-by-piece")
    )
    assert two.layout.annotations[0].text == "<b>the-network-by-<br>piece</b>"
    assert two.layout.height - one.layout.height == two.layout.margin.t - one.layout.margin.t > 0


def test_of_a_class_that_a_model_does_not_know_nothing_is_said():
    (bars,) = genre_bars(CLASSES, {"one": np.array([0.9996, np.nan, 0.0004])}).data
    assert list(bars.text) == ["100", "–", "< 1"]
    assert list(bars.customdata) == ["100.0 %", "no class of it", "0.0 %"]


def test_the_likeliest_tags_stand_on_top_with_their_whole_names():
    rng = np.random.default_rng(0)
    names = [f"tag {i}" for i in range(19)] + ["female vocalists"]
    tags = rng.random((20, 30)) * 0.1
    tags[19] += 0.5
    tags[3] += 0.2
    panel = taggram_panel(tags, names, step_seconds=1.0, n=5)
    assert panel.rows[-1] == "female vocalists"
    assert panel.rows[-2] == "tag 3"
    assert panel.y_ticks[-1] == (4.0, "female vocalists")
    assert len(panel.rows) == 5
    assert (panel.start, panel.low) == (-0.5, 0.0)  # a step is centred on its time
