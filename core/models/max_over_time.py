"""What Chang's two networks for emotions share: rows that may be scaled, an LSTM, its maximum."""

from collections.abc import Sequence

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import Shape
from core.models.base import ModelConfig, Width

SMALLEST = 1e-6  # deviation of a row that does not change


class MaxOverTimeConfig(ModelConfig):
    """`units` of the LSTM, `hidden` units of the MLP after it, `dropout` 0..1 around that.

    With `standardise` each row of what goes in is brought to mean 0 and deviation 1 over the
    training side. Chang does not say that it was.
    """

    units: Width = 64
    hidden: Width = 64
    dropout: float = Field(default=0.0, ge=0, lt=1)
    standardise: bool = False


class Rows(nn.Module):
    """All rows of some features (rows, steps), one above the other, as they stand or scaled."""

    mean: Tensor
    scale: Tensor

    def __init__(self, config: MaxOverTimeConfig, inputs: tuple[Shape, ...]) -> None:
        super().__init__()
        self.standardise = config.standardise
        self.counts = [rows for rows, _ in inputs]
        self.register_buffer("mean", torch.zeros(sum(self.counts), 1))
        self.register_buffer("scale", torch.ones(sum(self.counts), 1))

    def fit(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Where they are to be scaled: mean and deviation of each row over all tracks."""
        if not self.standardise:
            return
        values = torch.from_numpy(np.concatenate([np.concatenate(x, axis=1) for x in features]))
        self.mean.copy_(values.mean(dim=1, keepdim=True))
        self.scale.copy_(values.std(dim=1, keepdim=True).clamp_min(SMALLEST))

    def forward(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, all rows, steps)."""
        return (torch.cat(features, dim=1) - self.mean) / self.scale


class MaxOverTime(nn.Module):
    """LSTM, maximum over its states, MLP."""

    def __init__(self, config: MaxOverTimeConfig, n_values: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(n_values, config.units, batch_first=True)
        self.mlp = nn.Sequential(
            nn.Dropout(config.dropout), nn.Linear(config.units, config.hidden), nn.ReLU(),
            nn.Dropout(config.dropout),
        )  # fmt: skip

    def forward(self, steps: Tensor) -> Tensor:
        """(batch, steps, values) -> (batch, hidden)."""
        states, _ = self.lstm(steps)
        return self.mlp(states.amax(dim=1))
