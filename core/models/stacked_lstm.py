"""Layers of LSTM of their own sizes, then a dense one: the note network of Wright and others."""

from itertools import pairwise

import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width
from core.models.recurrence import open_forget_gates, start_orthogonal


@MODELS.register("stacked_lstm")
class StackedLstm(Network):
    """What it says comes from the last state of the last layer.

    Parameters
    ----------
    config : StackedLstm.Config
    inputs : tuple of shapes
        (rows, steps) of each feature; they are laid one above the other.
    n_outputs : int
    """

    class Config(ModelConfig):
        """`hidden` units of each LSTM, `dense` after them, `dropout` 0..1 after each LSTM."""

        hidden: tuple[Width, ...] = Field(default=(32, 120, 240), min_length=1, max_length=6)
        dense: Width = 120
        dropout: float = Field(default=0.2, ge=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        sizes = (sum(n for n, *_ in inputs), *config.hidden)
        self.layers = nn.ModuleList(
            nn.LSTM(before, size, batch_first=True) for before, size in pairwise(sizes)
        )
        for layer in self.layers:
            start_orthogonal(layer)  # type: ignore[arg-type]
            open_forget_gates(layer)  # type: ignore[arg-type]
        self.dropout = nn.Dropout(config.dropout)
        self.dense = nn.Linear(config.hidden[-1], config.dense)
        self.head = nn.Linear(config.dense, n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, dense)."""
        steps = torch.cat(features, dim=1).transpose(1, 2)  # (batch, steps, rows)
        for layer in self.layers:
            steps = self.dropout(layer(steps)[0])
        return self.dense(steps[:, -1]).relu()
