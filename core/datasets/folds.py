"""Folds that are stratified and part no group, as scikit-learn draws them.

Scikit-learn takes a second to import, which each training and many a page would wait for.
"""

from collections.abc import Sequence

import numpy as np

from core.errors import DatasetError


def stratified_group_folds(
    labels: Sequence[str], groups: Sequence[str] | Sequence[int], *, n_folds: int, seed: int
) -> np.ndarray:
    """Deal items to folds that hold each label in like shares, whole groups to one fold.

    Groups come in an order drawn from the seed, those of the most uneven labels first; each goes
    to the fold that leaves the labels spread most evenly, of equal ones to the smallest.

    Parameters
    ----------
    labels : sequence of str
        One for each item.
    groups : sequence of str or int
        Items with the same one stay together.
    n_folds : int
        At most as many as there are groups.
    seed : int
        0 or more.

    Returns
    -------
    fold : int array [shape=(n_items,)]
        0 to ``n_folds - 1``: the same as of ``StratifiedGroupKFold`` with ``shuffle=True``
        (scikit-learn, after J. Wasikowski).

    Raises
    ------
    DatasetError
        Where there are fewer groups than folds.

    Examples
    --------
    >>> labels, groups = ["jazz", "rock"] * 4, [0, 0, 1, 1, 2, 2, 3, 3]
    >>> stratified_group_folds(labels, groups, n_folds=2, seed=0).tolist()
    [1, 1, 0, 0, 0, 0, 1, 1]
    """
    _, label, totals = np.unique(labels, return_inverse=True, return_counts=True)
    names, group = np.unique(groups, return_inverse=True)
    if len(names) < n_folds:
        raise DatasetError(
            f"Only {len(names)} of the tracks are no copies of others, or by others; a split in "
            f"{n_folds} parts needs as many."
        )
    held = np.zeros((len(names), len(totals)))  # items of each label in each group
    np.add.at(held, (group, label), 1)
    order = np.arange(len(names))
    np.random.RandomState(seed).shuffle(order)
    order = order[np.argsort(-held[order].std(axis=1), kind="stable")]
    fold_of = np.empty(len(names), dtype=int)
    folds = np.zeros((n_folds, len(totals)))
    for one in order:
        fold_of[one] = best = _best_fold(folds, held[one], totals)
        folds[best] += held[one]
    return fold_of[group]


def _best_fold(folds: np.ndarray, more: np.ndarray, totals: np.ndarray) -> int:
    """Which of the folds [n_folds, n_labels] is to take `more` [n_labels]."""
    n_folds = len(folds)
    if_taken = np.repeat(folds[None], n_folds, axis=0)  # (who takes them, fold, label)
    if_taken[np.arange(n_folds), np.arange(n_folds)] += more
    unevenness = (if_taken / totals).std(axis=1).mean(axis=1).tolist()
    sizes = folds.sum(axis=1).tolist()
    best, least, smallest = 0, np.inf, np.inf
    for fold, (uneven, size) in enumerate(zip(unevenness, sizes, strict=True)):
        even = abs(uneven - least) <= 1e-8 + 1e-5 * least
        if uneven < least or (even and size < smallest):
            best, least, smallest = fold, uneven, size
    return best
