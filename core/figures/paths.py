"""A path through a plane of points, which the player follows: a panel without an axis of time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.figures.palette import color_of

MOST_POINTS = 2000  # that are drawn beneath the path
MARGIN = 0.04  # of the width and the height, left free around everything


@dataclass(frozen=True, eq=False)
class PathPanel:
    """Where a sound is on a plane, moment by moment, among points of several classes.

    Attributes
    ----------
    times, path_x, path_y : float32 arrays [shape=(n_moments,)]
        In s, rising, and where it is then.
    x, y : float32 arrays [shape=(n_points,)]
    groups : uint8 array [shape=(n_points,)]
        The class of each point, as its place in `classes`.
    classes, colours : tuple of str
    labels : tuple of str
        What each point is called, where that is to be read beside it; then the axes are drawn too.
    x_title, y_title : str
    x_low, x_high, y_low, y_high : float
        What is shown of the plane.
    """

    title: str
    times: NDArray[np.float32]
    path_x: NDArray[np.float32]
    path_y: NDArray[np.float32]
    x: NDArray[np.float32]
    y: NDArray[np.float32]
    groups: NDArray[np.uint8]
    classes: tuple[str, ...]
    colours: tuple[str, ...]
    x_title: str
    y_title: str
    x_low: float
    x_high: float
    y_low: float
    y_high: float
    height: int
    labels: tuple[str, ...] = ()
    beside: str = ""
    kind: Literal["path"] = "path"


def path_panel(
    path: NDArray[np.floating],
    times: NDArray[np.floating],
    points: NDArray[np.floating],
    labels: Sequence[str],
    *,
    classes: Sequence[str],
    titles: tuple[str, str],
    title: str = "The path",
    height: int = 380,
) -> PathPanel:
    """A path [n_moments, 2] at `times` [n_moments] among points [n_points, 2].

    Raises
    ------
    EarshotError
        Where there is no moment, or one whose place is not known.
    """
    path = np.asarray(path, dtype=np.float32)
    if not len(path) or not np.isfinite(path).all():
        raise EarshotError(f"{title}: the sound has no place on the plane.")
    few = np.linspace(0, len(points) - 1, min(len(points), MOST_POINTS)).round().astype(int)
    shown = np.asarray(points, dtype=np.float32)[few]
    named = [labels[i] for i in few]
    there = tuple(name for name in classes if name in named)
    low, high = _ends(np.concatenate([path, shown]))
    return PathPanel(
        title,
        np.asarray(times, dtype=np.float32),
        path[:, 0].copy(),
        path[:, 1].copy(),
        shown[:, 0].copy(),
        shown[:, 1].copy(),
        np.array([there.index(label) for label in named], np.uint8),
        there,
        tuple(color_of(name, classes) for name in there),
        *titles,
        low[0],
        high[0],
        low[1],
        high[1],
        height,
    )


def _ends(places: NDArray[np.float32]) -> tuple[list[float], list[float]]:
    """Lowest and highest shown value of x and y."""
    low, high = places.min(axis=0), places.max(axis=0)
    margin = MARGIN * np.maximum(high - low, 1e-6)
    return (low - margin).tolist(), (high + margin).tolist()
