"""Recreates a sequence step by step, through a narrow place: dense layers, without memory.

The network of Fard's comparison that has no LSTM layer; `recreate_lstm` has one in its place. Rows
are scaled by the training side's means and deviations on their way in, and scaled back on
their way out, so that what comes out is in the unit of what goes in.
"""

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width

LEAST_SCALE = 1e-3  # a row that hardly varies is not blown up


@MODELS.register("recreate_dense")
class RecreateDense(Network):
    """A dense encoder of each step into `width` numbers, and the head, which decodes them.

    Parameters
    ----------
    config : RecreateDense.Config
    inputs : tuple of shapes
        (rows, steps) of each feature; they are laid one above the other.
    n_outputs : int
        Rows that come out: as many as go in.
    """

    class Config(ModelConfig):
        """`hidden` units beside the narrow place, `width` in it."""

        hidden: Width = 128
        width: Width = 32

    head: "Decoder"

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        n_rows = sum(n for n, *_ in inputs)
        self.encoder = nn.Sequential(
            nn.Linear(n_rows, config.hidden), nn.ReLU(), nn.Linear(config.hidden, config.width)
        )
        self.head = Decoder(self.memory(config), nn.Linear(config.hidden, n_outputs))

    def memory(self, config: Config) -> nn.Module:
        """The hidden layer behind the narrow place: (batch, steps, width) -> (…, hidden)."""
        return nn.Sequential(nn.Linear(config.width, config.hidden), nn.ReLU())

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Mean and deviation of each row over all steps of the training side."""
        rows = np.concatenate([np.concatenate(each, axis=1) for each in features])
        self.head.mean.copy_(torch.from_numpy(rows.mean(axis=1)))
        self.head.scale.copy_(torch.from_numpy(rows.std(axis=1)).clamp_min(LEAST_SCALE))

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, width, steps)."""
        steps = torch.cat(features, dim=1).transpose(1, 2)  # (batch, steps, rows)
        return self.encoder((steps - self.head.mean) / self.head.scale).transpose(1, 2)


class Decoder(nn.Module):
    """(batch, width, steps) -> (batch, rows, steps), in the unit of what the network is given."""

    mean: Tensor
    scale: Tensor

    def __init__(self, memory: nn.Module, out: nn.Linear) -> None:
        super().__init__()
        self.memory = memory
        self.out = out
        self.register_buffer("mean", torch.zeros(out.out_features))
        self.register_buffer("scale", torch.ones(out.out_features))

    def forward(self, narrow: Tensor) -> Tensor:
        steps = self.out(self.memory(narrow.transpose(1, 2)))  # (batch, steps, rows)
        return (steps * self.scale + self.mean).transpose(1, 2)
