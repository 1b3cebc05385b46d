"""A history is read as the training itself would have read it."""

import numpy as np
import pandas as pd
import pytest

from core.errors import EarshotError
from core.lessons.learning.stopping import patience_ends, stopped_after
from core.tasks.single_label import SingleLabel
from core.training.checkpoint import Checkpoint
from core.training.run import history_columns


def history(losses: list[float]) -> pd.DataFrame:
    n = len(losses)
    return pd.DataFrame(
        {
            "epoch": np.arange(1, n + 1),
            "train_loss": np.linspace(2, 0.1, n),
            "train_accuracy": np.linspace(0.2, 1, n),
            "validation_loss": losses,
            "validation_accuracy": np.linspace(0.1, 0.6, n),
        }
    )


def ends_by_hand(losses: list[float], patience: int) -> int | None:
    """The loop that every trainer has."""
    best, waited = float("inf"), 0
    for epoch, loss in enumerate(losses, 1):
        best, waited = (loss, 0) if loss < best else (best, waited + 1)
        if waited >= patience:
            return epoch
    return None


@pytest.mark.parametrize("patience", [1, 2, 3, 5, 12])
def test_patience_ends_where_a_trainer_would(patience):
    rng = np.random.default_rng(patience)
    for _ in range(5):
        losses = (rng.random(12) + np.linspace(1, 0.3, 12)).tolist()
        assert patience_ends(history(losses), patience) == ends_by_hand(losses, patience)


def test_the_best_epoch_so_far_is_kept():
    told = history([2.0, 1.0, 1.5, 0.9, 1.8])
    early, late = stopped_after(told, 3), stopped_after(told, 99)
    assert (early.epoch, early.best, early.best_loss) == (3, 2, 1.0)
    assert (late.epoch, late.best, late.best_loss) == (5, 4, 0.9)
    assert late.gap == pytest.approx(1.8 - 0.1)
    assert late.validation_accuracy == pytest.approx(0.6)


@pytest.mark.parametrize("name", ["zheng-baseline", "zheng-dual-cnn"])
def test_shipped_trainings_end_as_their_recipe_says(name):
    checkpoint = Checkpoint.load(name)
    told, how = checkpoint.history(), checkpoint.recipe.training
    assert stopped_after(told, 999).best == told.epoch[told.validation_loss.idxmin()]
    if how.patience:
        assert patience_ends(told, how.patience) == len(told)


def test_what_is_not_there_is_refused():
    with pytest.raises(EarshotError, match="no epoch 0"):
        stopped_after(history([1.0]), 0)
    with pytest.raises(EarshotError, match="0 epochs"):
        stopped_after(pd.DataFrame(columns=history_columns(SingleLabel())), 1)
    with pytest.raises(EarshotError, match="patience of 0"):
        patience_ends(history([1.0]), 0)
