"""Extremely randomised trees (Geurts, Ernst and Wehenkel, 2006) on rows of a table, as tensors.

They are grown by scikit-learn before the first epoch: thresholds are drawn by chance, the best of
some columns is taken, and the trees' shares of each class are averaged.
"""

from collections.abc import Sequence

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network
from core.models.trees import Nodes, Trees, one_class_each

LEAST = 1e-4  # share of a class of which no leaf holds any


@MODELS.register("extra_trees")
class ExtraTrees(Network):
    """Nothing of them is learned by gradients.

    Parameters
    ----------
    config : ExtraTrees.Config
    inputs : tuple of shapes
        (values,) of each feature; NaN is a gap, for which each split has a side.
    n_outputs : int
        Classes, three or more.
    """

    class Config(ModelConfig):
        """So many `trees` of at most `leaves` of `least` rows or more, below `depth` splits.

        Of the columns a `share` is drawn for each split.
        """

        trees: int = Field(default=100, ge=1, le=1000)
        leaves: int = Field(default=1024, ge=2, le=8192)
        depth: int = Field(default=24, ge=1, le=64)
        least: int = Field(default=3, ge=1)
        share: float = Field(default=0.6, gt=0, le=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        self.config, self.n_outputs = config, n_outputs
        self.trees = Trees(config.trees, config.leaves, n_outputs, config.depth, torch.float16)
        self.head = nn.Identity()

    def fit_targets(
        self, features: Sequence[Sequence[np.ndarray]], targets: np.ndarray, seed: int
    ) -> None:
        """Grow the trees on the training side; RecipeError as of `one_class_each`."""
        from sklearn.ensemble import ExtraTreesClassifier

        labels = one_class_each("extra_trees", targets, self.n_outputs)
        rows = np.concatenate([np.stack(each) for each in features], axis=1)
        how = self.config
        grown = ExtraTreesClassifier(
            how.trees, max_leaf_nodes=how.leaves, max_depth=how.depth, min_samples_leaf=how.least,
            max_features=how.share, random_state=seed % 2**32,
        ).fit(rows, labels)  # fmt: skip
        for place, one in enumerate(grown.estimators_):
            tree = one.tree_
            self.trees.take(
                place,
                Nodes(
                    leaf=tree.children_left < 0,
                    column=tree.feature,
                    threshold=tree.threshold,
                    left=tree.children_left,
                    right=tree.children_right,
                    gaps_left=tree.missing_go_to_left,
                    value=tree.value[:, 0],
                ),
            )

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, values) each -> (batch, n_outputs): logarithms of mean shares."""
        return self.trees(torch.cat(features, dim=1)).mean(dim=1).clamp_min(LEAST).log()
