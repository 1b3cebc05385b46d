"""Arrays made as small as a screen can show, and quantised, for the panels of the player."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError

MAX_COLUMNS = 1200  # about one per CSS pixel of a wide page
MAX_ROWS = 384  # a panel is some 200 CSS pixels high, twice that on a HiDPI screen


def pooled(
    values: NDArray[np.float32],
    n_most: int,
    *,
    axis: Literal[0, 1],
    how: Literal["max", "min", "mean"],
) -> NDArray[np.float32]:
    """`values` [n_rows, n_columns] with at most `n_most` along `axis`, neighbours pooled.

    Groups differ by at most one entry, so that 1292 frames become 1200 columns and not 646; each
    stays within one frame of where it is drawn.
    """
    edges = edges_of(values.shape[axis], n_most)
    if len(edges) == values.shape[axis] + 1:
        return values
    first, last = edges[:-1], edges[1:]
    size = (last - first)[:, None] if axis == 0 else last - first
    join = {"max": np.maximum, "min": np.minimum, "mean": np.add}[how]
    groups = values.take(first, axis)
    for step in range(1, int(size.max())):  # the k-th of all groups at once: faster than reduceat
        more = values.take(np.minimum(first + step, last - 1), axis)
        # A group that is shorter gives its last entry again, which only a sum must not count.
        groups = join(groups, more * (step < size) if how == "mean" else more)
    return groups / size.astype(np.float32) if how == "mean" else groups


def quantised(values: NDArray[np.float32], low: float, high: float) -> NDArray[np.uint8]:
    """`low`..`high` as 0..255; what lies outside is clipped."""
    scaled = (np.clip(values, low, high) - low) * (255.0 / (high - low))
    return np.rint(scaled).astype(np.uint8)


def edges_of(n: int, n_most: int) -> NDArray[np.intp]:
    """Where each of at most `n_most` groups of `n` entries begins, and where the last one ends."""
    return np.linspace(0, n, min(n, n_most) + 1).astype(np.intp)


def filled(values: NDArray[np.floating], title: str) -> tuple[int, int]:
    """Rows and columns of `values`; EarshotError where there are none."""
    if values.ndim != 2 or 0 in values.shape:
        raise EarshotError(f"{title}: expected filled rows and columns, got shape {values.shape}.")
    return values.shape[0], values.shape[1]
