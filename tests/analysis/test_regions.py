"""A line drawn around points holds those that it goes around."""

import numpy as np

from core.analysis.regions import simplified, within


def test_a_circle_of_many_corners_holds_what_its_radius_says():
    angles = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    corners = list(zip(np.cos(angles), np.sin(angles), strict=True))
    points = np.random.default_rng(0).uniform(-1.5, 1.5, (500, 2))
    radius = np.linalg.norm(points, axis=1)
    clear = np.abs(radius - 1) > 0.01
    np.testing.assert_array_equal(within(points, corners)[clear], (radius < 1)[clear])


def test_a_dent_and_a_crossing_are_outside():
    dented = [(0, 0), (4, 0), (4, 4), (2, 1), (0, 4)]
    assert within(np.array([[2.0, 3.0], [0.5, 2.0]]), dented).tolist() == [False, True]
    bow = [(0, 0), (2, 2), (2, 0), (0, 2)]
    assert within(np.array([[1.0, 1.5], [0.5, 1.0]]), bow).tolist() == [False, True]


def test_a_line_holds_nothing_and_a_long_one_is_thinned():
    assert not within(np.zeros((2, 2)), [(0, 0), (1, 1)]).any()
    assert len(simplified([(float(i), 0.0) for i in range(1000)], 32)) == 32
