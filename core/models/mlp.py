"""Fully connected network on averages: Pandey's network, the baseline of Zheng, Xing and Huang."""

from collections.abc import Sequence

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width
from core.models.convolutions import dense


@MODELS.register("mlp")
class Mlp(Network):
    """Four fully connected layers; each value is standardised with the training side's scale."""

    mean: Tensor
    scale: Tensor

    class Config(ModelConfig):
        """`hidden` units of the layers before the last one, `dropout` 0..1 after each."""

        hidden: tuple[Width, ...] = Field(default=(256, 128, 64), min_length=1, max_length=8)
        dropout: float = Field(default=0.0, ge=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        n_values = sum(n for n, *_ in inputs)
        self.register_buffer("mean", torch.zeros(n_values))
        self.register_buffer("scale", torch.ones(n_values))
        self.layers = dense(n_values, config.hidden, dropout=config.dropout)
        self.head = nn.Linear(config.hidden[-1], n_outputs)

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Mean and standard deviation of each value over the training side's tracks.

        Of values that are not known everywhere, over those where they are.
        """
        values = torch.from_numpy(np.concatenate([np.stack(each) for each in features], axis=1))
        self.mean.copy_(values.nanmean(dim=0).nan_to_num())
        deviation = (values - self.mean).square().nanmean(dim=0).sqrt()
        self.scale.copy_(deviation.nan_to_num().clamp_min(1e-8))

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, values) each -> (batch, last hidden units); gaps are the training side's mean."""
        x = torch.cat(features, dim=1)
        return self.layers(((x - self.mean) / self.scale).nan_to_num())
