"""Trees as tensors say what scikit-learn says that grew them, alone and beside dense networks."""

import numpy as np
import pytest
import torch
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier

from core.errors import RecipeError
from core.models import build
from core.models.base import Network

RNG = np.random.default_rng(0)
ROWS = RNG.normal(size=(240, 3)).astype(np.float32)
ROWS[::5, 1] = np.nan
LABELS = (ROWS[:, 0] > 0).astype(int) + (np.nan_to_num(ROWS[:, 1]) > 0.5)
TARGETS = np.eye(3, dtype=np.float32)[LABELS]
OPTIONS = {"ensembles": 2, "rounds": 4, "leaves": 6, "depth": 4, "share": 0.7}


EXTRA = {"trees": 5, "leaves": 20, "depth": 5, "least": 3, "share": 0.7}
KINDS = {
    "boosted_trees": OPTIONS,
    "extra_trees": EXTRA,
    "table_ensemble": {
        "boosted": OPTIONS,
        "extra": EXTRA,
        "mlp": {"hidden": [4], "members": 2},
        "weights": [2, 1, 1],
    },
}
MODELS = pytest.mark.parametrize("name", KINDS)


def grown(name: str) -> Network:
    model = build(name, KINDS[name], inputs=[(3,)], n_outputs=3).eval()
    model.fit_targets([list(ROWS)], TARGETS, seed=5)
    return model


def boosted_by_sklearn() -> np.ndarray:
    """Logits [n_rows, 3]."""
    raw = [
        HistGradientBoostingClassifier(
            max_iter=4, learning_rate=0.06, max_leaf_nodes=6, max_depth=4, min_samples_leaf=20,
            l2_regularization=3.0, max_features=0.7, early_stopping=False, random_state=seed,
        ).fit(ROWS, LABELS).decision_function(ROWS)
        for seed in (10, 11)
    ]  # fmt: skip
    return np.mean(raw, axis=0)


def extra_by_sklearn() -> np.ndarray:
    """Probabilities [n_rows, 3]."""
    trees = ExtraTreesClassifier(
        5, max_leaf_nodes=20, max_depth=5, min_samples_leaf=3, max_features=0.7, random_state=5
    )
    return trees.fit(ROWS, LABELS).predict_proba(ROWS)


def test_they_answer_as_scikit_learn_does() -> None:
    x = torch.from_numpy(ROWS)
    boosted, extra = grown("boosted_trees")(x), grown("extra_trees")(x)
    logits, shares = torch.from_numpy(boosted_by_sklearn()), torch.from_numpy(extra_by_sklearn())
    torch.testing.assert_close(boosted.double(), logits, atol=1e-5, rtol=0)
    torch.testing.assert_close(extra.double().softmax(1), shares, atol=2e-3, rtol=0)
    model = grown("table_ensemble")
    dense = model.get_submodule("mlp")(x).double().softmax(1)  # held by test_table_mlp.py
    expected = 0.5 * logits.softmax(1) + 0.25 * shares + 0.25 * dense
    torch.testing.assert_close(model(x).double().softmax(1), expected, atol=1e-3, rtol=0)


def test_gradients_teach_each_dense_network_and_no_tree() -> None:
    model = grown("table_ensemble").train()
    outputs = model(torch.from_numpy(ROWS[:6]))
    assert outputs.shape == (6 * 2, 3), "each of two networks learns by itself"
    outputs.square().sum().backward()
    taught = {name.split(".")[0] for name, p in model.named_parameters() if p.grad is not None}
    assert taught == {"mlp"}


@MODELS
def test_what_is_kept_is_all_that_is_needed(name: str) -> None:
    model = grown(name)
    again = build(name, KINDS[name], inputs=[(3,)], n_outputs=3).eval()
    again.load_state_dict(model.state_dict())
    x = torch.from_numpy(ROWS)
    torch.testing.assert_close(again(x), model(x))


@MODELS
def test_other_targets_are_refused(name: str) -> None:
    model = build(name, KINDS[name], inputs=[(3,)], n_outputs=3)
    with pytest.raises(RecipeError, match="one class out of three"):
        model.fit_targets([list(ROWS)], np.ones((240, 3), np.float32), seed=0)
