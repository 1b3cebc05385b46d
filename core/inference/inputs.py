"""What networks need of a song, computed once for any number of them; or what is no sound."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from core.audio import SAMPLE_RATE, Audio, resample, sounding
from core.doubt import doubt
from core.errors import DatasetError
from core.features import (
    AverageCurves,
    Averages,
    FeatureSpec,
    NotesSpec,
    curve_rows,
    extract_at_any_rate,
)
from core.symbolic import Notes, render
from core.training.checkpoint import Checkpoint
from core.training.recipe import Recipe

FEWEST_NOTES = 20  # of a piece; of fewer no network is asked


@dataclass(frozen=True)
class Inputs:
    """A song, piece or row prepared once for any number of checkpoints.

    Attributes
    ----------
    features : dict of str to float array
        By spec key, [n_bins, n_frames] or [n_values].
    duration : float
        In `clock`.
    doubt : str
        Why nothing should be named (silence, noise, next to no notes), or empty.
    seconds : float
        Time that this took, s.
    note : str
        That of the sound.
    clock : str
        As of a `Prediction`.
    start : float
        Where the features begin, in `clock`: silence before and after the sound is left out.
    places : dict of str to float array
        By spec key, when each step is, in `clock` [n_steps], of sequences whose steps take no fixed
        time.
    """

    features: dict[str, np.ndarray]
    duration: float
    doubt: str
    seconds: float
    note: str = ""
    clock: str = "s"
    start: float = 0.0
    places: dict[str, np.ndarray] = field(default_factory=dict)

    def specs(self, recipe: Recipe) -> list[FeatureSpec]:
        """The recipe's features as they are here: averages as curves, where those are."""
        pairs = zip(recipe.features, input_specs(recipe), strict=True)
        return [curves if curves.key in self.features else spec for spec, curves in pairs]


def extract_inputs(
    audio: Audio, recipes: Sequence[Recipe], beside: Sequence[FeatureSpec] = ()
) -> Inputs:
    """Compute in one pass what the models of `recipes` need of a song, and what else is asked."""
    began = time.perf_counter()
    sound = resample(Audio.from_mono(audio.mono(), audio.sample_rate), SAMPLE_RATE)
    heard = sounding(sound.mono(), SAMPLE_RATE)
    asked = [*(spec for recipe in recipes for spec in input_specs(recipe)), *beside]
    specs = {spec.key: spec for spec in asked}
    arrays = extract_at_any_rate(Audio.from_mono(sound.mono()[heard]), list(specs.values()))
    features = dict(zip(specs, arrays, strict=True))
    took = time.perf_counter() - began
    return Inputs(
        features, sound.seconds, doubt(sound.mono()), took, audio.note,
        start=heard.start / SAMPLE_RATE,
    )  # fmt: skip


def input_specs(recipe: Recipe) -> list[FeatureSpec]:
    """The recipe's features; averages as curves over time, where their means are all of them."""
    return [
        AverageCurves(sample_rate=spec.sample_rate)
        if isinstance(spec, Averages) and curve_rows(spec)
        else spec
        for spec in recipe.features
    ]


def inputs_of_notes(notes: Notes, recipes: Sequence[Recipe]) -> Inputs:
    """What the models of `recipes` need of a piece: its notes, or what a piano makes of them.

    Times are in s for all of them.
    """
    began = time.perf_counter()
    of_notes = [s for recipe in recipes for s in recipe.features if isinstance(s, NotesSpec)]
    hearing = [r for r in recipes if not any(isinstance(s, NotesSpec) for s in r.features)]
    heard = extract_inputs(render(notes), hearing) if hearing else Inputs({}, 0.0, "", 0.0)
    features = {spec.key: spec.of(notes) for spec in of_notes}
    places = {s.key: s.step_times(notes) for s in of_notes if s.step_seconds is None}
    return replace(
        heard, features=heard.features | features, places=places, duration=notes.seconds,
        seconds=time.perf_counter() - began, note=notes.note,
    )  # fmt: skip


def too_few(notes: Notes) -> str:
    """What is said of a piece of fewer than `FEWEST_NOTES`; empty of any other."""
    n = len(notes)
    if n >= FEWEST_NOTES:
        return ""
    return f"This piece has {n} note{'s' * (n != 1)}; {FEWEST_NOTES} are needed."


def inputs_of_arrays(arrays: Sequence[np.ndarray], checkpoint: Checkpoint) -> Inputs:
    """What a network takes, where it is no sound: a row of averages, a sequence of notes.

    Parameters
    ----------
    arrays : sequence of float arrays
        One for each feature of the checkpoint's recipe, in their order, as `Dataset.features` gives
        them: [n_rows, n_steps] of a sequence, else [n_values].
    checkpoint : Checkpoint

    Raises
    ------
    DatasetError
        Where they are not what the network takes: says which, and what it takes.
    """
    specs = checkpoint.recipe.features
    if len(arrays) != len(specs):
        kinds = ", ".join(spec.kind for spec in specs)
        raise DatasetError(f"{checkpoint.name} takes {len(specs)} ({kinds}), not {len(arrays)}.")
    found = [np.asarray(array, np.float32) for array in arrays]
    for spec, shape, array in zip(specs, checkpoint.dimensions.inputs, found, strict=True):
        _fits(spec, shape, array)
    step = checkpoint.recipe.step_seconds
    n_steps = max((x.shape[-1] for x, s in zip(found, specs, strict=True) if s.sequence), default=0)
    clock = ("s" if step else "steps") if checkpoint.recipe.sequential else ""
    features = {spec.key: array for spec, array in zip(specs, found, strict=True)}
    return Inputs(features, n_steps * (step or 1.0), "", 0.0, clock=clock)


def _fits(spec: FeatureSpec, shape: Sequence[int], array: np.ndarray) -> None:
    """Refuse an array that is no such feature; of a sequence only the steps may differ."""
    free = 1 if spec.sequence else 0
    expected, actual = list(shape[: len(shape) - free] or shape), list(array.shape)
    if actual[: array.ndim - free] != expected or (
        spec.sequence and (array.ndim != 2 or not actual[-1])
    ):
        steps = " rows of any number of steps" if spec.sequence else " values"
        raise DatasetError(
            f"The feature {spec.kind} has {' × '.join(map(str, expected))}{steps}; this has the "
            f"shape {tuple(actual)}."
        )
    if not np.isfinite(array[~np.isnan(array)] if spec.gaps else array).all():
        raise DatasetError(f"The feature {spec.kind} holds values that are not finite numbers.")
