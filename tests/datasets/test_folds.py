"""Folds are those of scikit-learn, item for item."""

import warnings

import numpy as np
import pytest
from sklearn.model_selection import StratifiedGroupKFold

from core.datasets.folds import stratified_group_folds
from core.errors import DatasetError


@pytest.mark.parametrize("seed", range(12))
def test_they_are_those_of_scikit_learn(seed: int):
    rng = np.random.default_rng(seed)
    n_items, n_labels, n_folds = int(rng.integers(20, 400)), int(rng.integers(1, 13)), 2 + seed % 9
    labels = [f"label {n}" for n in rng.integers(n_labels, size=n_items)]
    n_groups = (n_items, n_items // 2, n_folds)[seed % 3]  # most alone, pairs, as few as may be
    groups = np.concatenate([np.arange(n_groups), rng.integers(n_groups, size=n_items - n_groups)])
    folds = StratifiedGroupKFold(n_folds, shuffle=True, random_state=seed)
    expected = np.empty(n_items, dtype=int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of labels with fewer items than folds
        for fold, (_, members) in enumerate(folds.split(labels, labels, groups)):
            expected[members] = fold
    found = stratified_group_folds(labels, groups.tolist(), n_folds=n_folds, seed=seed)
    np.testing.assert_array_equal(found, expected)
    names = [f"group {n:03d}" for n in groups]
    by_name = stratified_group_folds(labels, names, n_folds=n_folds, seed=seed)
    np.testing.assert_array_equal(by_name, expected)


def test_fewer_groups_than_folds_are_refused_in_words():
    with pytest.raises(DatasetError, match=r"Only 2 of the tracks .* 3 parts"):
        stratified_group_folds(["a"] * 6, [0, 1] * 3, n_folds=3, seed=0)
