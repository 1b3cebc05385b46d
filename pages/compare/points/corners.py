"""The corners of a line around points, as the address holds them."""

from collections.abc import Sequence

from pages.shared.address import NotHereError

MOST_CORNERS = 32  # of a line in the address
DIGITS, BETWEEN, FARTHEST = 3, "_", 1e9


def as_text(corners: Sequence[tuple[float, float]]) -> str:
    """Corners as the address holds them."""
    return BETWEEN.join(f"{value:.{DIGITS}f}" for corner in corners for value in corner)


def corners_of(text: str) -> list[tuple[float, float]]:
    """The corners of `as_text`; none of an empty one."""
    flat = [float(value) for value in text.split(BETWEEN) if value]
    return list(zip(flat[::2], flat[1::2], strict=True))


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
    return as_text(corners)
