"""What Chang's two networks for emotions share: an LSTM, its maximum over time, and an MLP."""

from collections.abc import Sequence

import numpy as np
import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import Shape
from core.models.base import ModelConfig, Network, Width

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


class MaxOverTime(Network):
    """What becomes of steps (batch, steps, values), however they were made of the features.

    Parameters
    ----------
    config : MaxOverTimeConfig
    inputs : tuple of shapes
        (rows, steps) of each feature.
    n_values : int
        Of each step.
    n_outputs : int
    """

    mean: Tensor
    scale: Tensor

    def __init__(
        self, config: MaxOverTimeConfig, inputs: tuple[Shape, ...], n_values: int, n_outputs: int
    ) -> None:
        super().__init__()
        self.standardise = config.standardise
        self.n_rows = [rows for rows, _ in inputs]
        self.register_buffer("mean", torch.zeros(sum(self.n_rows), 1))
        self.register_buffer("scale", torch.ones(sum(self.n_rows), 1))
        self.lstm = nn.LSTM(n_values, config.units, batch_first=True)
        self.mlp = nn.Sequential(
            nn.Dropout(config.dropout), nn.Linear(config.units, config.hidden), nn.ReLU(),
            nn.Dropout(config.dropout),
        )  # fmt: skip
        self.head = nn.Linear(config.hidden, n_outputs)

    def fit_inputs(self, features: Sequence[Sequence[np.ndarray]]) -> None:
        """Where they are to be standardised: mean and deviation of each row over all tracks."""
        if not self.standardise:
            return
        rows = np.concatenate([np.concatenate(tracks, axis=1) for tracks in features])
        values = torch.from_numpy(rows)
        self.mean.copy_(values.mean(dim=1, keepdim=True))
        self.scale.copy_(values.std(dim=1, keepdim=True).clamp_min(SMALLEST))

    def scaled(self, features: Sequence[Tensor]) -> Tensor:
        """All rows, one above the other: (batch, rows, steps)."""
        return (torch.cat(list(features), dim=1) - self.mean) / self.scale

    def over_time(self, steps: Tensor) -> Tensor:
        """(batch, steps, values) -> (batch, hidden)."""
        states, _ = self.lstm(steps)
        return self.mlp(states.amax(dim=1))
