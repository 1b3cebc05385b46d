"""Which points lie within a line drawn around them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def within(
    points: NDArray[np.floating], corners: Sequence[tuple[float, float]]
) -> NDArray[np.bool_]:
    """Which points [n, 2] lie inside a polygon, by how often a ray from each crosses its sides.

    Where the polygon crosses itself, what it goes around twice is outside (even-odd rule).

    Examples
    --------
    >>> square = [(0, 0), (2, 0), (2, 2), (0, 2)]
    >>> within(np.array([[1.0, 1.0], [3.0, 1.0]]), square).tolist()
    [True, False]
    """
    x, y = np.asarray(points, dtype=np.float64).T
    inside = np.zeros(len(x), dtype=bool)
    if len(corners) < 3:
        return inside
    for (x0, y0), (x1, y1) in zip(corners, [*corners[1:], corners[0]], strict=True):
        if y0 == y1:
            continue
        spans = (y0 > y) != (y1 > y)
        inside ^= spans & (x < x0 + (y - y0) * (x1 - x0) / (y1 - y0))
    return inside


def simplified(corners: Sequence[tuple[float, float]], most: int) -> list[tuple[float, float]]:
    """At most `most` of the corners of a line drawn by hand, evenly chosen.

    Examples
    --------
    >>> simplified([(0, 0), (1, 0), (2, 0), (2, 2)], most=2)
    [(0, 0), (2, 0)]
    """
    step = max(1, -(-len(corners) // most))
    return list(corners[::step])
