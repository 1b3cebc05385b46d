"""What a PCA figure holds is what it was given."""

import numpy as np
import pytest

from core.figures.palette import GENRE_COLOURS
from core.figures.pca import Points, loadings, scatter, scree, shares_in_words

COORDINATES = np.arange(15.0).reshape(5, 3)
TITLES = ["A – <One>", "B", "C", "D", "E"]
LABELS = ["pop", "rock", "pop", "rock", "pop"]
POINTS = Points(COORDINATES, list("abcde"), TITLES, LABELS, ("pop", "rock"))
SHARE = np.array([0.6, 0.3, 0.1])


def test_each_class_is_a_trace_of_its_colour_with_its_items():
    figure = scatter(POINTS, SHARE, [0, 2])
    pop, rock = figure.data
    assert (pop.name, rock.name) == ("pop", "rock")
    assert pop.marker.color == GENRE_COLOURS["pop"]
    assert pop.marker.symbol != rock.marker.symbol
    np.testing.assert_array_equal(pop.x, COORDINATES[[0, 2, 4], 0])
    np.testing.assert_array_equal(rock.y, COORDINATES[[1, 3], 2])
    assert list(pop.customdata) == ["a", "c", "e"]
    assert list(pop.text) == ["A – &lt;One&gt;", "C", "E"]  # Plotly takes tags for tags
    assert figure.layout.xaxis.title.text == "Component 1 (60.0 % of the variance)"


def test_three_components_are_drawn_in_space_with_the_star():
    figure = scatter(POINTS, SHARE, [2, 1, 0], star=np.array([7.0, 8.0, 9.0]), star_name="Mine")
    assert {trace.type for trace in figure.data} == {"scatter3d"}
    star = figure.data[-1]
    assert (star.x[0], star.y[0], star.z[0], star.name) == (9.0, 8.0, 7.0, "Mine")
    assert figure.layout.scene.zaxis.title.text == "Component 1 (60.0 %)"


def test_the_chosen_components_are_told_with_their_sum():
    both = shares_in_words(SHARE, [0, 2])
    assert both.startswith("Component 1 holds 60.0 %, component 3 holds 10.0 % of the variance")
    assert both.endswith("together 70.0 %.")
    assert shares_in_words(SHARE, [1, 1]) == "Component 2 holds 30.0 % of the variance."


def test_the_scree_adds_up():
    bars, line = scree(SHARE, chosen=[1]).data
    np.testing.assert_allclose(bars.y, [60, 30, 10])
    np.testing.assert_allclose(line.y, [60, 90, 100])
    assert bars.marker.color[1] != bars.marker.color[0] == bars.marker.color[2]


def test_the_strongest_loading_is_on_top():
    values = np.array([[0.1, -0.9, 0.3], [0.2, 0.1, 0.0]])
    (trace,) = loadings(values, ["one", "two", "three"], [0, 1]).data
    assert trace.y[-1] == "two"
    np.testing.assert_allclose(trace.z[-1], [-0.9, 0.1])


@pytest.mark.parametrize("axes", [[0, 1], [0, 1, 2]])
def test_a_hidden_class_leaves_the_others_colours(axes):
    alone = Points(COORDINATES[1:2], ["b"], ["B"], ["rock"], ("pop", "rock"))
    (trace,) = scatter(alone, SHARE, axes).data
    assert trace.marker.color == GENRE_COLOURS["rock"]


@pytest.mark.parametrize("axes", [[0, 1], [0, 1, 2]])
def test_ten_classes_have_ten_marks_and_none_that_a_font_may_lack(axes):
    genres = tuple(GENRE_COLOURS)
    items = Points(np.eye(10), genres, genres, genres, genres)
    marks = [
        (t.marker.symbol, t.marker.line.width) for t in scatter(items, np.eye(10)[0], axes).data
    ]
    assert len(set(marks)) == 10
    if len(axes) == 3:
        assert "x" not in [symbol for symbol, _ in marks]  # the letter ❌


def test_a_clicked_point_grows_and_star_and_ring_do_not_fade():
    drawn = scatter(POINTS, SHARE, [0, 1], star=np.zeros(3), star_name="Mine", ring="d").data
    for trace in drawn[:2]:
        assert trace.selected.marker.size > 1.5 * trace.marker.size
    for trace in drawn[2:]:
        assert trace.unselected.marker.opacity == 1


@pytest.mark.parametrize("axes", [[0, 1], [2, 1, 0]])
def test_the_ring_is_around_the_chosen_point(axes):
    ring = scatter(POINTS, SHARE, axes, ring="d").data[-1]
    assert ring.marker.symbol == "circle-open"
    assert [ring[key][0] for key, _ in zip("xyz", axes, strict=False)] == list(COORDINATES[3, axes])
    assert len(scatter(POINTS, SHARE, axes).data) == 2


def test_all_of_a_space_is_in_sight():
    """Plotly's own camera cuts off the titles of the axes that come towards it."""
    scene = scatter(POINTS, SHARE, [0, 1, 2]).layout.scene
    eye = scene.camera.eye
    assert np.linalg.norm([eye.x, eye.y, eye.z]) > np.linalg.norm([1.25, 1.25, 1.25])
    assert scene.camera.center.z < 0
