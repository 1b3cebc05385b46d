"""A hundred sounds that nobody calls music, made by the program and known exactly."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from core.signals.machines import MACHINES
from core.signals.nature import NATURE

FAMILIES = {**MACHINES, **NATURE}
N_SOUNDS = 100
PEAK = 0.5  # of full scale


def not_music(family: str, seed: int) -> NDArray[np.float32]:
    """One sound of a family of `FAMILIES`, 8 s at 22,050 Hz, [n_samples]; always the same.

    Examples
    --------
    >>> y = not_music("rain", 1)
    >>> y.dtype.name, len(y), round(float(np.abs(y).max()), 3)
    ('float32', 176400, 0.5)
    """
    y = FAMILIES[family](seed)
    return (PEAK * y / np.abs(y).max()).astype(np.float32)


def all_not_music() -> Iterator[tuple[str, NDArray[np.float32]]]:
    """All hundred with their names, as ``"rain 1"``: three or four of each family."""
    names = [(family, seed) for seed in range(4) for family in FAMILIES][:N_SOUNDS]
    for family, seed in names:
        yield f"{family} {seed}", not_music(family, seed)
