"""A song as the windows that a network saw, and what these were before they were normalised."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from core.errors import EarshotError
from core.features import FeatureSpec, normalise
from core.training.recipe import Recipe

if TYPE_CHECKING:
    from torch import Tensor

TINY = 1e-6  # a row that does not change is no less than this in z-scores


@dataclass(frozen=True, eq=False)
class Seen:
    """Windows of a song, of each feature.

    Attributes
    ----------
    specs : tuple of FeatureSpec
    inputs, raw : list of Tensor
        (n_windows, n_rows, length) each: as the network gets them, and in their own unit.
    starts : int array [shape=(n_windows,)]
        Their first frames, counted from `start`.
    n_steps : int
        Frames of the part of the song that they cover.
    start, step : float
        Where in the song that begins, and from one frame to the next, s.
    """

    specs: tuple[FeatureSpec, ...]
    inputs: list["Tensor"]
    raw: list["Tensor"]
    starts: NDArray[np.integer]
    n_steps: int
    start: float
    step: float

    def scaled(self, i: int, away: "Tensor", gradient: "Tensor") -> tuple["Tensor", "Tensor"]:
        """Distances and gradients of the i-th feature in its own unit in place of z-scores."""
        spread = self.raw[i].std(dim=2, keepdim=True)
        z_spread = self.inputs[i].std(dim=2, keepdim=True).clamp_min(TINY)
        scale = (spread / z_spread).clamp_min(TINY)  # of each row
        return away * scale, gradient / scale


def windows_of(
    raw: Sequence[NDArray[np.floating]],
    recipe: Recipe,
    part: tuple[float, float] | None = None,
) -> Seen:
    """Windows of a song from its features before they were normalised, [n_rows, n_frames] each.

    `part` is from where to where, s; all of the song is normalised, whatever the part.

    Raises
    ------
    EarshotError
        Where the part lies outside the song.
    """
    from core.training.windows import cut_windows, n_steps_of, places_of_windows, track_windows

    step = recipe.step_seconds or 1.0
    n = n_steps_of(raw, recipe.features)
    first, last = (0, n) if part is None else (round(t / step) for t in part)
    first, last = max(first, 0), last if last < n - 1 else n  # a frame reaches half a step on
    if last - first < 2:
        raise EarshotError(f"The song is {n * step:.1f} s long; {part} s is no part of it.")
    cut = [x[:, first:last] for x in raw]
    pairs = zip(raw, recipe.features, strict=True)
    heard = [normalise(x, getattr(s, "normalise", "none"))[:, first:last] for x, s in pairs]
    starts, length = places_of_windows(cut, recipe)
    return Seen(
        specs=tuple(recipe.features),
        inputs=track_windows(heard, recipe),
        raw=[cut_windows(x, starts, length) for x in cut],
        starts=starts,
        n_steps=last - first,
        start=first * step,
        step=step,
    )
