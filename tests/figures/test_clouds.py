"""Ellipses hold what they say, arrows point where values rise, cells count what lies in them."""

import numpy as np
import pytest

from core.errors import EarshotError
from core.figures.clouds import (
    add_arrows,
    add_ellipses,
    between_figure,
    density,
    loading_bars,
    outline,
    shell,
    spread_figure,
)
from core.figures.paths import path_panel
from core.figures.pca import MOST_SHAPES, Points, scatter

RNG = np.random.default_rng(9)
SHARE = np.array([0.5, 0.3, 0.2])


def cloud(n: int, d: int) -> np.ndarray:
    return RNG.normal(size=(n, d)) @ RNG.normal(size=(d, d)) + 3


def inside(points: np.ndarray, edge: np.ndarray) -> float:
    """The share of `points` that are no farther from the middle than the edge, as Mahalanobis."""
    inverse = np.linalg.inv(np.cov(points.T))
    far = [((x - points.mean(axis=0)) @ inverse * (x - points.mean(axis=0))).sum(axis=1)
           for x in (points, edge)]  # fmt: skip
    assert np.ptp(far[1]) < 1e-6  # all of the edge is equally far
    return float((far[0] <= far[1][0]).mean())


@pytest.mark.parametrize(("d", "around"), [(2, outline), (3, shell)])
def test_95_percent_of_a_normal_cloud_are_inside(d, around):
    points = cloud(4000, d)
    assert inside(points, around(points)) == pytest.approx(0.95, abs=0.012)


@pytest.mark.parametrize(("axes", "kind"), [([0, 1], "scatter"), ([0, 1, 2], "mesh3d")])
def test_each_class_gets_its_own_and_one_of_few_items_none(axes, kind):
    labels = ["pop"] * 10 + ["rock"] * 2
    points = Points(cloud(12, 3), [*"abcdefghijkl"], [*"abcdefghijkl"], labels, ["pop", "rock"])
    figure = add_ellipses(scatter(points, SHARE, axes), points, axes)
    added = figure.data[2:]
    assert [(trace.type, trace.name, trace.showlegend) for trace in added] == [(kind, "pop", False)]


def test_arrows_point_where_values_rise_and_the_longest_reaches_furthest():
    loadings = np.array([[0.9, 0.0, -0.1], [0.0, -0.5, 0.1]])
    points = Points(cloud(5, 2), [*"abcde"], [*"abcde"], ["pop"] * 5, ["pop"])
    figure = add_arrows(scatter(points, SHARE, [0, 1]), loadings, ["a: x", "b", "c"], [0, 1], 10.0)
    arrows = [a for a in figure.layout.annotations if a.showarrow]
    names = [a for a in figure.layout.annotations if not a.showarrow]
    assert [a.text for a in names] == ["a", "b", "c"]
    assert (arrows[0].x, arrows[0].y) == pytest.approx((9.0, 0.0))
    assert (arrows[1].x, arrows[1].y) == pytest.approx((0.0, -5.0))


def test_density_counts_every_item_once_and_many_points_are_painted():
    places = cloud(3000, 2)
    ids = [str(i) for i in range(3000)]
    points = Points(places, ids, ids, ["pop"] * 3000, ["pop"])
    figure = density(points, SHARE, [0, 1])
    counts = np.asarray(figure.data[0].customdata)
    expected, _, _ = np.histogram2d(*places.T, bins=len(counts))
    np.testing.assert_array_equal(counts, expected.T)
    assert counts.sum() == 3000
    assert len(figure.data[1].x) == (counts > 0).sum()
    assert len(ids) > MOST_SHAPES
    assert scatter(points, SHARE, [0, 1]).data[0].type == "scattergl"


def test_bars_are_what_they_were_given():
    variance = np.array([[0.5, 2.0], [1.0, 0.2]])
    first, second = spread_figure(variance, ["pop", "rock"], ["jazz", "pop", "rock"]).data
    np.testing.assert_allclose(first.y, [0.5, 2.0])
    assert first.marker.color != second.marker.color
    np.testing.assert_allclose(between_figure(np.array([0.25, 0.5])).data[0].y, [25, 50])
    (bars,) = loading_bars(np.array([[0.1, -0.9, 0.5]]), ["a", "b", "c"], 0).data
    assert list(bars.y) == ["a", "c", "b"]  # the strongest on top
    assert bars.marker.color[1] != bars.marker.color[2]


def test_a_plane_that_stands_for_nothing_has_no_axes():
    points = Points(cloud(4, 2), [*"abcd"], [*"abcd"], ["pop"] * 4, ["pop"])
    layout = scatter(points, None, [0, 1]).layout
    assert layout.xaxis.title.text is None or layout.xaxis.title.text == ""
    assert not layout.xaxis.showticklabels


def test_a_path_shows_all_of_itself_and_its_points():
    path, points = np.array([[0.0, 0.0], [9.0, 1.0]]), np.array([[-4.0, 2.0], [1.0, -3.0]])
    panel = path_panel(path, np.array([0.5, 1.5]), points, ["rock", "pop"],
                       classes=["jazz", "pop", "rock"], titles=("x", "y"))  # fmt: skip
    assert panel.classes == ("pop", "rock")
    assert panel.groups.tolist() == [1, 0]
    assert panel.x_low < -4
    assert panel.x_high > 9
    assert panel.y_low < -3
    assert panel.y_high > 2
    with pytest.raises(EarshotError, match="no place"):
        path_panel(np.full((1, 2), np.nan), np.zeros(1), points, ["pop", "pop"], classes=["pop"],
                   titles=("x", "y"))  # fmt: skip
