"""What must be done to a sound before a network takes it, and to what comes out: as plain values.

Whoever runs a network elsewhere has nothing else to go by: see `core.inference.export`.
"""

from typing import Any

from core.features import FeatureSpec, Pixels, SoundSpec, librosa_code
from core.inference.windows import judged_whole
from core.training.checkpoint import Checkpoint
from core.training.windows import EPSILON, OVERLAP

FORMAT = 1


def contract(checkpoint: Checkpoint) -> dict[str, Any]:
    """Features and their shapes, windows and their normalisation, names, calibration, recipe.

    Every value is one that JSON has.
    """
    recipe, whole = checkpoint.recipe, judged_whole(checkpoint.recipe)
    features = [
        {"key": spec.key, "shape": list(shape), "spec": spec.model_dump(mode="json")}
        for spec, shape in zip(recipe.features, window_shapes(checkpoint), strict=True)
    ]
    sounds = [spec for spec in recipe.features if isinstance(spec, SoundSpec)]
    return {
        "format": FORMAT,
        "network": checkpoint.name,
        "task": recipe.task.model_dump(mode="json"),
        "names": checkpoint.names,
        "features": features,
        "by_librosa": librosa_code(*sounds) if len(sounds) == len(recipe.features) else None,
        "window": {
            "seconds": recipe.window_seconds,
            "steps": recipe.window_steps,
            "overlap": OVERLAP,
            "whole": whole,
            "normalised": bool(recipe.sequential and recipe.evaluation.normalise_windows),
            "epsilon": EPSILON,
        },
        "calibration": checkpoint.calibration.model_dump(mode="json"),
        "confident": recipe.evaluation.confident,
        "recipe": recipe.to_toml(),
    }


def window_shapes(checkpoint: Checkpoint) -> list[tuple[int, ...]]:
    """Shape of one window of each feature, also where an old checkpoint tells its rows alone."""
    pairs = zip(checkpoint.recipe.features, checkpoint.dimensions.inputs, strict=True)
    return [_whole_shape(checkpoint, spec, tuple(shape)) for spec, shape in pairs]


def _whole_shape(
    checkpoint: Checkpoint, spec: FeatureSpec, shape: tuple[int, ...]
) -> tuple[int, ...]:
    if len(shape) > 1:
        return shape
    if isinstance(spec, Pixels):
        return (*shape, spec.size, spec.size)
    steps = checkpoint.recipe.window_steps if spec.sequence else None
    return (*shape, steps) if steps else shape
