"""CNN with an LSTM after it: what the convolutions see of each moment, as a sequence.

Bijlani proposes it, and does not build it.
"""

import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width
from core.models.convolutions import (
    as_picture,
    convolve_and_pool,
    last_convolution,
    start_for_relu,
)
from core.models.recurrence import open_forget_gates, start_orthogonal


@MODELS.register("cnn_lstm")
class CnnLstm(Network):
    """What it says comes from the LSTM's last state.

    Every convolution pools two bins; only the first `time_pools` of them pool two frames as well,
    so that a sequence is left for the LSTM.

    Parameters
    ----------
    config : CnnLstm.Config
    inputs : tuple of shapes
        (bins, frames) of each feature; they are laid one above the other.
    n_outputs : int
    """

    memory_format = torch.channels_last

    class Config(ModelConfig):
        """`channels` of the convolutions, `hidden` units of the LSTM, `dropout` 0..1 around it."""

        channels: tuple[Width, ...] = Field(
            default=(16, 32, 64, 64, 64), min_length=1, max_length=6
        )
        time_pools: int = Field(default=3, ge=0, le=6)
        hidden: Width = 64
        dropout: float = Field(default=0.0, ge=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        depth = len(config.channels)
        pools = [(2, 2 if i < config.time_pools else 1) for i in range(depth)]
        self.convolutions = convolve_and_pool(1, config.channels, pools=pools)
        start_for_relu(self.convolutions)
        n_seen = config.channels[-1] * (sum(n for n, *_ in inputs) >> depth)
        self.lstm = nn.LSTM(n_seen, config.hidden, batch_first=True)
        start_orthogonal(self.lstm)
        open_forget_gates(self.lstm)
        self.dropout = nn.Dropout(config.dropout)
        self.head = nn.Linear(config.hidden, n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, bins, frames) each -> (batch, hidden)."""
        seen = self.convolutions(as_picture(torch.cat(features, dim=1)))
        moments = seen.flatten(1, 2).transpose(1, 2)  # (batch, frames/8, channels · bins/32)
        _, (state, _) = self.lstm(self.dropout(moments))
        return self.dropout(state[-1])

    def last_convolutions(self) -> list[nn.Module]:
        return [last_convolution(self.convolutions)]
