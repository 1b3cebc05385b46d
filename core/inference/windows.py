"""A song, piece or row as the windows that a network takes, some at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from core.features import AverageCurves, Averages, FeatureSpec, curve_rows
from core.inference.inputs import Inputs
from core.training.recipe import Recipe, steps_of

if TYPE_CHECKING:
    from torch import Tensor


@dataclass(frozen=True, eq=False)
class Windows:
    """Windows of what was heard; iterating gives batches of them as the model takes them.

    An hour has 1,439 windows of 5 s, which would take half a gigabyte if they were cut at once.
    """

    inputs: Inputs
    recipe: Recipe

    @cached_property
    def arrays(self) -> list[np.ndarray]:
        """Of each feature, [n_rows, n_steps], or [n_values] of what has no steps."""
        pairs = zip(self.recipe.features, self.inputs.specs(self.recipe), strict=True)
        return [_rows(self.inputs.features[found.key], spec, found) for spec, found in pairs]

    @cached_property
    def over_time(self) -> list[bool]:
        """Which of them have steps: sequences, and curves whose averages the network takes."""
        return [spec.sequence for spec in self.inputs.specs(self.recipe)]

    @cached_property
    def n_steps(self) -> int:
        """Of the whole; 1 where nothing has a course in time."""
        pairs = zip(self.arrays, self.over_time, strict=True)
        return next((array.shape[-1] for array, over_time in pairs if over_time), 1)

    @cached_property
    def step(self) -> float:
        """From one step to the next: in s, or 1 where steps take no fixed time."""
        steps = (spec.step_seconds for spec in self.inputs.specs(self.recipe))
        return next((step for step in steps if step), 1.0)

    @cached_property
    def length(self) -> int:
        """Steps of a window."""
        seconds = self.step if self.inputs.clock == "s" else None
        return steps_of(self.recipe.data.window, seconds) or self.n_steps

    @cached_property
    def starts(self) -> np.ndarray:
        """First steps of the windows [n_windows]."""
        from core.training.windows import OVERLAP, window_starts

        hop = max(1, round(self.length * (1 - OVERLAP)))
        return window_starts(self.n_steps, self.length, hop)

    @property
    def times(self) -> np.ndarray:
        """Their centres [n_windows], in `Inputs.clock`: a frame is centred on its time."""
        if not any(self.over_time):
            return np.array([self.inputs.duration / 2])
        centres = self.starts + (min(self.length, self.n_steps) - 1) / 2
        places = (self.inputs.places.get(spec.key) for spec in self.recipe.features)
        known = next((each for each in places if each is not None), None)
        if known is not None:
            return np.interp(centres, np.arange(len(known)), known)
        return self.inputs.start + centres * self.step

    def __iter__(self) -> Iterator[list["Tensor"]]:
        from core.training.windows import MAX_BATCH, renormalise

        for first in range(0, len(self.starts), MAX_BATCH):
            crops = self._cut(self.starts[first : first + MAX_BATCH])
            if self.recipe.sequential and self.recipe.evaluation.normalise_windows:
                crops = renormalise(crops, self.recipe.features)
            yield crops

    def _cut(self, starts: np.ndarray) -> list["Tensor"]:
        import torch

        from core.training.windows import cut_windows

        crops = []
        for x, over_time, spec in zip(
            self.arrays, self.over_time, self.recipe.features, strict=True
        ):
            if not over_time:
                crops.append(torch.from_numpy(x.copy()).expand(len(starts), *x.shape))
                continue
            crop = cut_windows(x, starts, self.length)
            crops.append(crop if spec.sequence else crop.mean(dim=2))  # curves to averages
        return crops

    def whole(self) -> list["Tensor"] | None:
        """All of it as one input; None where its answer is the mean of the windows'."""
        from core.training.windows import track_windows

        if not judged_whole(self.recipe):
            return None
        triples = zip(self.arrays, self.over_time, self.recipe.features, strict=True)
        arrays = [
            x.mean(axis=1, dtype=np.float64) if over_time and not spec.sequence else x
            for x, over_time, spec in triples
        ]
        return track_windows(arrays, self.recipe)

    def joined(self, outputs: "Tensor") -> np.ndarray:
        """Sequences (n_windows, n_rows, length) as one [n_rows, n_steps]: see `join_windows`."""
        from core.training.windows import join_windows

        return join_windows(outputs, self.starts, self.n_steps)


def _rows(array: np.ndarray, spec: FeatureSpec, found: FeatureSpec) -> np.ndarray:
    """What was `found` for `spec`: of curves, those whose means the network takes."""
    if isinstance(spec, Averages) and isinstance(found, AverageCurves):
        return array[curve_rows(spec)]
    return array


def judged_whole(recipe: Recipe) -> bool:
    """Whether the model judges a song at once, as averages always do, or window by window."""
    return recipe.window_steps is None or recipe.evaluation.over == "whole"
