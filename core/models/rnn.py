"""Plain recurrent network (Elman, 1990): a state that each step turns and adds to."""

import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width
from core.models.recurrence import start_orthogonal


@MODELS.register("rnn")
class Rnn(Network):
    """h(t) = tanh(W h(t − 1) + V x(t)), equation 5 of Bijlani; the class from the last state.

    Parameters
    ----------
    config : Rnn.Config
    inputs : tuple of shapes
        (rows, steps) of each feature; they are laid one above the other.
    n_outputs : int
    """

    class Config(ModelConfig):
        """`hidden` units, and `dropout` 0..1 after them."""

        hidden: Width = 128
        dropout: float = Field(default=0.0, ge=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        n_rows = sum(n for n, *_ in inputs)
        self.rnn = nn.RNN(n_rows, config.hidden, batch_first=True, bias=False)
        start_orthogonal(self.rnn)
        self.dropout = nn.Dropout(config.dropout)
        self.head = nn.Linear(config.hidden, n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, hidden)."""
        steps = torch.cat(features, dim=1).transpose(1, 2)  # (batch, steps, rows)
        _, state = self.rnn(steps)
        return self.dropout(state[-1])
