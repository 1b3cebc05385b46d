"""The validation side after each epoch: loss and headline, track by track."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from core.tasks.base import BaseCalibration, Task
from core.training.learner import Learner, Row
from core.training.material import Side
from core.training.recipe import Recipe
from core.training.windows import forward, tracks_together

Judged = tuple[float, Tensor, Tensor]
"""A track's loss, answer [n_outputs] and truth [n_outputs]."""


def validate(learner: Learner, side: Side, recipe: Recipe, calibration: BaseCalibration) -> Row:
    """Loss and headline by track: the mean of its windows' answers."""
    learner.model.eval()
    task, team = recipe.task, learner.team
    with team.spread.whole(learner.bare):
        mine = list(judged_tracks(learner, side, recipe, calibration))
    losses, answers, truths = zip(*team.together(mine), strict=True)
    return {
        "validation_loss": float(np.mean(losses)),
        f"validation_{task.headline.name}": task.score(stacked(answers), stacked(truths)),
    }


def judged_tracks(
    learner: Learner, side: Side, recipe: Recipe, calibration: BaseCalibration
) -> Iterator[Judged]:
    """Of the tracks that are this device's to judge."""
    task, mine = recipe.task, list(learner.team.mine(range(len(side.features))))
    encoded = torch.from_numpy(task.encode(side.targets.values, calibration))[mine]
    features = [side.features[i] for i in mine]
    for windows, counts, targets in tracks_together(features, encoded, recipe):
        with learner.fabric.autocast():
            outputs, _ = forward(learner.bare, learner.fabric.to_device(windows))
        of_tracks = zip(*(x.split(counts) for x in windows), strict=True)
        for of_one, inputs, target in zip(
            outputs.cpu().split(counts), of_tracks, targets, strict=True
        ):
            answer, truth = answer_and_truth(task, of_one, inputs, target, calibration)
            yield task.answer_loss(answer, truth, calibration), answer, truth


def answer_and_truth(
    task: Task,
    outputs: Tensor,
    windows: Sequence[Tensor],
    target: Tensor,
    calibration: BaseCalibration,
) -> tuple[Tensor, Tensor]:
    """A track's answer and its truth [n_outputs], means over its windows.

    Parameters
    ----------
    outputs : Tensor (n_windows, n_outputs, …)
    windows : sequence of Tensor (n_windows, …)
    target : Tensor [n_outputs]
        Encoded.
    """
    expected = task.expected(windows, target.expand(len(outputs), -1))
    answers = task.answers(outputs, expected, calibration)
    return answers.mean(dim=0), task.truths(expected, calibration).mean(dim=0)


def stacked(rows: Sequence[Tensor]) -> np.ndarray:
    """[n_outputs] tensors as one array [n_rows, n_outputs]."""
    return torch.stack(list(rows)).numpy()
