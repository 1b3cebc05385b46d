"""From weights to a report: calibration on validation, then figures on the side asked for."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor

from core import paths
from core.datasets import Dataset, Track, open_dataset
from core.evaluation.passes import passes
from core.models.base import Network
from core.tasks.base import BaseCalibration, Task
from core.training.checkpoint import Checkpoint, write_dimensions
from core.training.division import changes, divide
from core.training.machine import MACHINES, machines
from core.training.recipe import Recipe

BESIDE = {"test": ("train",)}  # sides that a report on one side tells of as well
Progress = Callable[[int, int], None]  # called with the tracks done and the tracks in all


def evaluate(
    checkpoint: Checkpoint, *, side: str = "test", progress: Progress = lambda n_done, n: None
) -> dict[str, Any]:
    """Judge a checkpoint on a side of the split it was trained with, and write what came of it.

    It is calibrated on the validation side alone (a temperature, thresholds, …, as its task has
    it), which is kept in the checkpoint; ``report.json`` and ``predictions.parquet`` then hold the
    side that was asked for. Read the test side once: whatever is chosen by it is no longer measured
    by it.

    A report on the test side also has the headline `over_all_tracks` of the split, as `over_all`
    tells; one on the validation side has not, since the test side could be told from it.

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
    recipe, task = checkpoint.recipe, checkpoint.recipe.task
    dataset = open_dataset(recipe.data.dataset)
    split = divide(checkpoint, dataset)
    sides = {name: split.side(name) for name in sides_for(side)}
    before = task.uncalibrated(checkpoint.calibration)
    judged = judge_sides(checkpoint, dataset, sides, before, progress)
    calibration = calibrate(checkpoint, judged["validation"], before)
    answers, truths = answers_of(judged[side], task, calibration)
    plain, _ = answers_of(judged[side], task, before)
    report = task.report(answers, truths, checkpoint.names, calibration) | {
        "task": task.kind,
        "before": task.report(plain, truths, checkpoint.names, before)["scores"],
        "dataset": dataset.name,
        "items": dataset.items,
        "split": split.name,
        "side": side,
        "n": len(answers),
        "seed": recipe.seed,
        "leaky": split.leaky,
        "synthetic": dataset.synthetic,
        "n_train": len(split.train),
        "n_validation": len(split.validation),
        "latency_ms": float(np.median([each.milliseconds for each in judged[side]])),
        "left_out": dataset.left_out,
        "changed": str(changes(checkpoint, dataset)),
        "machines": MACHINES.dump_python(machines(checkpoint), mode="json"),
    }
    if side in BESIDE:
        report["over_all_tracks"] = over_all(judged, task, calibration)
    write_predictions(checkpoint, split.side(side), answers, truths)
    paths.write_whole(checkpoint.path / "report.json", json.dumps(report, indent=1))
    return report


def sides_for(side: str) -> list[str]:
    """The sides whose tracks a report on `side` needs, in the order in which they are judged.

    Examples
    --------
    >>> sides_for("validation"), sides_for("test")
    (['validation'], ['validation', 'test', 'train'])
    """
    return list(dict.fromkeys(("validation", side, *BESIDE.get(side, ()))))


@dataclass(frozen=True, eq=False)
class Judged:
    """What a network put out for a track, and what was expected.

    Attributes
    ----------
    outputs, expected : Tensor (n_windows, n_outputs, …)
    milliseconds : float
        Of the forward pass, as of `Passed`.
    """

    outputs: Tensor
    expected: Tensor
    milliseconds: float


def judge_sides(
    checkpoint: Checkpoint,
    dataset: Dataset,
    sides: Mapping[str, Sequence[Track]],
    before: BaseCalibration,
    progress: Progress,
) -> dict[str, list[Judged]]:
    """Put the tracks of each side through the network, once."""
    recipe, model = checkpoint.recipe, checkpoint.model()
    n_done, n = 0, sum(map(len, sides.values()))
    judged: dict[str, list[Judged]] = {}
    for name, tracks in sides.items():
        targets = recipe.task.targets(dataset, tracks).values
        encoded = recipe.task.encode(targets, before)
        of_all = partial(lambda done, i: progress(done + i, n), n_done)
        judged[name] = list(judge(model, dataset, tracks, encoded, recipe, of_all))
        n_done += len(tracks)
    return judged


def judge(
    model: Network,
    dataset: Dataset,
    tracks: Sequence[Track],
    targets: np.ndarray,
    recipe: Recipe,
    progress: Callable[[int], None],
) -> Iterator[Judged]:
    """Put each track through the network; `targets` [n_tracks, n_outputs] are encoded."""

    def features() -> Iterator[list[np.ndarray]]:
        for i, track in enumerate(tracks):
            progress(i)
            yield dataset.features(track, recipe.features)

    each = passes(model, features(), recipe)
    for one, target in zip(each, torch.from_numpy(targets), strict=True):
        expected = recipe.task.expected(one.windows, target.expand(len(one.outputs), -1))
        yield Judged(one.outputs, expected, one.milliseconds)


def calibrate(
    checkpoint: Checkpoint, judged: Sequence[Judged], before: BaseCalibration
) -> BaseCalibration:
    """What makes the validation side's answers honest; kept for use."""
    task = checkpoint.recipe.task
    _, truths = answers_of(judged, task, before)
    calibration = task.calibrate([each.outputs for each in judged], truths, before)
    parameters = calibration.model_dump(mode="json")
    dimensions = replace(checkpoint.dimensions, calibration=parameters)
    write_dimensions(checkpoint.path, dimensions)
    checkpoint.dimensions = dimensions  # the one in hand says what its file says
    return calibration


def answers_of(
    judged: Sequence[Judged], task: Task, calibration: BaseCalibration
) -> tuple[np.ndarray, np.ndarray]:
    """Answers and truths of tracks, [n_tracks, n_outputs] each: means over windows."""
    pairs = [
        (
            task.answers(each.outputs, each.expected, calibration).mean(dim=0),
            task.truths(each.expected, calibration).mean(dim=0),
        )
        for each in judged
    ]
    answers, truths = zip(*pairs, strict=True)
    return torch.stack(answers).numpy(), torch.stack(truths).numpy()


def over_all(
    judged: Mapping[str, Sequence[Judged]], task: Task, calibration: BaseCalibration
) -> dict[str, Any]:
    """The headline over all tracks of all sides, those that were learned included.

    Some papers report this figure. It flatters, the more the more a network knows by heart; it is
    there so that such a figure is compared with its like.
    """
    everyone = [each for side in judged.values() for each in side]
    answers, truths = answers_of(everyone, task, calibration)
    value = task.score(answers, truths)
    return {
        "name": task.headline.name,
        "value": value if np.isfinite(value) else None,
        "n": len(answers),
        "n_learned": len(judged["train"]),
        "note": "All tracks of the split, those that it learned included: no measure of new ones.",
    }


def write_predictions(
    checkpoint: Checkpoint, tracks: Sequence[Track], answers: np.ndarray, truths: np.ndarray
) -> None:
    """``predictions.parquet``: a row per track with what is true (y) and what was said (p)."""
    import pandas as pd

    names = checkpoint.names
    table = pd.DataFrame(
        {"track_id": [track.id for track in tracks]}
        | {f"y_{name}": truths[:, i] for i, name in enumerate(names)}
        | {f"p_{name}": answers[:, i] for i, name in enumerate(names)}
    )
    paths.write_whole(checkpoint.path / "predictions.parquet", table.to_parquet(index=False))
