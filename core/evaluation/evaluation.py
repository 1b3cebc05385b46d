"""From weights to a report: temperature on validation, then figures on the side asked for."""

import json
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from torch import Tensor

from core import paths
from core.datasets import Dataset, Split, Track, open_dataset
from core.metrics import evaluate as measure
from core.metrics import expected_calibration_error, fit_temperature
from core.models.base import Classifier
from core.training.checkpoint import Checkpoint, write_dimensions
from core.training.machine import MACHINES, machines
from core.training.recipe import Recipe
from core.training.windows import forward, song_probabilities, song_windows

Progress = Callable[[int, int], None]  # called with the tracks done and the tracks in all


def evaluate(
    checkpoint: Checkpoint, *, side: str = "test", progress: Progress = lambda n_done, n: None
) -> dict[str, Any]:
    """Judge a checkpoint on a side of the split it was trained with, and write what came of it.

    The temperature is fitted on the validation side alone (Guo et al., 2017) and kept in the
    checkpoint; ``report.json`` and ``predictions.parquet`` then hold the side that was asked for.
    Read the test side once: whatever is chosen by it is no longer measured by it.

    Parameters
    ----------
    checkpoint : Checkpoint
    side : str
        ``"validation"`` or ``"test"``.
    progress : callable
        Called before each track with the number of tracks done and of all.

    Returns
    -------
    report : dict
        As in ``report.json``.
    """
    recipe = checkpoint.recipe
    dataset = open_dataset(recipe.data.dataset)
    split = dataset.split(recipe.data.split, recipe.seed)
    model = checkpoint.model()
    tracks = split.side(side)
    n_first, n = len(split.validation), len(split.validation) + len(tracks)
    temperature = calibrate(checkpoint, model, dataset, split, lambda i: progress(i, n))
    logits, milliseconds = judge(model, dataset, tracks, recipe, lambda i: progress(n_first + i, n))
    labels = np.array([dataset.label_index(track) for track in tracks])
    probabilities = np.stack([song_probabilities(x, temperature) for x in logits])
    plain = np.stack([song_probabilities(x) for x in logits])
    report = measure(labels, probabilities, dataset.classes) | {
        "dataset": dataset.name,
        "items": dataset.items,
        "split": split.name,
        "side": side,
        "seed": recipe.seed,
        "leaky": split.leaky,
        "synthetic": dataset.synthetic,
        "n_train": len(split.train),
        "n_validation": len(split.validation),
        "temperature": temperature,
        "ece_before": expected_calibration_error(labels, plain),
        "latency_ms": float(np.median(milliseconds)),
        "left_out": dataset.left_out,
        "machines": MACHINES.dump_python(machines(checkpoint), mode="json"),
    }
    write_predictions(checkpoint, tracks, probabilities, dataset)
    paths.write_whole(checkpoint.path / "report.json", json.dumps(report, indent=1))
    return report


def calibrate(
    checkpoint: Checkpoint,
    model: Classifier,
    dataset: Dataset,
    split: Split,
    progress: Callable[[int], None],
) -> float:
    """The temperature that makes the validation side's probabilities honest; kept for use."""
    logits, _ = judge(model, dataset, split.validation, checkpoint.recipe, progress)
    labels = np.array([dataset.label_index(track) for track in split.validation])
    temperature = fit_temperature(
        labels, lambda t: np.stack([song_probabilities(x, t) for x in logits])
    )
    write_dimensions(checkpoint.path, replace(checkpoint.dimensions, temperature=temperature))
    return temperature


def judge(
    model: Classifier,
    dataset: Dataset,
    tracks: tuple[Track, ...],
    recipe: Recipe,
    progress: Callable[[int], None],
) -> tuple[list[Tensor], list[float]]:
    """Per track the logits (n_windows, n_classes), and the time of its forward pass in ms."""
    logits, milliseconds = [], []
    for i, track in enumerate(tracks):
        progress(i)
        windows = song_windows(dataset.features(track, recipe.features), recipe)
        began = time.perf_counter()
        logits.append(forward(model, windows)[0])
        milliseconds.append(1000 * (time.perf_counter() - began))
    return logits, milliseconds


def write_predictions(
    checkpoint: Checkpoint, tracks: tuple[Track, ...], probabilities: np.ndarray, dataset: Dataset
) -> None:
    """``predictions.parquet``: one row per track with its label and calibrated probabilities."""
    import pandas as pd

    table = pd.DataFrame(
        {
            "track_id": [track.id for track in tracks],
            "label": [track.label for track in tracks],
            "predicted": [dataset.classes[i] for i in probabilities.argmax(axis=1)],
        }
        | {f"p_{name}": probabilities[:, i] for i, name in enumerate(dataset.classes)}
    )
    paths.write_whole(checkpoint.path / "predictions.parquet", table.to_parquet(index=False))
