"""Feature maps as panels of the player, in seconds and in the input's own rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.figures.panels import Axis, ImagePanel, Scale, image_panel


@dataclass(frozen=True)
class Grid:
    """Where the values of a map stand in the input.

    `stride` is the way from one to the next in steps of the input, `frame_seconds` a step in time;
    `names` says what each row of the input is, lowest first, and `title` what they are; every
    `tick_every`-th row has a tick.
    """

    stride: int
    frame_seconds: float
    names: Sequence[str]
    title: str
    tick_every: int = 12

    def axis(self, n_rows: int) -> Axis:
        """The rows of a map, each named after the input's rows that it stands for."""
        rows = []
        for row in range(n_rows):
            covered = self.names[row * self.stride : (row + 1) * self.stride]
            rows.append(covered[0] if len(covered) == 1 else f"{covered[0]} to {covered[-1]}")
        marked = range(0, min(n_rows * self.stride, len(self.names)), self.tick_every)
        ticks = [((row + 0.5) / self.stride - 0.5, self.names[row]) for row in marked]
        return Axis(self.title, ticks, rows)


def map_panel(
    values: NDArray[np.floating],
    grid: Grid,
    *,
    title: str,
    scale: Scale | None = None,
    height: int = 84,
) -> ImagePanel:
    """A map [n_rows, n_columns], each column as wide as the frames that it stands for.

    By default colours go from 0, where a ReLU stays silent, to the largest value.
    """
    if scale is None:
        scale = Scale("", floor=0.0, ceiling=max(float(values.max()), 1e-6))
    step = grid.stride * grid.frame_seconds
    panel = image_panel(
        values,
        title=title,
        frame_seconds=step,
        scale=scale,
        axis=grid.axis(len(values)),
        height=height,
    )
    start = -grid.frame_seconds / 2  # the first of its frames is centred on 0 s
    return replace(panel, start=start, end=start + values.shape[1] * step)
