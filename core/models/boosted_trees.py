"""Gradient-boosted trees (Friedman, 2001) on rows of a table, kept and asked as tensors.

They are grown by scikit-learn on histograms (after LightGBM: Ke et al., 2017) before the first
epoch; several ensembles, each of which chooses among other columns at each split, are averaged.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network
from core.models.trees import Nodes, Trees, one_class_each

if TYPE_CHECKING:
    from sklearn.ensemble import HistGradientBoostingClassifier


@MODELS.register("boosted_trees")
class BoostedTrees(Network):
    """Ensembles of trees; what gradients can change of them is a scale and a bias per output.

    Parameters
    ----------
    config : BoostedTrees.Config
    inputs : tuple of shapes
        (values,) of each feature; NaN is a gap, for which each split has a side.
    n_outputs : int
        Classes, three or more.
    """

    class Config(ModelConfig):
        """`rounds` of one tree per class in each of some `ensembles`.

        A tree has at most `leaves` of `least` rows or more, below `depth` splits; `share` of the
        columns is drawn for each split; `l2` holds the leaves back.
        """

        ensembles: int = Field(default=3, ge=1, le=32)
        rounds: int = Field(default=80, ge=1, le=1000)
        learning_rate: float = Field(default=0.06, gt=0, le=1)
        leaves: int = Field(default=16, ge=2, le=256)
        depth: int = Field(default=8, ge=1, le=32)
        least: int = Field(default=20, ge=1)
        l2: float = Field(default=3.0, ge=0)
        share: float = Field(default=0.3, gt=0, le=1)

    start: Tensor

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        self.config, self.n_outputs = config, n_outputs
        self.register_buffer("start", torch.zeros(n_outputs))
        n_trees = config.ensembles * config.rounds * n_outputs
        self.trees = Trees(n_trees, config.leaves, 1, config.depth, torch.float32)
        self.head = Scaled(n_outputs)

    def fit_targets(
        self, features: Sequence[Sequence[np.ndarray]], targets: np.ndarray, seed: int
    ) -> None:
        """Grow the trees on the training side; RecipeError as of `one_class_each`."""
        labels = one_class_each("boosted_trees", targets, self.n_outputs)
        rows = np.concatenate([np.stack(each) for each in features], axis=1)
        size = self.config.rounds * self.n_outputs
        for number in range(self.config.ensembles):
            grown = self._ensemble(seed * self.config.ensembles + number).fit(rows, labels)
            self._take(grown, number * size)
            self.start.copy_(torch.from_numpy(grown._baseline_prediction[0]))

    def _ensemble(self, seed: int) -> "HistGradientBoostingClassifier":
        from sklearn.ensemble import HistGradientBoostingClassifier

        how = self.config
        return HistGradientBoostingClassifier(
            max_iter=how.rounds, learning_rate=how.learning_rate, max_leaf_nodes=how.leaves,
            max_depth=how.depth, min_samples_leaf=how.least, l2_regularization=how.l2,
            max_features=how.share, early_stopping=False, random_state=seed % 2**32,
        )  # fmt: skip

    def _take(self, grown: "HistGradientBoostingClassifier", first: int) -> None:
        """Copy the nodes of trees, from place `first` on."""
        trees = [tree.nodes for each in grown._predictors for tree in each]
        for place, nodes in enumerate(trees, start=first):
            self.trees.take(
                place,
                Nodes(
                    leaf=nodes["is_leaf"].astype(bool),
                    column=nodes["feature_idx"],
                    threshold=nodes["num_threshold"],
                    left=nodes["left"],
                    right=nodes["right"],
                    gaps_left=nodes["missing_go_to_left"],
                    value=nodes["value"][:, None],
                ),
            )

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, values) each -> (batch, n_outputs): logits, means over the ensembles."""
        values = self.trees(torch.cat(features, dim=1)).squeeze(2)
        each = values.unflatten(1, (self.config.ensembles, -1, self.n_outputs))
        return self.start + each.sum(dim=2).mean(dim=1)


class Scaled(nn.Module):
    """Logits, stretched and shifted."""

    def __init__(self, n_outputs: int) -> None:
        super().__init__()
        self.scale = nn.Parameter(torch.ones(1))
        self.bias = nn.Parameter(torch.zeros(n_outputs))

    def forward(self, x: Tensor) -> Tensor:
        """(batch, n_outputs) -> the same."""
        return self.scale * x + self.bias
