"""Trees as tensors say what scikit-learn says that grew them."""

import numpy as np
import pytest
import torch
from sklearn.ensemble import HistGradientBoostingClassifier

from core.errors import RecipeError
from core.models import build
from core.models.boosted_trees import BoostedTrees

RNG = np.random.default_rng(0)
ROWS = RNG.normal(size=(240, 3)).astype(np.float32)
ROWS[::5, 1] = np.nan
LABELS = (ROWS[:, 0] > 0).astype(int) + (np.nan_to_num(ROWS[:, 1]) > 0.5)
TARGETS = np.eye(3, dtype=np.float32)[LABELS]
OPTIONS = {"ensembles": 2, "rounds": 4, "leaves": 6, "depth": 4, "share": 0.7}


def grown() -> BoostedTrees:
    model = build("boosted_trees", OPTIONS, inputs=[(3,)], n_outputs=3).eval()
    assert isinstance(model, BoostedTrees)
    model.fit_targets([list(ROWS)], TARGETS, seed=5)
    return model


def test_they_answer_as_scikit_learn_does() -> None:
    raw = [
        HistGradientBoostingClassifier(
            max_iter=4, learning_rate=0.06, max_leaf_nodes=6, max_depth=4, min_samples_leaf=20,
            l2_regularization=3.0, max_features=0.7, early_stopping=False, random_state=seed,
        ).fit(ROWS, LABELS).decision_function(ROWS)
        for seed in (10, 11)
    ]  # fmt: skip
    expected = torch.from_numpy(np.mean(raw, axis=0))
    torch.testing.assert_close(
        grown()(torch.from_numpy(ROWS)).double(), expected, atol=1e-5, rtol=0
    )


def test_what_is_kept_is_all_that_is_needed() -> None:
    model = grown()
    again = build("boosted_trees", OPTIONS, inputs=[(3,)], n_outputs=3).eval()
    again.load_state_dict(model.state_dict())
    x = torch.from_numpy(ROWS)
    torch.testing.assert_close(again(x), model(x))


def test_other_targets_are_refused() -> None:
    model = build("boosted_trees", OPTIONS, inputs=[(3,)], n_outputs=3)
    with pytest.raises(RecipeError, match="one class out of three"):
        model.fit_targets([list(ROWS)], np.ones((240, 3), np.float32), seed=0)
