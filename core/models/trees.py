"""Decision trees as tensors: grown by scikit-learn, kept and asked without it."""

from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from core.errors import RecipeError


class Nodes(NamedTuple):
    """A tree as it was grown, [n_nodes] each; the value is [n_nodes, n_values]."""

    leaf: NDArray[np.bool_]
    column: NDArray[np.integer]
    threshold: NDArray[np.floating]
    left: NDArray[np.integer]
    right: NDArray[np.integer]
    gaps_left: NDArray[np.integer]
    value: NDArray[np.floating]


class Trees(nn.Module):
    """So many trees of at most so many leaves; from the root of each a row goes down to one.

    Splits are numbered from 0, the root, on; leaves after all of them.

    Parameters
    ----------
    n_trees, n_leaves : int
    n_values : int
        That a leaf answers.
    depth : int
        Splits above the lowest leaf, at most.
    dtype : torch.dtype
        Of what a leaf answers.
    """

    column: Tensor
    threshold: Tensor
    left: Tensor
    right: Tensor
    gaps_left: Tensor
    value: Tensor

    def __init__(
        self, n_trees: int, n_leaves: int, n_values: int, depth: int, dtype: torch.dtype
    ) -> None:
        super().__init__()
        self.depth = depth
        shape = (n_trees, n_leaves - 1)
        self.register_buffer("column", torch.zeros(shape, dtype=torch.int16))
        self.register_buffer("threshold", torch.zeros(shape))
        for name in ("left", "right"):  # a tree without a split leads to its one leaf
            self.register_buffer(name, torch.full(shape, n_leaves - 1, dtype=torch.int16))
        self.register_buffer("gaps_left", torch.zeros(shape, dtype=torch.bool))
        self.register_buffer("value", torch.zeros((n_trees, n_leaves, n_values), dtype=dtype))

    def take(self, place: int, tree: Nodes) -> None:
        """Keep a tree at a place."""
        split, n_splits = ~tree.leaf, self.threshold.shape[1]
        number = np.where(split, split.cumsum() - 1, n_splits + tree.leaf.cumsum() - 1)
        found = {
            "column": tree.column[split],
            "threshold": rounded_down(tree.threshold[split]),
            "left": number[tree.left[split]],
            "right": number[tree.right[split]],
            "gaps_left": tree.gaps_left[split],
            "value": tree.value[tree.leaf],
        }
        for name, values in found.items():
            kept = getattr(self, name)
            kept[place, : len(values)] = torch.from_numpy(values).to(kept.dtype)

    def forward(self, x: Tensor) -> Tensor:
        """(batch, columns), NaN in gaps -> (batch, trees, values) of the leaves come to."""
        n_trees, n_splits = self.threshold.shape
        column, columns = self.column.long(), x.t()
        sides = torch.stack([self.right, self.left], dim=2).flatten(1).long()
        node = torch.zeros_like(columns[:1], dtype=torch.long).repeat(n_trees, 1)  # (trees, batch)
        for _ in range(self.depth):
            split = node.clamp_max(n_splits - 1)
            found = columns.gather(0, column.gather(1, split))
            left = found <= self.threshold.gather(1, split)  # no gap is
            left = left | (found.isnan() & self.gaps_left.gather(1, split))
            node = torch.where(node < n_splits, sides.gather(1, 2 * split + left), node)
        tree = torch.arange(n_trees, device=x.device)[:, None]
        return self.value[tree, node - n_splits].transpose(0, 1).to(x.dtype)


def rounded_down(thresholds: NDArray[np.floating]) -> NDArray[np.float32]:
    """Thresholds as float32, none above what it was: so that float32 values fall as before.

    Examples
    --------
    >>> found = rounded_down(np.array([0.1, 0.5]))
    >>> (found <= np.array([0.1, 0.5])).tolist(), found.dtype
    ([True, True], dtype('float32'))
    """
    nearest = thresholds.astype(np.float32)
    return np.where(nearest > thresholds, np.nextafter(nearest, np.float32(-np.inf)), nearest)


def one_class_each(
    model: str, targets: NDArray[np.floating], n_outputs: int
) -> NDArray[np.integer]:
    """The classes [n_tracks] that targets [n_tracks, n_outputs] are.

    Raises
    ------
    RecipeError
        Where they are not one class of three or more, or a class is missing.
    """
    if n_outputs < 3 or not np.array_equal(targets.sum(axis=1), np.ones(len(targets))):
        raise RecipeError(f"{model} learn one class out of three or more, nothing else.")
    labels = targets.argmax(axis=1)
    if len(np.unique(labels)) < n_outputs:
        raise RecipeError(f"{model} need each class on the training side.")
    return labels
