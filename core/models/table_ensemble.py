"""Boosted trees, randomised trees and dense networks that answer as one: they do not err alike."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network
from core.models.boosted_trees import BoostedTrees
from core.models.extra_trees import ExtraTrees
from core.models.table_mlp import TableMlp

Weight = Annotated[float, Field(gt=0)]


@MODELS.register("table_ensemble")
class TableEnsemble(Network):
    """Their mean probabilities, as logits; gradients teach the dense networks alone.

    Parameters
    ----------
    config : TableEnsemble.Config
    inputs : tuple of shapes
        (values,) of each feature; NaN is a gap.
    n_outputs : int
        Classes, three or more.
    """

    class Config(ModelConfig):
        """Options of each kind, and how much each weighs in the mean, in this order."""

        boosted: BoostedTrees.Config = BoostedTrees.Config()
        extra: ExtraTrees.Config = ExtraTrees.Config()
        mlp: TableMlp.Config = TableMlp.Config()
        weights: tuple[Weight, Weight, Weight] = (1.0, 1.0, 1.0)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        self.shares = [weight / sum(config.weights) for weight in config.weights]
        self.boosted = BoostedTrees(config.boosted, inputs, n_outputs)
        self.extra = ExtraTrees(config.extra, inputs, n_outputs)
        self.mlp = TableMlp(config.mlp, inputs, n_outputs)
        self.boosted.requires_grad_(False)
        self.head = nn.Identity()

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Where the dense networks cut each value into pieces."""
        self.mlp.fit_inputs(features)

    def fit_targets(
        self, features: Sequence[Sequence[np.ndarray]], targets: np.ndarray, seed: int
    ) -> None:
        """Grow the trees of both kinds; RecipeError as of `one_class_each`."""
        self.boosted.fit_targets(features, targets, seed)
        self.extra.fit_targets(features, targets, seed)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, values) each -> (batch, n_outputs): logits.

        In training those of each dense network, (batch · members, n_outputs).
        """
        if self.training:
            return self.mlp(*features)
        parts = zip(self.shares, (self.boosted, self.extra, self.mlp), strict=True)
        said = [share * part(*features).softmax(dim=1) for share, part in parts]
        return torch.stack(said).sum(dim=0).log()
