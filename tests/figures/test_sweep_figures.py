"""Pictures of a sweep: each cell where its values say, with its mean and interval to be read."""

import numpy as np
import pytest

from core.figures.sweep import along, curves, heatmap, interval_in_words, spread


def row(place: int, epochs: int, rate: float, mean: float | None, half: float | None = None):
    ends = (None, None) if mean is None or half is None else (mean - half, mean + half)
    n = 0 if mean is None else 1 + 2 * bool(half)
    return {"place": place, "epochs": epochs, "rate": rate, "mean": mean, "n": n,
            "low": ends[0], "high": ends[1]}  # fmt: skip


ROWS = [
    row(0, 10, 0.1, 0.5, 0.1),
    row(1, 10, 0.2, None),
    row(2, 20, 0.1, 0.7),
    row(3, 20, 0.2, 0.6),
]


def test_a_cell_lies_where_its_values_say():
    figure = heatmap(ROWS, ("epochs", "rate"), percent=True)
    cells, points = figure.data
    assert (list(cells.y), list(cells.x)) == (["10", "20"], ["0.1", "0.2"])
    assert np.array_equal(cells.z, [[50, np.nan], [70, 60]], equal_nan=True)
    assert (cells.zmin, cells.zmax) == (50, 70)
    assert list(points.text) == ["50.0", "", "70.0", "60.0"]
    assert [data[0] for data in points.customdata] == [0, 1, 2, 3]
    assert points.customdata[0][1] == "50.0 % (40.0 to 60.0 %), 3 seeds"
    assert points.customdata[1][1] == "not trained yet"


def test_means_are_told_with_what_is_known_of_their_spread():
    assert interval_in_words(ROWS[2], True) == "70.0 %, 1 seed"
    assert interval_in_words(ROWS[0], False) == "0.500 (0.400 to 0.600), 3 seeds"
    assert spread([ROWS[1]])[0] < spread([ROWS[1]])[1], "a scale needs two ends"


def test_a_line_leaves_room_for_what_is_not_trained_yet():
    (line,) = along(ROWS[:3], "rate", title="Accuracy", percent=True).data
    assert list(line.y) == pytest.approx([50, 70])
    assert list(line.error_y.array) == pytest.approx([10, 0])


def test_a_band_is_drawn_where_there_is_an_interval():
    nan = np.nan
    curve = {"epoch": np.array([1, 2, 3]), "mean": np.array([0.1, 0.2, 0.3]),
             "low": np.array([0.0, 0.1, nan]), "high": np.array([0.2, 0.3, nan])}  # fmt: skip
    alone = curve | {"low": np.full(3, nan), "high": np.full(3, nan)}
    band, line, other = curves({"a": curve, "b": alone}, title="Accuracy", percent=True).data
    assert list(band.x) == [1, 2, 2, 1]
    assert list(band.y) == pytest.approx([20, 30, 10, 0])
    assert list(line.y) == pytest.approx([10, 20, 30])
    assert line.line.color != other.line.color
