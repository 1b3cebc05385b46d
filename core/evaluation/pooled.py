"""What a recipe's folds said, taken together: every item judged once, by who never had it."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from core.errors import RunError
from core.evaluation.predictions import truths_and_answers
from core.tasks.base import BaseCalibration
from core.training.checkpoint import Checkpoint


def pooled(folds: Sequence[Checkpoint]) -> tuple[np.ndarray, np.ndarray]:
    """Truths and answers [n_items, n_outputs] of the test sides of `folds`.

    Raises
    ------
    RunError
        Where a fold was not judged, or an item is on two test sides.
    """
    import pandas as pd

    tables = [fold.predictions() for fold in folds]
    if lacking := [f.name for f, table in zip(folds, tables, strict=True) if table is None]:
        raise RunError(f"{', '.join(lacking)} was not judged. Run `python -m core evaluate` first.")
    every = pd.concat([table for table in tables if table is not None])
    if twice := sorted(every.track_id[every.track_id.duplicated()]):
        raise RunError(f"{twice[0]} is on two test sides, so these are no folds.")
    return truths_and_answers(every)


def pooled_report(folds: Sequence[Checkpoint]) -> dict[str, Any]:
    """The report of their task on all of `pooled`; thresholds are means over the folds."""
    truths, answers = pooled(folds)
    task, names = folds[0].recipe.task, folds[0].names
    return task.report(answers, truths, names, mean_calibration(folds))


def mean_calibration(folds: Sequence[Checkpoint]) -> BaseCalibration:
    """Of each number of their calibrations the mean."""
    each = [fold.calibration.model_dump() for fold in folds]
    means = {key: np.mean([one[key] for one in each], axis=0).tolist() for key in each[0]}
    return type(folds[0].calibration)(**means)
