"""Recurrent network over the steps of a sequence: LSTM (Hochreiter and Schmidhuber, 1997)."""

import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width
from core.models.recurrence import open_forget_gates, start_orthogonal


@MODELS.register("lstm")
class Lstm(Network):
    """Layers of LSTM; what it says comes from the last state of the last layer.

    Parameters
    ----------
    config : Lstm.Config
    inputs : tuple of shapes
        (rows, steps) of each feature; they are laid one above the other.
    n_outputs : int
    """

    class Config(ModelConfig):
        """`hidden` units of each layer, `layers`, and `dropout` 0..1 between them and after."""

        hidden: Width = 64
        layers: int = Field(default=1, ge=1, le=4)
        dropout: float = Field(default=0.0, ge=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(
            sum(n for n, *_ in inputs),
            config.hidden,
            config.layers,
            batch_first=True,
            dropout=config.dropout if config.layers > 1 else 0.0,
        )
        start_orthogonal(self.lstm)
        open_forget_gates(self.lstm)
        self.dropout = nn.Dropout(config.dropout)
        self.head = nn.Linear(config.hidden, n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, hidden)."""
        steps = torch.cat(features, dim=1).transpose(1, 2)  # (batch, steps, rows)
        _, (state, _) = self.lstm(steps)
        return self.dropout(state[-1])
