"""Notes as pictures: the piano roll, and which bars speak for whom."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.features.cqt import C1
from core.figures.courses import LinePanel, line_panel
from core.figures.palette import color_of
from core.figures.panels import ImagePanel, Scale, image_panel
from core.figures.spectrograms import pitch_axis

LOWEST_C = C1 / 4  # Hz, of MIDI pitch 0
MARGIN = 2  # keys shown beyond the lowest and the highest


def roll_panel(
    roll: NDArray[np.floating], *, frame_seconds: float, title: str = "Piano roll"
) -> ImagePanel:
    """A piano roll [128, n_frames], 0 to 1, with the keys that it uses."""
    used = np.flatnonzero(roll.any(axis=1))
    low = max(0, int(used.min(initial=60)) - MARGIN)
    high = min(len(roll), int(used.max(initial=72)) + MARGIN + 1)
    return image_panel(
        127 * roll[low:high],
        title=title,
        frame_seconds=frame_seconds,
        scale=Scale("velocity", floor=0.0, ceiling=127.0, pool="max", colours="viridis"),
        axis=pitch_axis(high - low, LOWEST_C * 2 ** (low / 12)),
        height=200,
    )


def evidence_panel(
    edges: NDArray[np.floating],
    odds: NDArray[np.floating],
    *,
    chosen: Sequence[str],
    classes: Sequence[str],
) -> LinePanel:
    """What each stretch of bars [n_stretches] adds to some classes, as steps over time.

    Parameters
    ----------
    edges : float array [shape=(n_stretches + 1,)]
        In s.
    odds : float array [shape=(n_stretches, n_classes)]
        Changes of ln(p / (1 − p)); NaN is nothing.
    chosen, classes : sequence of str
        Which are drawn, of which there are.
    """
    times = np.repeat(edges, 2)[1:-1]
    rows = [np.repeat(np.nan_to_num(odds[:, list(classes).index(name)]), 2) for name in chosen]
    return line_panel(
        times,
        np.stack(rows),
        names=list(chosen),
        colours=[color_of(name, classes) for name in chosen],
        titles=("What each bar adds: above 0 it speaks for", "Change of log-odds"),
        unit="",
        levels=[0.0] * len(chosen),
    )
