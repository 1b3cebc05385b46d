"""CNN on spectrograms: convolutions with max pooling, then dense layers.

The mel CNN of Bijlani with five of each, and the CNN of Fard with three convolutions.
"""

from math import prod

import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width
from core.models.convolutions import (
    as_picture,
    convolve_and_pool,
    dense,
    last_convolution,
    start_for_relu,
)


@MODELS.register("spectrogram_cnn")
class SpectrogramCnn(Network):
    """The head is the last of the dense layers; since they are dense, windows have one length.

    Parameters
    ----------
    config : SpectrogramCnn.Config
    inputs : tuple of shapes
        (bins, frames) of each feature; they are laid one above the other.
    n_outputs : int
    """

    memory_format = torch.channels_last

    class Config(ModelConfig):
        """`channels` of the convolutions, `hidden` units of the dense layers before the last one.

        `dropout` 0..1 is between convolutions and dense layers.
        """

        channels: tuple[Width, ...] = Field(
            default=(16, 32, 64, 64, 64), min_length=1, max_length=6
        )
        hidden: tuple[Width, ...] = Field(default=(256, 128, 64, 32), min_length=1, max_length=8)
        dropout: float = Field(default=0.0, ge=0, lt=1)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        n_bins, n_frames = sum(n for n, *_ in inputs), inputs[0][-1]
        depth, last = len(config.channels), config.channels[-1]
        size = (last, n_bins >> depth, n_frames >> depth)
        self.convolutions = convolve_and_pool(1, config.channels)
        self.dropout = nn.Dropout(config.dropout)
        self.dense = dense(prod(size), config.hidden)
        start_for_relu(self)
        self.head = nn.Linear(config.hidden[-1], n_outputs)

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, bins, frames) each -> (batch, last hidden units)."""
        x = self.convolutions(as_picture(torch.cat(features, dim=1)))
        return self.dense(self.dropout(x.flatten(1)))

    def last_convolutions(self) -> list[nn.Module]:
        return [last_convolution(self.convolutions)]
