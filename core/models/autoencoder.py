"""Convolutional autoencoder over time: a sequence through a narrow place, and out again.

After Hinton and Salakhutdinov (2006), with convolutions over steps in place of layers on vectors.
"""

import torch
from pydantic import Field
from torch import Tensor, nn

from core.models import MODELS, Shape
from core.models.base import ModelConfig, Network, Width


@MODELS.register("autoencoder")
class Autoencoder(Network):
    """Rows are squeezed into `width` channels at every step; the head makes rows of them again.

    Parameters
    ----------
    config : Autoencoder.Config
    inputs : tuple of shapes
        (rows, steps) of each feature; they are laid one above the other.
    n_outputs : int
        Rows that come out.
    """

    class Config(ModelConfig):
        """`hidden` channels beside the narrow place, `width` in it, `kernel` steps (odd)."""

        hidden: Width = 64
        width: Width = 8
        kernel: int = Field(default=5, ge=1, le=63)

    def __init__(self, config: Config, inputs: tuple[Shape, ...], n_outputs: int) -> None:
        super().__init__()
        n_rows = sum(n for n, *_ in inputs)
        self.encoder = nn.Sequential(
            same(n_rows, config.hidden, config.kernel),
            nn.ReLU(),
            same(config.hidden, config.width, config.kernel),
        )
        self.head = nn.Sequential(
            same(config.width, config.hidden, config.kernel),
            nn.ReLU(),
            same(config.hidden, n_outputs, config.kernel),
        )

    def embed(self, *features: Tensor) -> Tensor:
        """(batch, rows, steps) each -> (batch, width, steps)."""
        return self.encoder(torch.cat(features, dim=1))


def same(n_in: int, n_out: int, kernel: int) -> nn.Conv1d:
    """A convolution that puts out as many steps as it takes."""
    return nn.Conv1d(n_in, n_out, kernel, padding="same")
