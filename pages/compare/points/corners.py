"""What an address says of a line around points."""

from collections.abc import Sequence

from core.analysis.regions import corners_of, written
from pages.shared.address import NotHereError

MOST_CORNERS = 32  # of a line in the address
FARTHEST = 1e9


def read_corners(texts: Sequence[str]) -> str:
    """What an address says of a line; NotHereError where that is none."""
    try:
        corners = corners_of(texts[-1])
    except ValueError:
        corners = []
    far = any(not abs(value) < FARTHEST for corner in corners for value in corner)
    if far or not 3 <= len(corners) <= MOST_CORNERS:
        raise NotHereError(texts[-1:], f"It is 3 to {MOST_CORNERS} corners, two numbers each.",
                           wrong="is no line")  # fmt: skip
    return written(corners)
