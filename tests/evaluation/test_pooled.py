"""Folds taken together: every song once, by the network that never had it."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import log_loss

from core.analysis.emotions import constant_guess
from core.errors import RunError
from core.evaluation.pooled import mean_calibration, pooled
from core.tasks.multi_label import MultiLabel
from core.training.checkpoint import Checkpoint


class Fold:
    """What is asked of a judged checkpoint."""

    name = "fold"

    def __init__(self, ids: list[str], thresholds: tuple[float, ...]) -> None:
        self.table = pd.DataFrame({"track_id": ids, "y_sad": 1.0, "p_sad": 0.5})
        self.calibration = MultiLabel.Calibration(thresholds=thresholds, temperature=thresholds[0])

    def predictions(self) -> pd.DataFrame:
        return self.table


def test_each_item_counts_once() -> None:
    truths, answers = pooled([Fold(["a", "b"], (0.2,)), Fold(["c"], (0.4,))])  # type: ignore[list-item]
    assert truths.shape == answers.shape == (3, 1)
    with pytest.raises(RunError, match="a is on two test sides"):
        pooled([Fold(["a"], (0.2,)), Fold(["a"], (0.4,))])  # type: ignore[list-item]


def test_thresholds_are_means_over_folds() -> None:
    folds = [Fold(["a"], (0.2, 0.6)), Fold(["b"], (0.4, 0.8))]
    found = mean_calibration(folds)  # type: ignore[arg-type]
    assert isinstance(found, MultiLabel.Calibration)
    assert found.thresholds == pytest.approx((0.3, 0.7))
    assert found.temperature == pytest.approx(0.3)


def test_a_run_that_was_not_judged_is_named(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="was not judged"):
        pooled([Checkpoint(tmp_path)])


def test_a_constant_guess_costs_what_scikit_learn_says() -> None:
    learned = np.array([[1, np.nan], [0, 1], [1, 0], [1, 0]])
    asked = np.array([[1, 0], [0, 1], [0, 0]], float)
    loss, accuracy = constant_guess(learned, asked)
    shares = [0.75, 1 / 3]
    each = [log_loss(asked[:, i], np.full(3, shares[i]), labels=[0, 1]) for i in (0, 1)]
    assert loss == pytest.approx(np.mean(each))
    assert accuracy == pytest.approx((1 + 2) / 6)
