"""Boosted and extremely randomised trees that answer as one: they do not err alike."""

from collections.abc import Sequence

import numpy as np
from pydantic import Field
from torch import Tensor

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network
from core.models.boosted_trees import BoostedTrees, Scaled
from core.models.extra_trees import ExtraTrees


@MODELS.register("mixed_trees")
class MixedTrees(Network):
    """Their mean probabilities, as logits; gradients change a scale and a bias per output.

    Parameters
    ----------
    config : MixedTrees.Config
    inputs : tuple of shapes
        (values,) of each feature; NaN is a gap, for which each split has a side.
    n_outputs : int
        Classes, three or more.
    """

    class Config(ModelConfig):
        """Options of both; of what is said, `share` is the extremely randomised trees'."""

        boosted: BoostedTrees.Config = BoostedTrees.Config()
        extra: ExtraTrees.Config = ExtraTrees.Config()
        share: float = Field(default=0.5, gt=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        self.share = config.share
        self.boosted = BoostedTrees(config.boosted, inputs, n_outputs)
        self.extra = ExtraTrees(config.extra, inputs, n_outputs)
        self.boosted.requires_grad_(False)
        self.head = Scaled(n_outputs)

    def fit_targets(
        self, features: Sequence[Sequence[np.ndarray]], targets: np.ndarray, seed: int
    ) -> None:
        """Grow the trees of both; RecipeError as of `one_class_each`."""
        self.boosted.fit_targets(features, targets, seed)
        self.extra.fit_targets(features, targets, seed)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, values) each -> (batch, n_outputs): logits."""
        boosted, extra = (part(*features).softmax(dim=1) for part in (self.boosted, self.extra))
        return ((1 - self.share) * boosted + self.share * extra).log()
