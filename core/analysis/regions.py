"""A line drawn around points: which lie within, and its corners as a word."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

DIGITS, BETWEEN = 3, "_"  # of and between the numbers of a line that is written
Corner = tuple[float, float]


def within(points: NDArray[np.floating], corners: Sequence[Corner]) -> NDArray[np.bool_]:
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


def simplified(corners: Sequence[Corner], most: int) -> list[Corner]:
    """At most `most` of the corners of a line drawn by hand, evenly chosen.

    Examples
    --------
    >>> simplified([(0, 0), (1, 0), (2, 0), (2, 2)], most=2)
    [(0, 0), (2, 0)]
    """
    step = max(1, -(-len(corners) // most))
    return list(corners[::step])


def written(corners: Sequence[Corner]) -> str:
    """Corners as one word, which an address can hold.

    Examples
    --------
    >>> written([(0.0, 1.5), (2.0, -3.0)]), corners_of("0.000_1.500_2.000_-3.000")
    ('0.000_1.500_2.000_-3.000', [(0.0, 1.5), (2.0, -3.0)])
    """
    return BETWEEN.join(f"{value:.{DIGITS}f}" for corner in corners for value in corner)


def corners_of(text: str) -> list[Corner]:
    """The corners that were `written`; ValueError where it is no such word."""
    flat = [float(value) for value in text.split(BETWEEN) if value]
    return list(zip(flat[::2], flat[1::2], strict=True))
