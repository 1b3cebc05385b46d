"""Statistics pooling (Snyder et al., 2018): mean and deviation over time, then dense layers.

For features that are already a network's, of which each step tells a lot and their order little.
"""

from collections.abc import Sequence

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width

SMALLEST = 1e-6  # variance of what does not change, whose root has no slope at 0


@MODELS.register("statistics_mlp")
class StatisticsMlp(Network):
    """Takes windows of any length.

    Parameters
    ----------
    config : StatisticsMlp.Config
    inputs : tuple of shapes
        (rows, steps) of each feature; the statistics of one stand after those of another.
    n_outputs : int
    """

    class Config(ModelConfig):
        """`hidden` units of each layer before the last; `dropout` 0..1 before each and after."""

        hidden: tuple[Width, ...] = Field(default=(256,), min_length=1, max_length=8)
        dropout: float = Field(default=0.5, ge=0, lt=1)

    mean: Tensor
    scale: Tensor

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        n = 2 * sum(rows for rows, *_ in inputs)
        self.register_buffer("mean", torch.zeros(n))
        self.register_buffer("scale", torch.ones(n))
        layers: list[nn.Module] = [nn.Dropout(config.dropout)]
        for before, after in zip((n, *config.hidden[:-1]), config.hidden, strict=True):
            layers += [nn.Linear(before, after), nn.ReLU(), nn.BatchNorm1d(after)]
            layers += [nn.Dropout(config.dropout)]
        self.hidden = nn.Sequential(*layers)
        self.head = nn.Linear(config.hidden[-1], n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, last hidden units)."""
        found = torch.cat([statistics(x) for x in features], dim=1)
        return self.hidden((found - self.mean) / self.scale)

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Bring each statistic to mean 0 over the training side, and to a like deviation.

        It is 1 for the feature of the fewest rows; those of more deviate in all as much as it does,
        so that many rows do not drown few.
        """
        found = [_of_tracks(arrays) for arrays in features]
        fewest = min(x.shape[1] for x in found)
        deviations = [x.std(dim=0) * (x.shape[1] / fewest) for x in found]
        self.mean.copy_(torch.cat(found, dim=1).mean(dim=0))
        self.scale.copy_(torch.cat(deviations).clamp_min(SMALLEST))


def _of_tracks(arrays: Sequence[np.ndarray]) -> Tensor:
    tracks = (torch.from_numpy(np.array(x, dtype=np.float32))[None] for x in arrays)
    return torch.cat([statistics(x) for x in tracks])


def statistics(x: Tensor) -> Tensor:
    """(batch, rows, steps) -> (batch, 2 rows): each row's mean, then its deviations."""
    variance = x.var(dim=2, correction=0)
    return torch.cat([x.mean(dim=2), variance.clamp_min(SMALLEST).sqrt()], dim=1)
